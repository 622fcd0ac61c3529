package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.local.scratch.ScratchDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "commands",
        description =
                "Measures how long commands take by the wall clock, from the start of the launcher to its end, and, with"
                        + " --demo-runs, `demo --exit`. Several launchers take turns, each on the cluster of its own demo, so"
                        + " that they may be of different versions. Fails if a command does, `verify` among them, prints a"
                        + " warning, or prints other figures than before.")
public final class CommandsCommand extends Experiment {

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

    @Override
    public Integer call() throws IOException {
        List<LauncherTimes> times = new ArrayList<>();
        Map<LauncherRun, DemoCluster> clusters = new LinkedHashMap<>();
        try (ScratchDirectory scratch = ScratchDirectory.create("lodewatch-commands-")) {
            for (Path path : launchers) {
                progress("the demo of %s", path);
                LauncherRun launcher = new LauncherRun(path, scratch.path());
                clusters.put(launcher, DemoCluster.start(launcher));
            }
            for (String command : COMMANDS) {
                progress("%s", command);
                times.addAll(alternate(command, clusters, runs));
            }
            clusters.values().forEach(DemoCluster::close);
            if (demoRuns > 0) {
                progress(DEMO);
                times.addAll(alternate(DEMO, clusters, demoRuns));
            }
        } finally {
            clusters.values().forEach(DemoCluster::close);
        }
        show(times);
        report(Map.of("runs", runs), times);
        return 0;
    }

    private List<LauncherTimes> alternate(String command, Map<LauncherRun, DemoCluster> clusters, int count)
            throws IOException {
        Map<LauncherRun, List<Double>> millis = new HashMap<>();
        Map<LauncherRun, String> before = new HashMap<>();
        boolean asksCluster = !command.equals("minerals") && !command.equals(DEMO);
        // The first round builds a working copy that is not built, and fills the page cache.
        for (int round = 0; round <= count; round++) {
            for (Map.Entry<LauncherRun, DemoCluster> cluster : clusters.entrySet()) {
                LauncherRun launcher = cluster.getKey();
                int code = asksCluster ? cluster.getValue().run(command) : launcher.run(command);
                if (code != 0) {
                    throw new BenchmarkException(
                            "%s %s failed: %s".formatted(launcher.launcher(), command, launcher.warnings()));
                }
                if (round > 0) {
                    requireNoWarning(launcher, command);
                    millis.computeIfAbsent(launcher, first -> new ArrayList<>()).add(launcher.millis());
                }
                String last = before.put(launcher, launcher.printed());
                // The lines of progress of the demo depend on time.
                if (last != null && !launcher.printed().equals(last) && !command.equals(DEMO)) {
                    throw new BenchmarkException("%s %s does not print what it printed before: no result"
                            .formatted(launcher.launcher(), command));
                }
            }
        }
        return clusters.keySet().stream()
                .map(launcher -> new LauncherTimes(command, launcher.launcher().toString(), millis.get(launcher)))
                .toList();
    }

    private static void requireNoWarning(LauncherRun launcher, String command) throws IOException {
        if (!launcher.warnings().isEmpty()) {
            throw new BenchmarkException(
                    "%s %s printed a warning: %s".formatted(launcher.launcher(), command, launcher.warnings()));
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
