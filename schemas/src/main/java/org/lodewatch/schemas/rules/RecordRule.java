package org.lodewatch.schemas.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Decides whether a decoded record belongs in its topic. */
@FunctionalInterface
public interface RecordRule<V> {

    /**
     * The first fault of a record.
     *
     * @param key or null
     * @param value null for a tombstone
     * @return what was found and what is expected, in a line without control characters; empty if the record belongs in the topic
     */
    Optional<String> fault(byte[] key, V value);

    /** Accepts every record. */
    static <V> RecordRule<V> none() {
        return (key, value) -> Optional.empty();
    }

    /**
     * A rule for a compacted topic: the key must be text. A tombstone is accepted under any such key, because it only deletes.
     *
     * @param checks receives each value and its key, and notes faults
     */
    static <V> RecordRule<V> keyed(Check<V> checks) {
        return (key, value) -> text(key, (text, faults) -> {
            if (value != null) {
                checks.check(text, value, faults);
            }
        });
    }

    /** A rule for a topic that is never compacted: a record without a value says nothing. */
    static <V> RecordRule<V> valued(Check<V> checks) {
        return (key, value) -> text(key, (text, faults) -> {
            if (value == null) {
                faults.add("the record has no value");
            } else {
                checks.check(text, value, faults);
            }
        });
    }

    /** Notes the faults of a record with a value. */
    @FunctionalInterface
    interface Check<V> {

        void check(String key, V value, FirstFault faults);
    }

    private static Optional<String> text(byte[] key, BiConsumer<String, FirstFault> checks) {
        if (key == null) {
            return Optional.of("the record has no key");
        }
        String text = new String(key, UTF_8);
        if (text.isEmpty() || text.indexOf('\uFFFD') >= 0) {
            return Optional.of("the key is not a text in UTF-8");
        }
        FirstFault faults = new FirstFault();
        checks.accept(text, faults);
        return faults.found();
    }
}
