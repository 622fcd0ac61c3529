package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.cli.verify.VerificationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "commands",
        description =
                "Measures how long commands take by the wall clock, from the start of the launcher to its end, and, with"
                        + " --demo-runs, `demo --exit`. Several launchers take turns. Fails if a command does, prints a"
                        + " warning, or prints other figures than before.")
public final class CommandsCommand extends Experiment {

    private static final int HEAP_MEGABYTES = 512;

    /** Those that ask a cluster, and one that does not. */
    private static final List<String> COMMANDS =
            List.of("shares", "shares cobalt", "alerts --open", "policies list", "topics check", "minerals");

    private static final String DEMO = "demo --exit";

    @Parameters(
            arity = "0..*",
            paramLabel = "LAUNCHER",
            description =
                    "The launchers to compare, such as /opt/lodewatch/lodewatch or that of another working copy; the"
                            + " first is what the others are compared with (default: that of this working copy).")
    private List<Path> launchers = List.of(Path.of(System.getProperty("lodewatch.home", "."), "lodewatch"));

    @Option(names = "--runs", description = "Runs of each command with each launcher.")
    private int runs = 11;

    @Option(names = "--demo-runs", description = "Runs of `demo --exit` with each launcher.")
    private int demoRuns;

    @Option(names = "--records", description = "Synthetic imports, of which the commands print the shares and alerts.")
    private long records = 100_000;

    @Override
    public Integer call() throws IOException {
        List<LauncherTimes> times = new ArrayList<>();
        VerificationResult verified;
        try (BrokerProcess broker = BrokerProcess.start()) {
            Workload.of(records, Workload.DEFAULT_SEED).publish(broker);
            try (InstanceProcess instance =
                    InstanceProcess.start(broker.address(), "instance", HEAP_MEGABYTES, Map.of())) {
                verified = instance.awaitRunning().verify(broker.cluster());
            }
            String cluster = " --bootstrap-server " + broker.address().bootstrapServers();
            for (String command : COMMANDS) {
                progress("%s", command);
                times.addAll(
                        alternate(command, command.equals("minerals") ? command : command + cluster, runs, broker));
            }
            if (demoRuns > 0) {
                progress(DEMO);
                times.addAll(alternate(DEMO, DEMO, demoRuns, broker));
            }
        }
        show(times);
        print("%s", verified.sentence());
        report(Map.of("runs", runs, "records", records), times);
        return verified.agrees() ? 0 : 1;
    }

    private List<LauncherTimes> alternate(String name, String command, int count, BrokerProcess broker)
            throws IOException {
        Map<Path, List<Double>> millis = new HashMap<>();
        Path printed = broker.directory().resolve("printed");
        Path warnings = broker.directory().resolve("warnings");
        Map<Path, String> before = new HashMap<>();
        // The first round builds a working copy that is not built, and fills the page cache.
        for (int round = 0; round <= count; round++) {
            for (Path launcher : launchers) {
                double took = run(launcher, command, printed, warnings);
                String now = Files.readString(printed);
                if (round > 0) {
                    requireNothingIn(warnings, launcher, command);
                    millis.computeIfAbsent(launcher, first -> new ArrayList<>()).add(took);
                }
                String last = before.put(launcher, now);
                // The lines of progress of the demo depend on time.
                if (last != null && !now.equals(last) && !name.equals(DEMO)) {
                    throw new BenchmarkException(
                            "%s %s does not print what it printed before: no result".formatted(launcher, command));
                }
            }
        }
        if (!name.equals(DEMO) && Set.copyOf(before.values()).size() > 1) {
            print("%s: the launchers do not print the same, so they are of different versions", name);
        }
        return launchers.stream()
                .map(launcher -> new LauncherTimes(name, launcher.toString(), millis.get(launcher)))
                .toList();
    }

    /** @return milliseconds */
    private static double run(Path launcher, String command, Path printed, Path warnings) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(launcher.toAbsolutePath().toString()), Stream.of(command.split(" ")))
                .toList();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectOutput(printed.toFile())
                .redirectError(warnings.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new BenchmarkException(
                        "%s %s failed: %s".formatted(launcher, command, Files.readString(warnings)));
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptException(e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void requireNothingIn(Path warnings, Path launcher, String command) throws IOException {
        String text = Files.readString(warnings);
        if (!text.isEmpty()) {
            throw new BenchmarkException("%s %s printed a warning: %s".formatted(launcher, command, text));
        }
    }

    private void show(List<LauncherTimes> times) {
        print(new ResultTable<LauncherTimes>()
                .text("command", LauncherTimes::command)
                .text("launcher", LauncherTimes::launcher)
                .whole("runs", row -> row.millis().size())
                .whole("median ms", LauncherTimes::median)
                .whole("least ms", LauncherTimes::least)
                .ratio("/ first", row -> row.partOf(first(times, row.command())))
                .lines(times));
    }

    private static LauncherTimes first(List<LauncherTimes> times, String command) {
        return times.stream()
                .filter(row -> row.command().equals(command))
                .findFirst()
                .orElseThrow();
    }
}
