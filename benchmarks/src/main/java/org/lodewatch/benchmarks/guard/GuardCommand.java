package org.lodewatch.benchmarks.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Heap;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.limits.RawLoopJob;
import org.lodewatch.benchmarks.product.ProductJob;
import org.lodewatch.benchmarks.product.ProductRun;
import org.lodewatch.benchmarks.trade.RecountedLog;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a small log through the product and through the raw exactly-once loop, and compares the two: exits with"
                    + " 1 if the product has become slower or larger than it may. It looks at ratios within this one"
                    + " run alone, so that it can be asked on any machine, a busy one too.",
            "With 2 processors it takes about a minute."
        })
public final class GuardCommand implements Callable<Integer> {

    private static final int THREADS = 2;
    private static final int GOES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "The bounds hold for as many as these, or more (default: 1,000,000).")
    private long records;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() throws IOException {
        Workload workload = Workload.of(records);
        try (Rig rig = Rig.open()) {
            Notes.line("publishing %,d records", records);
            workload.publish(rig);
            RecountedLog log = RecountedLog.of(rig, Topics.CUSTOMS_IMPORTS.name(), workload.partitions(), records);
            long read = log.reckoned().records();
            Best rawLoop = Best.of(warm(new RawLoopJob(rig.address(), log.shares(), read, THREADS), Measured.class));
            List<ProductRun> product =
                    warm(new ProductJob(rig.address(), log.shares(), read, THREADS), ProductRun.class);
            GuardVerdict judgement = GuardVerdict.of(
                    rawLoop,
                    Best.of(product.stream().map(ProductRun::measured).toList()),
                    product.get(0).ledgerBytesPerId());
            System.out.println(Machine.here().line());
            judgement.bounds().forEach(bound -> System.out.println(bound.line()));
            report.write(Report.of("guard", Map.of("workload", workload), judgement.bounds()));
            return judgement.isKept() ? 0 : 1;
        }
    }

    /** All goes but the first, which is cold. */
    private <R> List<R> warm(Job<R> job, Class<R> result) {
        Notes.line("%s", job.getClass().getSimpleName());
        return new ChildJvm(Heap.megabytesFor(records), PATIENCE)
                .run(job, result, GOES)
                .subList(1, GOES);
    }
}
