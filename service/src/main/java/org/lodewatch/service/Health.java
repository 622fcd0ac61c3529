package org.lodewatch.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The health of a process.
 *
 * @param live whether it can do its work, now or later; if not, it must be restarted
 * @param ready whether it does its work now
 * @param state what it does
 * @param reason why it is in this state, in one line; empty if the state says enough
 * @param progress numbers by name, in the order of the answer
 */
public record Health(
        boolean live, boolean ready, HealthState state, Optional<String> reason, Map<String, Long> progress) {

    public Health {
        progress = new LinkedHashMap<>(progress);
    }

    public Health(boolean live, boolean ready, HealthState state, Map<String, Long> progress) {
        this(live, ready, state, Optional.empty(), progress);
    }

    /** The same process, which does its work as far as it can. */
    public Health withState(HealthState otherState, String why) {
        return new Health(live, ready, otherState, Optional.of(why), progress);
    }

    /** The same process, which must be restarted. */
    public Health notLive(HealthState otherState, String why) {
        return new Health(false, false, otherState, Optional.of(why), progress);
    }

    /** The same process, which cannot do its work at present. */
    public Health notReady(HealthState otherState, String why) {
        return new Health(live, false, otherState, Optional.of(why), progress);
    }
}
