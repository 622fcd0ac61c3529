package org.lodewatch.service;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a process is.
 *
 * @param live whether it can do its work, now or once it is ready; if not, only a new start helps
 * @param ready whether it does its work now
 * @param state one word for what it is doing
 * @param progress how far it has come, in numbers by name, in the order in which they are shown
 */
public record Health(boolean live, boolean ready, String state, Map<String, Long> progress) {

    public Health {
        progress = new LinkedHashMap<>(progress);
    }
}
