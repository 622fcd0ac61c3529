package org.lodewatch.service;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of a process.
 *
 * @param live whether it can do its work, now or later; if not, it must be restarted
 * @param ready whether it does its work now
 * @param state in one word
 * @param progress numbers by name, in the order of the answer
 */
public record Health(boolean live, boolean ready, String state, Map<String, Long> progress) {

    public Health {
        progress = new LinkedHashMap<>(progress);
    }
}
