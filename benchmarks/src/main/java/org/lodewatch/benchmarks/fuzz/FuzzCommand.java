package org.lodewatch.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.benchmarks.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "fuzz",
        description = {
            "Gives generated input to everything that reads data from outside, and exits with 1 if a result is neither a"
                    + " right figure nor a named refusal. Right means: equal to an independent computation.",
            "Failures are printed by cause, each with the command that repeats its first input."
        })
public final class FuzzCommand extends Experiment {

    @Option(names = "--inputs", description = "Inputs of all kinds, or of the kinds that are given.")
    private long inputs = 100_000;

    @Option(names = "--seed", description = "Another seed gives other inputs.")
    private long seed = 1;

    @Option(names = "--kind", split = ",", description = "Only these kinds: ${COMPLETION-CANDIDATES}.")
    private List<FuzzKind> kinds = List.of();

    @Option(names = "--only", paramLabel = "NUMBER", description = "Only the input of this number; with one --kind.")
    private Optional<Long> only = Optional.empty();

    @Option(names = "--threads", description = "Threads that run inputs.")
    private int threads = Math.min(2, Runtime.getRuntime().availableProcessors());

    @Override
    public Integer call() throws Exception {
        List<FuzzResult> results = new ArrayList<>();
        List<FuzzKind> run = kinds.isEmpty() ? List.of(FuzzKind.values()) : kinds;
        for (FuzzKind kind : run) {
            progress("%s", kind);
            FuzzResult result = only.isPresent()
                    ? new Fuzzer(kind, seed).run(only.get(), 1, 1)
                    : new Fuzzer(kind, seed).run(0, kind.inputs(inputs, run), threads);
            results.add(result);
            result.failures().forEach(failure -> explain(kind, failure));
        }
        print(table(results));
        report(Map.of("inputs", inputs, "seed", seed), results);
        return results.stream().allMatch(result -> result.failures().isEmpty()) ? 0 : 1;
    }

    private void explain(FuzzKind kind, FuzzFailure failure) {
        print("%s: %s (%,d inputs)", kind, failure.cause(), failure.inputs());
        print("  %s", failure.detail());
        print("  input: %s", failure.shown());
        print("  benchmarks/run fuzz --kind %s --seed %d --only %d", kind, seed, failure.number());
    }

    /** In Markdown. */
    private static List<String> table(List<FuzzResult> results) {
        List<FuzzResult> rows = new ArrayList<>(results);
        rows.add(new FuzzResult(
                "all",
                results.stream().mapToLong(FuzzResult::inputs).sum(),
                results.stream().mapToLong(FuzzResult::figures).sum(),
                results.stream().mapToLong(FuzzResult::refusals).sum(),
                results.stream().mapToDouble(FuzzResult::seconds).sum(),
                results.stream().mapToDouble(FuzzResult::slowestMillis).max().orElse(0),
                results.stream().flatMap(result -> result.failures().stream()).toList()));
        List<String> lines = new ArrayList<>(List.of(FuzzResult.HEADER, FuzzResult.ALIGNMENT));
        rows.forEach(row -> lines.add(row.line()));
        return lines;
    }
}
