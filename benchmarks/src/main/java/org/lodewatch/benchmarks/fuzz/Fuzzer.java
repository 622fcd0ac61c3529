package org.lodewatch.benchmarks.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.slf4j.LoggerFactory;

/**
 * Runs inputs of one kind on several threads. An input that does not end in time is a failure; its thread is left alone and
 * another takes its place.
 */
final class Fuzzer {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** The most processor time of an input, because a line of a file must not cost seconds. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final Duration HANGING = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

    private final FuzzKind kind;
    private final long seed;
    private final Map<String, FuzzFailure> failures = new TreeMap<>();
    private final long[] verdicts = new long[Verdict.values().length];
    private long slowestNanos;

    Fuzzer(FuzzKind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
    }

    /** Runs the inputs with the numbers from first on. */
    FuzzResult run(long first, long inputs, int threads) throws Exception {
        // A line for each refusal would be hundreds of thousands.
        ((Logger) LoggerFactory.getLogger("org.lodewatch")).setLevel(Level.OFF);
        long begin = System.nanoTime();
        try (InputSource source = kind.open()) {
            AtomicLong next = new AtomicLong(first);
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(new Worker(source, next, first + inputs));
            }
            while (workers.stream().anyMatch(Thread::isAlive)) {
                Thread.sleep(workers.size() == 1 && inputs < 1000 ? 1 : POLL_MILLIS);
                for (int i = 0; i < workers.size(); i++) {
                    if (workers.get(i).hangs()) {
                        addHanging(workers.get(i));
                        workers.set(i, new Worker(source, next, first + inputs));
                    }
                }
            }
        }
        synchronized (this) {
            return new FuzzResult(
                    kind.toString(),
                    inputs,
                    verdicts[Verdict.FIGURES.ordinal()],
                    verdicts[Verdict.REFUSAL.ordinal()],
                    (System.nanoTime() - begin) / 1e9,
                    slowestNanos / 1e6,
                    List.copyOf(failures.values()));
        }
    }

    private void addHanging(Worker worker) {
        StackTraceElement[] stack = worker.getStackTrace();
        add(FuzzFailure.of("does not end", worker.number, Arrays.toString(stack), worker.shown));
    }

    private synchronized void add(FuzzFailure failure) {
        failures.merge(failure.cause(), failure, FuzzFailure::and);
    }

    private synchronized void add(Verdict verdict, long nanos) {
        verdicts[verdict.ordinal()]++;
        slowestNanos = Math.max(slowestNanos, nanos);
    }

    /** The exception and the line of the product that it came from. */
    private static String cause(Throwable failure) {
        if (failure instanceof WrongAnswer wrong) {
            return wrong.cause();
        }
        String place = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.lodewatch.")
                        && !frame.getClassName().startsWith(Fuzzer.class.getPackageName()))
                .findFirst()
                .map(frame -> " in " + frame)
                .orElse("");
        return failure.getClass().getSimpleName() + place;
    }

    /** Takes one number after the other. */
    private final class Worker extends Thread {

        private final InputSource source;
        private final AtomicLong next;
        private final long end;
        private volatile long number;
        private volatile long begun;
        private volatile String shown = "";
        private volatile boolean left;

        Worker(InputSource source, AtomicLong next, long end) {
            super("fuzzer");
            this.source = source;
            this.next = next;
            this.end = end;
            this.begun = System.nanoTime();
            setDaemon(true);
            start();
        }

        boolean hangs() {
            boolean hangs = isAlive() && System.nanoTime() - begun > HANGING.toNanos();
            left |= hangs;
            return hangs;
        }

        @Override
        public void run() {
            for (long taken = next.getAndIncrement(); taken < end && !left; taken = next.getAndIncrement()) {
                number = taken;
                run(taken);
            }
        }

        private void run(long taken) {
            FuzzInput input = null;
            try {
                input = source.input(Chance.of(seed, kind.toString(), taken));
                shown = input.shown();
                begun = System.nanoTime();
                long busy = CLOCK.getCurrentThreadCpuTime();
                Verdict verdict = input.check();
                busy = CLOCK.getCurrentThreadCpuTime() - busy;
                if (!left) {
                    add(verdict, busy);
                }
                if (busy > SLOW.toNanos()) {
                    add(FuzzFailure.of("slow", taken, busy / 1_000_000 + " ms", shown));
                }
            } catch (Throwable failure) {
                if (input == null) {
                    throw new BenchmarkException("cannot make input %d of %s: %s".formatted(taken, kind, failure));
                }
                if (!left) {
                    add(FuzzFailure.of(cause(failure), taken, failure.toString(), shown));
                }
            }
        }
    }
}
