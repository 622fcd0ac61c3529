package org.lodewatch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final long MILLI = 1_000_000;

    private long now;
    private final List<Long> sentAt = new ArrayList<>();

    @Test
    void recordsAreDueAtEvenDistances() {
        Schedule schedule = new Schedule(7, 4);

        List<Long> due = List.of(schedule.due(0), schedule.due(1), schedule.due(5), schedule.due(4_000_000_000_000L));

        assertThat(due).containsExactly(7L, 250_000_007L, 1_250_000_007L, 1_000_000_000_000L * 1_000_000_000 + 7);
    }

    @Test
    void aLoadOfNothingIsRefused() {
        assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("0 records a second");
    }

    @Test
    void eachRecordIsSentWhenItIsDue() {
        OpenLoop loop =
                new OpenLoop(new Schedule(5 * MILLI, 1000), () -> now, nanos -> now += Math.min(nanos, 300_000));

        loop.send(0, 4, index -> sentAt.add(now));

        assertThat(sentAt).containsExactly(5 * MILLI, 6 * MILLI, 7 * MILLI, 8 * MILLI);
        assertThat(loop.latestNanos()).isZero();
    }

    @Test
    void aStallDelaysRecordsAndLeavesNoneOut() {
        OpenLoop loop = new OpenLoop(new Schedule(0, 1000), () -> now, nanos -> now += nanos);

        loop.send(0, 6, index -> {
            sentAt.add(now);
            now += index == 1 ? 3 * MILLI + 1 : 0;
        });

        assertThat(sentAt).containsExactly(0L, MILLI, 4 * MILLI + 1, 4 * MILLI + 1, 4 * MILLI + 1, 5 * MILLI);
        assertThat(loop.latestNanos()).isEqualTo(2 * MILLI + 1);
    }
}
