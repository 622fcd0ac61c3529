package org.lodewatch.service.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Counts the records ahead of positions in the log. It reads only the partitions in which a group is behind, and only the
 * offsets that it has not read before.
 */
final class RecordsBehind implements AutoCloseable {

    /** Compaction removes records without notice, so surveys of compacted topics are read again after this time. */
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    /** @param timestamps by offset, in ms since 1970, of the first record at or after it */
    private record Known(Uuid topic, Instant since, LogSurvey survey, Map<Long, Long> timestamps) {}

    private final LogReader reader;
    private final Duration longestReading;
    private final Map<TopicPartition, Known> known = new HashMap<>();

    /** @param longestReading how long one call may read; after that the result is an estimate */
    RecordsBehind(LogReader reader, Duration longestReading) {
        this.reader = reader;
        this.longestReading = longestReading;
    }

    /** The lag of a consumer at each of these positions. */
    Map<PartitionPosition, Lag> lags(Set<PartitionPosition> places, LogState log, Instant now) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (PartitionPosition place : places) {
            if (place.offset() < log.stableEnd(place.partition()).orElse(0)) {
                first.merge(place.partition(), place.offset(), Math::min);
            }
        }
        known.keySet().retainAll(first.keySet());
        first.forEach((partition, offset) -> prepare(partition, offset, log, now));
        survey(log);
        dateOldest(places, log);

        Map<PartitionPosition, Lag> lags = new HashMap<>();
        places.forEach(place -> lags.put(place, lag(place, log, now)));
        return lags;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void prepare(TopicPartition partition, long first, LogState log, Instant now) {
        Known before = known.get(partition);
        boolean usable = before != null
                && before.topic().equals(log.topic(partition).id())
                && before.survey().end() <= log.stableEnd(partition).getAsLong()
                && !(log.topic(partition).compacted()
                        && before.since().plus(TRUSTED).isBefore(now));
        if (usable) {
            before.survey().beginAt(first);
        } else {
            known.put(partition, new Known(log.topic(partition).id(), now, new LogSurvey(first), new HashMap<>()));
        }
    }

    private void survey(LogState log) {
        Map<TopicPartition, LogSurvey> surveys = new HashMap<>();
        known.forEach((partition, what) -> surveys.put(partition, what.survey()));
        reader.survey(surveys, log.stableEnds(), Deadline.in(longestReading));
    }

    private void dateOldest(Set<PartitionPosition> places, LogState log) {
        Map<TopicPartition, Set<Long>> needed = new HashMap<>();
        Set<PartitionPosition> asked = new HashSet<>();
        for (PartitionPosition place : places) {
            oldest(place, log).ifPresent(offset -> {
                TopicPartition partition = place.partition();
                needed.computeIfAbsent(partition, p -> new HashSet<>()).add(offset);
                if (!known.get(partition).timestamps().containsKey(offset)) {
                    asked.add(new PartitionPosition(partition, offset));
                }
            });
        }
        needed.forEach((partition, offsets) ->
                known.get(partition).timestamps().keySet().retainAll(offsets));
        reader.timestamps(asked, Deadline.in(longestReading))
                .forEach((place, timestamp) ->
                        known.get(place.partition()).timestamps().put(place.offset(), timestamp));
    }

    /** The offset of the oldest record ahead of a position, or one at or before it; empty if there is none. */
    private OptionalLong oldest(PartitionPosition place, LogState log) {
        Known what = known.get(place.partition());
        long end = log.stableEnd(place.partition()).orElse(0);
        if (what == null || place.offset() >= end) {
            return OptionalLong.empty();
        }
        OptionalLong found = what.survey().firstRecord(place.offset());
        return found.isPresent() || what.survey().covers(end) ? found : OptionalLong.of(place.offset());
    }

    private Lag lag(PartitionPosition place, LogState log, Instant now) {
        OptionalLong end = log.stableEnd(place.partition());
        if (end.isEmpty() || !log.holds(place)) {
            return Lag.UNKNOWN;
        }
        if (place.offset() >= end.getAsLong()) {
            return Lag.NONE;
        }
        Known what = known.get(place.partition());
        boolean exact = what.survey().covers(end.getAsLong());
        long records = what.survey().records(place.offset(), end.getAsLong());
        return exact && records == 0
                ? Lag.NONE
                : new Lag(
                        OptionalLong.of(records),
                        exact,
                        oldest(place, log).stream()
                                .boxed()
                                .flatMap(offset ->
                                        Optional.ofNullable(what.timestamps().get(offset)).stream())
                                .findAny()
                                .flatMap(timestamp -> age(timestamp, now)));
    }

    private static Optional<Duration> age(long timestamp, Instant now) {
        if (timestamp < 0) {
            return Optional.empty();
        }
        Duration age = Duration.between(Instant.ofEpochMilli(timestamp), now);
        return Optional.of(age.isNegative() ? Duration.ZERO : age);
    }
}
