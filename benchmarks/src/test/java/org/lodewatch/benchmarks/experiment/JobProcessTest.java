package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobProcessTest {

    private static final int HEAP = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
            throw new BenchmarkException(message);
        }
    }

    record Hang() implements Job<Hang> {

        @Override
        public Hang run() throws InterruptedException {
            new CountDownLatch(1).await();
            return this;
        }
    }

    record Die() implements Job<Die> {

        @Override
        public Die run() {
            Runtime.getRuntime().halt(9);
            return this;
        }
    }

    record Fill() implements Job<Integer> {

        @Override
        public Integer run() throws InterruptedException {
            // In a thread of its own, whose end nobody notices.
            Thread filling = new Thread(() -> {
                List<byte[]> all = new ArrayList<>();
                while (true) {
                    all.add(new byte[100_000]);
                }
            });
            filling.start();
            filling.join();
            new CountDownLatch(1).await();
            return 0;
        }
    }

    @Test
    void aJobRunsSeveralTimesInOneJvmOfItsOwn() {
        List<Count.Counted> counted =
                JobProcess.run(new Count("it's \"mine\""), Count.Counted.class, 3, HEAP, PATIENCE);

        assertThat(counted).extracting(Count.Counted::times).containsExactly(1, 2, 3);
        assertThat(counted).extracting(Count.Counted::greeting).containsOnly("it's \"mine\"");
        assertThat(counted)
                .extracting(Count.Counted::pid)
                .doesNotContain(ProcessHandle.current().pid());
        assertThat(counted.get(0).heapMegabytes()).isLessThanOrEqualTo(HEAP);
    }

    @Test
    void aJobOfAnotherClassPathRunsByItsName() {
        OutsideJob job = new OutsideJob(
                Count.class.getName(), Map.of("greeting", "hello"), System.getProperty("java.class.path"));

        assertThat(JobProcess.run(job, Count.Counted.class, 1, HEAP, PATIENCE))
                .extracting(Count.Counted::greeting)
                .containsExactly("hello");
    }

    @Test
    void aJobThatFailsIsReportedWithItsReason() {
        assertThatThrownBy(() -> JobProcess.run(new Fail("one cent off"), Fail.class, 1, HEAP, PATIENCE))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("Fail: one cent off");
    }

    @Test
    void aJobThatDoesNotEndIsKilled() {
        assertThatThrownBy(() -> JobProcess.run(new Hang(), Hang.class, 1, HEAP, Duration.ofSeconds(2)))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("Hang did not end within 2 s");
    }

    @Test
    void aJvmThatDiesIsReportedAtOnce() {
        assertThatThrownBy(() -> JobProcess.run(new Die(), Die.class, 1, HEAP, PATIENCE))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("Die: its JVM ended with 9");
    }

    @Test
    void aJobWhoseHeapIsFullIsReportedThoughItsOtherThreadsWait() {
        assertThatThrownBy(() -> JobProcess.run(new Fill(), Integer.class, 1, HEAP, PATIENCE))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageStartingWith("Fill ran out of memory: its heap of 64 MiB is too small");
    }
}
