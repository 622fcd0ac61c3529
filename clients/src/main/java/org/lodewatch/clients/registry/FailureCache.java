package org.lodewatch.clients.registry;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the reasons of failed lookups for a while, so that they are not repeated for every record. Thread-safe. */
final class FailureCache<K> {

    private static final int MOST = 10_000;

    /** @param until by {@link System#nanoTime()} */
    private record Failure(String reason, long until) {}

    private final long life;
    private final Map<K, Failure> failures = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Failure> eldest) {
            return size() > MOST;
        }
    });

    FailureCache(Duration life) {
        this.life = life.toNanos();
    }

    /** Why the lookup of this key failed; empty if it did not fail lately. */
    Optional<String> reason(K key) {
        return Optional.ofNullable(failures.get(key))
                .filter(failure -> failure.until() - System.nanoTime() > 0)
                .map(Failure::reason);
    }

    void add(K key, String reason) {
        failures.put(key, new Failure(reason, System.nanoTime() + life));
    }
}
