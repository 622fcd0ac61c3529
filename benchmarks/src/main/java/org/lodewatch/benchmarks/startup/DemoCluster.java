package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.BenchmarkException;

/** The cluster of the demo of a launcher, so that each version reads what it has written itself. */
final class DemoCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(30);

    /** The demo pauses between releases for less than so many looks. */
    private static final int SAME_LOOKS = 8;

    private final LauncherRun shares;
    private final Process demo;
    private final String servers;

    private DemoCluster(LauncherRun shares, Process demo, String servers) {
        this.shares = shares;
        this.demo = demo;
        this.servers = servers;
    }

    /** Starts a demo, and waits until its shares do not change any more. */
    static DemoCluster start(Path launcher, Path directory) throws IOException {
        int port = freePort();
        Process demo = new ProcessBuilder(
                        launcher.toAbsolutePath().toString(), "demo", "--port", Integer.toString(port))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        DemoCluster cluster = new DemoCluster(new LauncherRun(launcher, directory), demo, "127.0.0.1:" + port);
        try {
            cluster.awaitSettled();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return servers;
    }

    private void awaitSettled() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String before = "";
        for (int same = 0; same < SAME_LOOKS; ) {
            if (!demo.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkException("%s demo %s: run it by hand to see why"
                        .formatted(
                                shares.launcher(),
                                demo.isAlive()
                                        ? "has no settled shares after " + PATIENCE.toMinutes() + " minutes"
                                        : "has ended"));
            }
            pause();
            boolean answered = shares.run("shares --bootstrap-server " + servers) == 0;
            String now = answered ? shares.printed() : "";
            same = !now.isEmpty() && now.equals(before) ? same + 1 : 0;
            before = now;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
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
            demo.destroyForcibly();
            throw new InterruptException(e);
        }
    }
}
