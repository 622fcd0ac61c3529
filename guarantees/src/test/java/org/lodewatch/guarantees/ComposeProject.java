package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.local.broker.LoopbackPorts;

/** The system of docker-compose.yml under its own name, on its own ports, and without C2. It is removed on close. */
final class ComposeProject implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SHORT_LIVED =
            Path.of("guarantees/src/test/resources/org/lodewatch/guarantees/compose-tests.yml");
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final List<String> IMAGES = List.of(
            "apache/kafka:4.3.1",
            "apicurio/apicurio-registry:3.3.3",
            "eclipse-temurin:17-jre",
            "prom/prometheus:v2.53.5",
            "prom/alertmanager:v0.27.0");
    private static final List<String> KAFKA_PORTS =
            List.of("LODEWATCH_KAFKA_PORT", "LODEWATCH_KAFKA_2_PORT", "LODEWATCH_KAFKA_3_PORT");
    private static final String REGISTRY_PORT = "LODEWATCH_REGISTRY_PORT";
    private static final List<String> OTHER_PORTS = List.of(
            "LODEWATCH_STREAMS_1_PORT",
            "LODEWATCH_STREAMS_2_PORT",
            "LODEWATCH_PRODUCER_PORT",
            "LODEWATCH_PROMETHEUS_PORT",
            "LODEWATCH_ALERTMANAGER_PORT");

    private final String name = "lodewatch-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<String> brokers;
    private final List<String> options;
    private final Path output;

    private ComposeProject(Path place, int brokers, String... options) {
        IMAGES.forEach(DockerEngine::require);
        DockerEngine.requireCompose();
        this.brokers = KAFKA_PORTS.subList(0, brokers);
        this.options = List.of(options);
        this.output = place.resolve("output.txt");
        List<String> names = Stream.of(KAFKA_PORTS, List.of(REGISTRY_PORT), OTHER_PORTS)
                .flatMap(List::stream)
                .toList();
        Iterator<Integer> free = LoopbackPorts.free(names.size()).iterator();
        names.forEach(port -> ports.put(port, free.next()));
    }

    /** One broker. Skips the test where containers cannot be run. @param place for the output of commands */
    static ComposeProject withOneBroker(Path place) {
        return new ComposeProject(place, 1);
    }

    /** As {@link #withOneBroker}, with the profile ha. */
    static ComposeProject withThreeBrokers(Path place) {
        return new ComposeProject(place, 3, "--profile", "ha");
    }

    /** {@code docker compose} with these arguments. @return what it printed */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("docker", "compose", "-p", name, "-f", "docker-compose.yml", "-f", SHORT_LIVED.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private String execute(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            ports.forEach((port, number) -> builder.environment().put(port, number.toString()));
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(output, UTF_8);
            if (!ended) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + printed);
            }
            assertThat(process.exitValue()).as("%s: %s", command, printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    void kill(String service) {
        run("kill", "--signal", "KILL", service);
    }

    /** Starts a killed or stopped service, and waits until it is healthy. */
    void bringBack(String service) {
        run("up", "--detach", "--no-build", "--no-recreate", "--wait", service);
    }

    /** Builds the images and starts these services and those they need, or all; returns once they are healthy. */
    void up(String... services) {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--build", "--wait"));
        arguments.addAll(List.of(services));
        run(arguments.toArray(String[]::new));
    }

    /** A field of {@code docker inspect} for a service's container. */
    String inspect(String service, String format) {
        String container = run("ps", "--all", "--quiet", service).strip();
        return execute(List.of("docker", "inspect", "--format", format, container))
                .strip();
    }

    /** Addresses of the brokers for this machine. */
    String bootstrapServers() {
        return brokers.stream()
                .map(port -> LoopbackPorts.HOST + ":" + ports.get(port))
                .collect(Collectors.joining(","));
    }

    /** What an HTTP port answers to a path. @param port its variable of docker-compose.yml */
    String get(String port, String path) {
        try {
            return Http.get(URI.create("http://%s:%d".formatted(LoopbackPorts.HOST, ports.get(port))), path)
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Address of the registry for this machine. */
    String registry() {
        return "http://%s:%d/apis/ccompat/v7".formatted(LoopbackPorts.HOST, ports.get(REGISTRY_PORT));
    }

    /** Settings of clients on this machine. */
    ClientSettings settings() {
        return ClientSettings.of(Optional.empty(), Optional.of(bootstrapServers()), Optional.of(registry()));
    }

    @Override
    public void close() {
        run("--profile", "*", "down", "--volumes", "--timeout", "5");
    }
}
