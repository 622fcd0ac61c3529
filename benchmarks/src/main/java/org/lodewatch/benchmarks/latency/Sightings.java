package org.lodewatch.benchmarks.latency;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** When each of a run's triggers was seen in one place for the first time. One thread notes; others ask afterwards. */
final class Sightings {

    private static final int DIGITS = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final LongUnaryOperator due;
    private final long first;
    private final int books;
    private final long[] nanos;
    private volatile long seen;
    private volatile long doubled;
    private volatile long overtaken;

    /**
     * @param due when a trigger was due, by {@link System#nanoTime()}
     * @param first the run's first trigger
     * @param count of the run's triggers
     * @param books how many triggers lie between two of the same book
     */
    Sightings(LongUnaryOperator due, long first, int count, int books) {
        this.due = due;
        this.first = first;
        this.books = books;
        this.nanos = new long[count];
        Arrays.fill(nanos, NEVER);
    }

    /**
     * This one was seen, for the first time unless something is doubled; as is what comes of no trigger of the run. Those
     * of earlier runs are passed over.
     */
    void see(long trigger, long now) {
        if (trigger >= first && !note(trigger, now)) {
            doubled++;
        }
    }

    /** This one was seen, and with it those before it of the same book, where it took their place before they showed. */
    void seeUpTo(long trigger, long now) {
        // One noted already has noted those before it.
        for (long earlier = trigger; earlier >= first && note(earlier, now); earlier -= books) {
            overtaken += earlier < trigger ? 1 : 0;
        }
    }

    private boolean note(long trigger, long now) {
        int index = Math.toIntExact(trigger - first);
        if (index >= nanos.length || nanos[index] != NEVER) {
            return false;
        }
        nanos[index] = now;
        seen++;
        return true;
    }

    /** How many have been seen. */
    long seen() {
        return seen;
    }

    /** How many have not been seen. */
    long missing() {
        return nanos.length - seen;
    }

    /** How often one was seen that had been seen before. */
    long doubled() {
        return doubled;
    }

    /** How many were seen only as part of a later one of their book. */
    long overtaken() {
        return overtaken;
    }

    /** As {@link #micros(long, long)}, up to the last. */
    Histogram micros(long from) {
        return micros(from, Long.MAX_VALUE);
    }

    /**
     * From when triggers were due until they were seen, in microseconds.
     *
     * @param from only of those due at this moment or later, by {@link System#nanoTime()}
     * @param to only of those due before this moment
     */
    Histogram micros(long from, long to) {
        Histogram micros = new Histogram(DIGITS);
        LongStream.range(first, first + nanos.length)
                .filter(trigger -> due.applyAsLong(trigger) >= from && due.applyAsLong(trigger) < to)
                .filter(trigger -> at(trigger) != NEVER)
                .forEach(trigger -> micros.recordValue(Math.max(0, (at(trigger) - due.applyAsLong(trigger)) / 1_000)));
        return micros;
    }

    /**
     * When the last was seen of those that were seen late, by {@link System#nanoTime()}; empty if none was.
     *
     * @param late after how many nanoseconds that is
     */
    OptionalLong lastSeenLate(long late) {
        return LongStream.range(first, first + nanos.length)
                .filter(trigger -> at(trigger) != NEVER && at(trigger) - due.applyAsLong(trigger) > late)
                .map(this::at)
                .max();
    }

    private long at(long trigger) {
        return nanos[(int) (trigger - first)];
    }
}
