package org.lodewatch.benchmarks.experiment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.clients.kafka.Polling;

/**
 * Ends a benchmark of which a process has ended or failed, whatever its threads wait for. A thread that waits for an
 * answer of a broker that has died would do so for minutes.
 */
public final class ProcessWatch {

    /**
     * Time for the benchmark to notice by itself, and to report it with what it was doing; then as long again to close what
     * it has opened.
     */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int FAILED = 1;

    private static final Set<JavaProcess> OPEN = ConcurrentHashMap.newKeySet();

    private final String program;
    private final Thread benchmark;
    private final Duration grace;
    private final Map<JavaProcess, Long> failedAt = new HashMap<>();

    private ProcessWatch(String program, Thread benchmark, Duration grace) {
        this.program = program;
        this.benchmark = benchmark;
        this.grace = grace;
    }

    /**
     * Watches all processes that this JVM starts. When one has failed, it prints one line to stderr, interrupts the
     * benchmark, and ends this JVM with 1.
     *
     * @param program before the line
     * @param benchmark thread that runs it
     */
    public static void start(String program, Thread benchmark) {
        start(program, benchmark, GRACE);
    }

    static void start(String program, Thread benchmark, Duration grace) {
        Thread thread = new Thread(new ProcessWatch(program, benchmark, grace)::watch, "process-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** A process that is needed from now on. */
    static void add(JavaProcess process) {
        OPEN.add(process);
    }

    /** A process that is expected to end. */
    static void remove(JavaProcess process) {
        OPEN.remove(process);
    }

    private void watch() {
        Optional<String> fault = unnoticed();
        while (fault.isEmpty()) {
            Polling.pause(INTERVAL);
            fault = unnoticed();
        }
        System.err.println(program + ": " + fault.get());
        // Most waits end, and the benchmark deletes its files.
        benchmark.interrupt();
        Polling.pause(grace);
        System.exit(FAILED);
    }

    /** A fault that the benchmark has had time to notice. */
    private Optional<String> unnoticed() {
        long now = System.nanoTime();
        failedAt.keySet().retainAll(OPEN);
        OPEN.stream()
                .filter(process -> process.fault().isPresent())
                .forEach(process -> failedAt.putIfAbsent(process, now));
        return failedAt.entrySet().stream()
                .filter(failed -> now - failed.getValue() >= grace.toNanos())
                .flatMap(failed -> failed.getKey().fault().stream())
                .findFirst();
    }
}
