package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreStallTest {

    private static final TopicPartition PARTITION = new TopicPartition("a-log", 0);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final RestoreProgress progress = new RestoreProgress();
    private final RestoreStall stall = new RestoreStall(progress, LOOK);

    private void begin() {
        progress.onRestoreStart(PARTITION, "a-store", 0, 100);
        stall.look(true);
    }

    @Test
    void nothingStallsBeforeTheRestoreHasBegun() {
        assertThat(progress.hasBegun()).isFalse();
        stall.look(true);
        stall.look(true);

        assertThat(stall.time()).isZero();
    }

    @Test
    void eachLookWithoutARestoredRecordCounts() {
        begin();
        stall.look(true);
        stall.look(true);

        assertThat(progress.hasBegun()).isTrue();
        assertThat(stall.time()).isEqualTo(LOOK.multipliedBy(2));
    }

    @Test
    void aRestoredRecordEndsTheStall() {
        begin();
        stall.look(true);
        progress.onBatchRestored(PARTITION, "a-store", 10, 10);
        stall.look(true);

        assertThat(stall.time()).isZero();
    }

    @Test
    void timeWithoutTheBrokerDoesNotCount() {
        begin();
        stall.look(true);
        stall.look(false);
        stall.look(true);

        assertThat(stall.time()).isEqualTo(LOOK);
    }

    @Test
    void nothingStallsWhenAllIsRestored() {
        begin();
        progress.onRestoreEnd(PARTITION, "a-store", 90);
        stall.look(true);
        stall.look(true);

        assertThat(stall.time()).isZero();
    }
}
