package org.lodewatch.benchmarks.vintage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.workload.LogHistories;
import org.lodewatch.cli.vintage.KnownThen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.core.vintage.KnownTransition;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.backtest.BacktestRequest;

/**
 * Reads all of customs-imports once, and judges it by the initial policies as it came.
 *
 * @param histories file of the {@link LogHistories} that must be left at the end
 */
record AsKnownJob(BrokerAddress broker, String histories, long records) implements Job<Measured> {

    private static final BacktestRequest EVERYTHING = new BacktestRequest(
            Policies.initial(), List.of(), BacktestRange.ALL, Optional.empty(), Optional.empty(), Set.of());

    @Override
    public Measured run() throws IOException {
        LogHistories expected = LogHistories.read(Path.of(histories));
        try (KafkaCluster cluster = broker.connect()) {
            CostMeter meter = broker.meter();
            long start = System.nanoTime();
            KnownThen known =
                    KnownThen.read(cluster, Catalogue.bundled(), WindowRule.DEFAULT.windowMonths(), EVERYTHING);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (known.records() != records) {
                throw new BenchmarkException("%d records were read, not %d".formatted(known.records(), records));
            }
            expected.requireSame(today(known));
            return new Measured(records, seconds, meter.cost());
        }
    }

    private static LogHistories today(KnownThen known) {
        Map<String, Map<String, String>> histories = new TreeMap<>();
        for (KnownTransition transition : known.vintages().transitions()) {
            transition
                    .now()
                    .ifPresent(step -> histories
                            .computeIfAbsent(transition.alertId(), id -> new TreeMap<>())
                            .put(Months.text(step.asOf()), step.severity().name()));
        }
        return LogHistories.of(histories);
    }
}
