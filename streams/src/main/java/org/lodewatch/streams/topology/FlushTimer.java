package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Flushes a processor at the next tick after it was woken, and requests a commit if the flush has sent something.
 *
 * <p>Punctuations are expensive: after each of them Kafka Streams takes fewer records at a time, and commits although nothing
 * was done. Therefore the timers of all tasks tick at the same moments, so that one commit serves them all, and an
 * idle instance schedules nothing.
 */
final class FlushTimer {

    private final ProcessorContext<?, ?> context;
    private final long tickMillis;
    private final LongPredicate flush;
    private final Timer duration;

    private Cancellable scheduled;
    private int scheduledStretch;

    /**
     * @param what what the processor sends, in the metric of the flushes' duration
     * @param flush flushes at a time in milliseconds, and returns whether it has sent something
     */
    FlushTimer(ProcessorContext<?, ?> context, String what, TopologyParameters parameters, LongPredicate flush) {
        this.context = context;
        this.tickMillis = parameters.flushInterval().toMillis();
        this.flush = flush;
        this.duration = Timer.builder("lodewatch.flush")
                .description("Duration of flushes that had something to send.")
                .tag("what", what)
                .register(parameters.registry());
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
        Timer.Sample started = Timer.start();
        if (flush.test(now)) {
            started.stop(duration);
            context.commit();
        }
    }
}
