package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.local.programs.Programs;

/** Prometheus and promtool, from the path or else from the image. */
final class PrometheusPrograms {

    private static final String IMAGE = "prom/prometheus:v2.53.5";
    private static final Path OPS =
            Path.of("../ops/prometheus").toAbsolutePath().normalize();

    private PrometheusPrograms() {}

    /**
     * Prepares a command within {@code ops/prometheus}, on the network of this machine. Skips the test where neither the
     * program nor the image exists, unless the build requires all tests.
     *
     * @param program that the command needs
     */
    static ProcessBuilder running(String program, List<String> command) {
        if (Programs.isInstalled(program)) {
            return new ProcessBuilder(command).directory(OPS.toFile());
        }
        if (!Programs.allMustRun()) {
            DockerEngine.require(IMAGE);
        }
        List<String> contained = new ArrayList<>(
                List.of("docker", "run", "--rm", "-i", "--network", "host", "-v", OPS + ":/ops:ro", "-w", "/ops"));
        contained.addAll(List.of("--entrypoint", command.get(0), IMAGE));
        contained.addAll(command.subList(1, command.size()));
        return new ProcessBuilder(contained);
    }
}
