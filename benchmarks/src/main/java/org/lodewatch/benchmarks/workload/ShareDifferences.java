package org.lodewatch.benchmarks.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lodewatch.benchmarks.experiment.BenchmarkException;

/** Where shares that are read one after the other differ from those of a log. */
final class ShareDifferences {

    private final Map<String, UUID> expected;
    private final Set<String> missing;
    private final Set<String> different = new HashSet<>();
    private final Set<String> unexpected = new HashSet<>();

    /** Nothing is read yet, so that all shares are missing. @param expected the hashes of shares by their keys */
    ShareDifferences(Map<String, UUID> expected) {
        this.expected = expected;
        this.missing = new HashSet<>(expected.keySet());
    }

    /** A message replaces the one before with the same key. @param hash of its value; empty for a tombstone */
    void read(String key, Optional<UUID> hash) {
        set(missing, key, expected.containsKey(key) && hash.isEmpty());
        set(
                different,
                key,
                hash.isPresent() && expected.containsKey(key) && !hash.get().equals(expected.get(key)));
        set(unexpected, key, hash.isPresent() && !expected.containsKey(key));
    }

    private static void set(Set<String> keys, String key, boolean contained) {
        if (contained) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }

    boolean isEmpty() {
        return missing.isEmpty() && different.isEmpty() && unexpected.isEmpty();
    }

    /** @param when in the message @throws BenchmarkException if there is a difference, with how many and an example of each kind */
    void requireNone(String when) {
        if (!isEmpty()) {
            List<String> kinds = new ArrayList<>();
            add(kinds, missing, "are missing");
            add(kinds, different, "differ from those of the log");
            add(kinds, unexpected, "are not of the log");
            throw new BenchmarkException(
                    "of %,d shares %s, %s".formatted(expected.size(), String.join(", ", kinds), when));
        }
    }

    private static void add(List<String> kinds, Set<String> keys, String what) {
        keys.stream()
                .min(String::compareTo)
                .ifPresent(first -> kinds.add("%,d %s (such as %s)".formatted(keys.size(), what, first)));
    }
}
