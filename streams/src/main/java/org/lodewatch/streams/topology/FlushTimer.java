package org.lodewatch.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Says when one processor flushes: at the next tick after it was woken, and never while nobody wakes it.
 *
 * <p>Kafka Streams punctuates at no small cost: after each punctuation it takes fewer records at a time, and commits,
 * though nothing was done. So the timers of all tasks tick at the same moments of the clock, where one commit serves
 * them all, and an idle instance writes nothing.
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

    /** Lets the processor flush at the next tick. */
    void wake() {
        wake(1);
    }

    /** Lets the processor flush at the next of those ticks that are so many times rarer, unless it will sooner. */
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
