package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

/** When processors flush. */
class FlushTimerTest {

    private final MockProcessorContext<Void, Void> context = TopologyRig.context();
    private final List<Long> flushes = new ArrayList<>();
    private final TopologyParameters parameters = TopologyRig.parameters();
    private final FlushTimer timer = new FlushTimer(context, "shares", parameters, this::flush);
    private boolean sends;

    private boolean flush(long now) {
        flushes.add(now);
        return sends;
    }

    private void at(long millis) {
        context.setCurrentSystemTimeMs(millis);
    }

    private List<CapturedPunctuator> scheduled() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }

    /** How many milliseconds remain until the one flush that is scheduled. */
    private long remaining() {
        assertThat(scheduled()).hasSize(1);
        return scheduled().get(0).getInterval().toMillis();
    }

    private void tick(long millis) {
        at(millis);
        scheduled().get(0).getPunctuator().punctuate(millis);
    }

    @Test
    void nothingIsScheduledBeforeItIsWoken() {
        assertThat(scheduled()).isEmpty();
    }

    @Test
    void allTimersTickAtTheSameMoments() {
        at(1007);
        timer.wake();

        assertThat(remaining()).isEqualTo(18);
    }

    @Test
    void onATickItWaitsForTheNext() {
        at(1000);
        timer.wake();

        assertThat(remaining()).isEqualTo(25);
    }

    @Test
    void beingWokenAgainChangesNothing() {
        at(1007);
        timer.wake();
        at(1010);
        timer.wake();
        timer.wake(10);

        assertThat(remaining()).isEqualTo(18);
    }

    @Test
    void itFlushesOnceForEachTimeItIsWoken() {
        at(1007);
        timer.wake();
        tick(1025);
        assertThat(flushes).containsExactly(1025L);
        assertThat(scheduled()).isEmpty();

        timer.wake();
        tick(1050);

        assertThat(flushes).containsExactly(1025L, 1050L);
    }

    @Test
    void stretchedTicksAreRarer() {
        at(1007);
        timer.wake(10);

        assertThat(remaining()).isEqualTo(243);
    }

    @Test
    void aSoonerFlushTakesThePlaceOfAStretchedOne() {
        at(1007);
        timer.wake(10);
        timer.wake();

        assertThat(remaining()).isEqualTo(18);
    }

    @Test
    void aFlushMayScheduleTheNext() {
        FlushTimer[] again = new FlushTimer[1];
        again[0] = new FlushTimer(context, "shares", parameters, now -> {
            again[0].wake();
            return false;
        });
        at(1007);
        again[0].wake();
        tick(1025);

        assertThat(remaining()).isEqualTo(25);
    }

    @Test
    void aFlushThatSentSomethingIsMeasuredAndCommitted() {
        Timer duration = parameters
                .registry()
                .get("lodewatch.flush")
                .tag("what", "shares")
                .timer();
        at(1007);
        timer.wake();
        tick(1025);
        assertThat(duration.count()).isZero();
        assertThat(context.committed()).isFalse();

        sends = true;
        timer.wake();
        tick(1050);

        assertThat(duration.count()).isEqualTo(1);
        assertThat(context.committed()).isTrue();
    }
}
