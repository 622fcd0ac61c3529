package org.lodewatch.service.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The last samples of one partition of a group, and the status that follows from them without any threshold. The
 * statuses and the method are those of LinkedIn's Burrow, with these differences:
 *
 * <ul>
 *   <li>Lag is measured against the log at every sample, not when the consumer commits, so that it grows when commits stop.
 *   <li>A group without members is a STOP at once, without waiting for a window to pass.
 *   <li>A consumer that falls behind is a WARN even if its lag dipped once or twice: among all pairs of samples, the later
 *       one must seldom have the smaller lag.
 *   <li>A REWIND lasts until the consumer is where it was before.
 * </ul>
 */
final class PartitionWindow {

    /** The part of all pairs of samples that may show a falling lag without the lag counting as falling. */
    private static final double SELDOM = 0.3;

    private static final int MIN_FOR_A_TREND = 3;

    private final Duration length;
    private final Deque<PartitionSample> samples = new ArrayDeque<>();
    private OptionalLong rewoundFrom = OptionalLong.empty();

    /**
     * One sample.
     *
     * @param position the offset at which the group continues; empty if unknown, or for a share group
     * @param live whether the group had a member
     */
    record PartitionSample(Instant at, OptionalLong position, Lag lag, boolean live) {}

    /** @param length see {@link LagTiming#window} */
    PartitionWindow(Duration length) {
        this.length = length;
    }

    /** Adds a sample, later than the others. */
    void add(PartitionSample sample) {
        noteRewind(sample);
        samples.addLast(sample);
        Instant beginning = sample.at().minus(length);
        while (samples.size() > 1 && !second().at().isAfter(beginning)) {
            samples.removeFirst();
        }
    }

    LagStatus status() {
        PartitionSample last = samples.getLast();
        if (last.lag().records().isEmpty()) {
            return LagStatus.UNKNOWN;
        }
        if (last.lag().isNone()) {
            return LagStatus.OK;
        }
        if (!last.live() && !movesWithoutMembers()) {
            return LagStatus.STOP;
        }
        if (isFull() && isBehindThroughout() && !moves()) {
            return LagStatus.STALL;
        }
        if (rewoundFrom.isPresent()) {
            return LagStatus.REWIND;
        }
        return isFull() && isBehindThroughout() && gainsNothing() ? LagStatus.WARN : LagStatus.OK;
    }

    /** Whether more samples within a window's length cannot change the status. */
    boolean isCertain() {
        PartitionSample last = samples.getLast();
        return last.lag().records().isEmpty()
                || last.lag().isNone()
                || isFull()
                || rewoundFrom.isPresent()
                || samples.size() > 1 && (status() == LagStatus.STOP || hasGained());
    }

    /** Offsets a second over the window; empty if it went back or is unknown. */
    OptionalDouble rate() {
        PartitionSample first = samples.getFirst();
        PartitionSample last = samples.getLast();
        double seconds = Duration.between(first.at(), last.at()).toNanos() / 1e9;
        if (seconds <= 0
                || first.position().isEmpty()
                || last.position().isEmpty()
                || last.position().getAsLong() < first.position().getAsLong()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((last.position().getAsLong() - first.position().getAsLong()) / seconds);
    }

    private void noteRewind(PartitionSample next) {
        OptionalLong before =
                samples.isEmpty() ? OptionalLong.empty() : samples.getLast().position();
        if (next.position().isEmpty()) {
            return;
        }
        if (before.isPresent() && next.position().getAsLong() < before.getAsLong()) {
            rewoundFrom = OptionalLong.of(Math.max(rewoundFrom.orElse(0), before.getAsLong()));
        }
        if (next.lag().isNone() || next.position().getAsLong() >= rewoundFrom.orElse(Long.MAX_VALUE)) {
            rewoundFrom = OptionalLong.empty();
        }
    }

    private PartitionSample second() {
        Iterator<PartitionSample> all = samples.iterator();
        all.next();
        return all.next();
    }

    private boolean isFull() {
        return !samples.getFirst().at().isAfter(samples.getLast().at().minus(length));
    }

    private boolean isBehindThroughout() {
        return samples.stream()
                .allMatch(sample ->
                        sample.lag().records().isPresent() && !sample.lag().isNone());
    }

    /** A share group has a lag but no position: it moves if its lag falls. */
    private boolean moves() {
        if (samples.getLast().position().isEmpty()) {
            return lagFalls();
        }
        return samples.stream()
                .anyMatch(sample -> !sample.position().equals(samples.getLast().position()));
    }

    private boolean lagFalls() {
        List<Long> records = samples.stream()
                .map(sample -> sample.lag().records().getAsLong())
                .toList();
        return IntStream.range(1, records.size()).anyMatch(later -> records.get(later) < records.get(later - 1));
    }

    /** A consumer that assigns partitions to itself and commits is no member, yet alive. */
    private boolean movesWithoutMembers() {
        PartitionSample later = null;
        for (Iterator<PartitionSample> back = samples.descendingIterator(); back.hasNext(); ) {
            PartitionSample sample = back.next();
            if (sample.live()) {
                return false;
            }
            if (later != null && later.position().orElse(0) > sample.position().orElse(Long.MAX_VALUE)) {
                return true;
            }
            later = sample;
        }
        return false;
    }

    private boolean hasGained() {
        PartitionSample first = samples.getFirst();
        PartitionSample last = samples.getLast();
        return first.lag().records().isPresent()
                && last.lag().records().getAsLong() < first.lag().records().getAsLong();
    }

    private boolean gainsNothing() {
        List<Long> records = samples.stream()
                .map(sample -> sample.lag().records().getAsLong())
                .toList();
        List<Long> later = records.subList(records.size() / 2, records.size());
        return fallsSeldom(records) && (later.size() < MIN_FOR_A_TREND || fallsSeldom(later));
    }

    private static boolean fallsSeldom(List<Long> records) {
        int falls = 0;
        int pairs = 0;
        for (int later = 1; later < records.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                falls += records.get(later) < records.get(earlier) ? 1 : 0;
                pairs++;
            }
        }
        return falls <= SELDOM * pairs;
    }
}
