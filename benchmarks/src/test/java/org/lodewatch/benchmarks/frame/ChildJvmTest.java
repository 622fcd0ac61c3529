package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final ChildJvm CHILD = new ChildJvm(64, Duration.ofMinutes(1));

    record Count(String greeting) implements Job<Count.Counted> {

        private static final AtomicInteger TIMES = new AtomicInteger();

        record Counted(String greeting, int times, long heapMegabytes, long pid) {}

        @Override
        public Counted run() {
            return new Counted(
                    greeting,
                    TIMES.incrementAndGet(),
                    Runtime.getRuntime().maxMemory() >> 20,
                    ProcessHandle.current().pid());
        }
    }

    record Fail(String message) implements Job<Fail> {

        @Override
        public Fail run() {
            throw new JobFailedException(message);
        }
    }

    record Hang() implements Job<Hang> {

        @Override
        public Hang run() throws InterruptedException {
            new CountDownLatch(1).await();
            return this;
        }
    }

    @Test
    void aJobIsDoneSeveralTimesInOneJvmWhichIsNotOurs() {
        List<Count.Counted> counted = CHILD.run(new Count("it's \"mine\""), Count.Counted.class, 3);

        assertThat(counted).extracting(Count.Counted::times).containsExactly(1, 2, 3);
        assertThat(counted).extracting(Count.Counted::greeting).containsOnly("it's \"mine\"");
        assertThat(counted)
                .extracting(Count.Counted::pid)
                .doesNotContain(ProcessHandle.current().pid());
        assertThat(counted.get(0).heapMegabytes()).isLessThanOrEqualTo(64);
    }

    @Test
    void aJobThatFailsSaysWhy() {
        assertThatThrownBy(() -> CHILD.run(new Fail("one cent off"), Fail.class))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("Fail: one cent off");
    }

    @Test
    void aJobThatDoesNotEndIsEnded() {
        ChildJvm impatient = new ChildJvm(64, Duration.ofSeconds(2));

        assertThatThrownBy(() -> impatient.run(new Hang(), Hang.class))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("Hang did not end within 2 s");
    }
}
