package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.local.broker.LoopbackPorts;

/** The cluster of the demo of a launcher, so that each version reads what it has written itself. */
final class DemoCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(30);

    /** The demo pauses between releases for less than so many looks. */
    private static final int SAME_LOOKS = 8;

    private final LauncherRun commands;
    private final Process demo;
    private final Thread atExit;
    private final String option;

    private DemoCluster(LauncherRun commands, Process demo, int port) {
        this.commands = commands;
        this.demo = demo;
        this.option = " --bootstrap-server " + LoopbackPorts.HOST + ":" + port;
        this.atExit = new Thread(demo::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a demo, and waits until its shares do not change any more. It must have verified them. */
    static DemoCluster start(LauncherRun launcher) throws IOException {
        int port = LoopbackPorts.free(1).get(0);
        Process demo = new ProcessBuilder(
                        launcher.launcher().toAbsolutePath().toString(), "demo", "--port", Integer.toString(port))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        DemoCluster cluster = new DemoCluster(launcher, demo, port);
        try {
            cluster.awaitSettled();
            cluster.requireVerified();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Runs a command on this cluster, and returns its exit code. */
    int run(String command) throws IOException {
        if (!demo.isAlive()) {
            throw new BenchmarkException("%s demo has ended".formatted(commands.launcher()));
        }
        return commands.run(command + option);
    }

    private void awaitSettled() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String before = "";
        for (int same = 0; same < SAME_LOOKS; ) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("%s demo has no settled shares after %d minutes: run it by hand to see why"
                        .formatted(commands.launcher(), PATIENCE.toMinutes()));
            }
            Polling.pause(PAUSE);
            String now = run("shares") == 0 ? commands.printed() : "";
            same = !now.isEmpty() && now.equals(before) ? same + 1 : 0;
            before = now;
        }
    }

    private void requireVerified() throws IOException {
        if (run("verify") != 0) {
            throw new BenchmarkException("%s verify finds differences: %s%s"
                    .formatted(commands.launcher(), commands.printed(), commands.warnings()));
        }
    }

    @Override
    public void close() {
        demo.destroy();
        try {
            if (!demo.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is shutting down, and the hook runs.
        }
    }
}
