package org.lodewatch.benchmarks.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.Experiment;

/**
 * A process that is started again a second after it has failed, as a service manager does, until it is stopped. Its output
 * is appended to a file.
 */
final class SupervisedProcess implements AutoCloseable {

    private static final Duration RESTART = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final int TAIL = 2_000;

    /**
     * How it is started.
     *
     * @param heapMegabytes maximum heap
     * @param main the class to run
     */
    record Command(int heapMegabytes, String main, List<String> arguments) {

        Command {
            arguments = List.copyOf(arguments);
        }

        Command withHeap(int megabytes) {
            return new Command(megabytes, main, arguments);
        }

        List<String> line() {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heapMegabytes + "m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    // As the launcher does.
                    "-XX:OnOutOfMemoryError=kill -9 %p",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main));
            line.addAll(arguments);
            return line;
        }
    }

    /** An end of the process that no fault of the plan has caused. @param code its exit code */
    record UnplannedEnd(String process, int code, String lastLine) {}

    private final String name;
    private final Command command;
    private final Path output;
    private final Thread atExit = new Thread(this::destroyForcibly);
    private final List<UnplannedEnd> unplanned = new ArrayList<>();
    private Process process;
    private int heap;
    private Map<String, String> environment = Map.of();
    private int starts;
    private boolean wanted;
    private boolean finished;
    private boolean killed;
    private boolean paused;
    private boolean excused;
    private int excusedEnds;
    private long startedNanos;

    SupervisedProcess(String name, Command command, Path directory) {
        this.name = name;
        this.command = command;
        this.heap = command.heapMegabytes();
        this.output = directory.resolve(name + ".log");
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread thread = new Thread(this::supervise, "supervise-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    synchronized SupervisedProcess start() {
        wanted = true;
        startNow();
        notifyAll();
        return this;
    }

    private void startNow() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command.withHeap(heap).line())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            startedNanos = System.nanoTime();
            killed = false;
            starts++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it with SIGKILL, and continues it first if it is paused. @return whether there was a process to kill */
    synchronized boolean kill() {
        if (!runs() || killed) {
            return false;
        }
        killed = true;
        process.destroyForcibly();
        return true;
    }

    /** Sends SIGSTOP. @return whether there was a process to pause */
    synchronized boolean pause() {
        paused = runs() && signal("-STOP");
        return paused;
    }

    /** Sends SIGCONT. */
    synchronized void resume() {
        paused = false;
        if (runs()) {
            signal("-CONT");
            startedNanos = System.nanoTime();
        }
    }

    /** Sets the heap of the next start. @param megabytes empty for the usual one */
    synchronized void useHeap(Optional<Integer> megabytes) {
        heap = megabytes.orElse(command.heapMegabytes());
    }

    /** Sets more environment variables of the next starts. */
    synchronized void useEnvironment(Map<String, String> variables) {
        environment = variables;
    }

    /** While excused, an end of its own is what a fault of the plan wants. */
    synchronized void excuse(boolean now) {
        excused = now;
    }

    /** How often it has ended by itself while it was excused. */
    synchronized int excusedEnds() {
        return excusedEnds;
    }

    synchronized boolean runs() {
        return process != null && process.isAlive();
    }

    /** How long it has run without a pause; empty if it does not run, or is paused. */
    synchronized Optional<Duration> runningFor() {
        return runs() && !paused ? Optional.of(Duration.ofNanos(System.nanoTime() - startedNanos)) : Optional.empty();
    }

    /** Whether it has ended by itself with exit code 0. */
    synchronized boolean hasFinished() {
        return finished;
    }

    synchronized int starts() {
        return starts;
    }

    synchronized List<UnplannedEnd> unplannedEnds() {
        return List.copyOf(unplanned);
    }

    /** Sends SIGTERM. @return whether it ended in time; it is killed otherwise */
    boolean stop() {
        Process ending;
        synchronized (this) {
            wanted = false;
            notifyAll();
            ending = process;
        }
        if (ending == null) {
            return true;
        }
        try {
            ending.destroy();
            if (ending.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
            ending.destroyForcibly().waitFor();
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void supervise() {
        try {
            while (true) {
                Process current;
                synchronized (this) {
                    while (!wanted || process == null || finished) {
                        wait();
                    }
                    current = process;
                }
                int code = current.waitFor();
                synchronized (this) {
                    if (!wanted) {
                        continue;
                    }
                    if (code == 0) {
                        finished = true;
                        continue;
                    }
                    if (!killed && excused) {
                        excusedEnds++;
                    } else if (!killed) {
                        unplanned.add(new UnplannedEnd(name, code, lastLine()));
                        Experiment.progress("%s ended with %d: %s", name, code, lastLine());
                    }
                }
                TimeUnit.MILLISECONDS.sleep(RESTART.toMillis());
                synchronized (this) {
                    if (wanted && !process.isAlive()) {
                        startNow();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean signal(String signal) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The last line of its output. */
    String lastLine() {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8).strip();
            return text.substring(text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return "no output";
        }
    }

    private synchronized void destroyForcibly() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is shutting down, and the hook runs.
        }
    }
}
