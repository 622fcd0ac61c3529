package org.lodewatch.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Flushes a processor at the next tick after it was woken.
 *
 * <p>Punctuations are expensive: after each of them Kafka Streams takes fewer records at a time, and commits although nothing
 * was done. Therefore the timers of all tasks tick at the same moments, so that one commit serves them all, and an
 * idle instance schedules nothing.
 */
final class FlushTimer {

    private final ProcessorContext<?, ?> context;
    private final long tickMillis;
    private final Punctuator flush;

    private Cancellable scheduled;
    private int scheduledStretch;

    FlushTimer(ProcessorContext<?, ?> context, Duration tick, Punctuator flush) {
        this.context = context;
        this.tickMillis = tick.toMillis();
        this.flush = flush;
    }

    /** Schedules a flush at the next tick. */
    void wake() {
        wake(1);
    }

    /** Schedules a flush at the next of those ticks that are this many times rarer, unless an earlier one is scheduled. */
    void wake(int stretch) {
        if (scheduled != null && scheduledStretch <= stretch) {
            return;
        }
        if (scheduled != null) {
            scheduled.cancel();
        }
        long interval = tickMillis * stretch;
        scheduledStretch = stretch;
        scheduled = context.schedule(
                Duration.ofMillis(interval - context.currentSystemTimeMs() % interval),
                PunctuationType.WALL_CLOCK_TIME,
                this::tick);
    }

    private void tick(long now) {
        scheduled.cancel();
        scheduled = null;
        flush.punctuate(now);
    }
}
