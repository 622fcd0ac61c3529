package org.lodewatch.benchmarks.latency;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** When the probes of a load were first read from one topic. One thread writes; others read afterwards. */
final class ProbeTimes {

    private static final int DIGITS = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final LongUnaryOperator due;
    private final long first;
    private final int books;
    private final long[] nanos;
    private volatile long seen;
    private volatile long duplicates;
    private volatile long overtaken;

    /**
     * @param due when a probe was due, by {@link System#nanoTime()}
     * @param first number of the load's first probe
     * @param count of the load's probes
     * @param books distance between two probes of the same book
     */
    ProbeTimes(LongUnaryOperator due, long first, int count, int books) {
        this.due = due;
        this.first = first;
        this.books = books;
        this.nanos = new long[count];
        Arrays.fill(nanos, NEVER);
    }

    /** Records that a probe was read. A probe read twice or never sent is a duplicate; earlier loads are ignored. */
    void see(long probe, long now) {
        if (probe >= first && !record(probe, now)) {
            duplicates++;
        }
    }

    /** Records that a probe was read, and those before it of the same book if their results were replaced by it. */
    void seeUpTo(long probe, long now) {
        // If a probe is recorded, so are those before it.
        for (long earlier = probe; earlier >= first && record(earlier, now); earlier -= books) {
            overtaken += earlier < probe ? 1 : 0;
        }
    }

    private boolean record(long probe, long now) {
        int index = Math.toIntExact(probe - first);
        if (index >= nanos.length || nanos[index] != NEVER) {
            return false;
        }
        nanos[index] = now;
        seen++;
        return true;
    }

    long seen() {
        return seen;
    }

    long missing() {
        return nanos.length - seen;
    }

    /** How often a probe was read that had been read before. */
    long duplicates() {
        return duplicates;
    }

    /** How many probes were only read as part of a later one of their book. */
    long overtaken() {
        return overtaken;
    }

    /** As {@link #micros(long, long)}, up to the last. */
    Histogram micros(long from) {
        return micros(from, Long.MAX_VALUE);
    }

    /**
     * Microseconds from when probes were due until they were read.
     *
     * @param from only probes due then or later, by {@link System#nanoTime()}
     * @param to only probes due earlier
     */
    Histogram micros(long from, long to) {
        Histogram micros = new Histogram(DIGITS);
        LongStream.range(first, first + nanos.length)
                .filter(probe -> due.applyAsLong(probe) >= from && due.applyAsLong(probe) < to)
                .filter(probe -> at(probe) != NEVER)
                .forEach(probe -> micros.recordValue(Math.max(0, (at(probe) - due.applyAsLong(probe)) / 1_000)));
        return micros;
    }

    /**
     * When the last probe that came late was read, by {@link System#nanoTime()}; empty if none came late.
     *
     * @param late nanoseconds after which a probe is late
     */
    OptionalLong lastSeenLate(long late) {
        return LongStream.range(first, first + nanos.length)
                .filter(probe -> at(probe) != NEVER && at(probe) - due.applyAsLong(probe) > late)
                .map(this::at)
                .max();
    }

    private long at(long probe) {
        return nanos[(int) (probe - first)];
    }
}
