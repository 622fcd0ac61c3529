package org.lodewatch.clients.kafka;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the records that readers skip because they do not belong in their topic. */
@FunctionalInterface
public interface SkippedRecords {

    /**
     * A record was skipped.
     *
     * @param reason in a line
     */
    void add(String topic, int partition, long offset, String reason);

    /** Logs a line for each record, once in this process however often it is read. */
    static SkippedRecords logged() {
        return Logged.ONCE;
    }

    /** Where a record is. */
    record Place(String topic, int partition, long offset) {}

    /** Thread-safe. */
    final class Logged implements SkippedRecords {

        private static final SkippedRecords ONCE = new Logged();
        private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

        /** Further ones are not logged: their lines would hide all others. */
        private static final int MOST_PLACES = 1_000;

        private final Set<Place> places = ConcurrentHashMap.newKeySet();

        private Logged() {}

        @Override
        public void add(String topic, int partition, long offset, String reason) {
            if (places.size() >= MOST_PLACES || !places.add(new Place(topic, partition, offset))) {
                return;
            }
            LOG.warn(
                    "skipped a record that does not belong in {}: partition {}, offset {}: {}",
                    topic,
                    partition,
                    offset,
                    reason);
            if (places.size() == MOST_PLACES) {
                LOG.warn("further skipped records are not logged: `lodewatch topics check --deep` lists all");
            }
        }
    }

    /** Counts each record once, also if it is read again, and remembers the first. Thread-safe. */
    final class Tally implements SkippedRecords {

        /** Further ones are counted each time that they are read. */
        private static final int MOST_PLACES = 100_000;

        private final Set<Place> places = new HashSet<>();
        private long further;
        private Place first;
        private String reason;

        @Override
        public synchronized void add(String topic, int partition, long offset, String why) {
            Place place = new Place(topic, partition, offset);
            if (places.size() >= MOST_PLACES && !places.contains(place)) {
                further++;
                return;
            }
            places.add(place);
            if (first == null) {
                first = place;
                reason = why;
            }
        }

        /** How many there are, where the first is and what is wrong with it, in a line; empty if there are none. */
        public synchronized Optional<String> line() {
            long count = places.size() + further;
            return Optional.ofNullable(first)
                    .map(place -> "skipped %d record%s that %s not belong in %s topic: %s%s-%d@%d: %s; run `%s`"
                            .formatted(
                                    count,
                                    count == 1 ? "" : "s",
                                    count == 1 ? "does" : "do",
                                    count == 1 ? "its" : "their",
                                    count == 1 ? "" : "the first is ",
                                    place.topic(),
                                    place.partition(),
                                    place.offset(),
                                    reason,
                                    "lodewatch topics check --deep"));
        }
    }
}
