package org.lodewatch.benchmarks.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

@Command(
        name = "jmh",
        description =
                "Measures the inner loops alone with JMH: decoding a record, applying it to the ledger, merging a month"
                        + " into a book, and computing its windows and shares. Accepts JMH's own options: -h lists them, -l the"
                        + " loops, -rf json -rff FILE writes the results as JSON.")
public final class JmhCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Experiment.print(List.of());
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
