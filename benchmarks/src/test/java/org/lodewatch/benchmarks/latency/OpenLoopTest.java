package org.lodewatch.benchmarks.latency;

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
        OpenLoop loop = new OpenLoop(7, 4);

        List<Long> due = List.of(loop.due(0), loop.due(1), loop.due(5), loop.due(4_000_000_000_000L));

        assertThat(due).containsExactly(7L, 250_000_007L, 1_250_000_007L, 1_000_000_000_000L * 1_000_000_000 + 7);
    }

    @Test
    void aLoadOfNoRecordsIsRejected() {
        assertThatThrownBy(() -> new OpenLoop(0, 0)).hasMessageContaining("0 records a second");
    }

    @Test
    void eachRecordIsSentWhenItIsDue() {
        OpenLoop loop = new OpenLoop(5 * MILLI, 1000, () -> now, nanos -> now += Math.min(nanos, 300_000));

        loop.send(4, index -> sentAt.add(now));

        assertThat(sentAt).containsExactly(5 * MILLI, 6 * MILLI, 7 * MILLI, 8 * MILLI);
        assertThat(loop.maxLateNanos()).isZero();
    }

    @Test
    void aStallDelaysRecordsAndLeavesNoneOut() {
        OpenLoop loop = new OpenLoop(0, 1000, () -> now, nanos -> now += nanos);

        loop.send(6, index -> {
            sentAt.add(now);
            now += index == 1 ? 3 * MILLI + 1 : 0;
        });

        assertThat(sentAt).containsExactly(0L, MILLI, 4 * MILLI + 1, 4 * MILLI + 1, 4 * MILLI + 1, 5 * MILLI);
        assertThat(loop.maxLateNanos()).isEqualTo(2 * MILLI + 1);
    }
}
