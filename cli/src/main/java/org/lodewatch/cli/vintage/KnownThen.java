package org.lodewatch.cli.vintage;

import java.util.List;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.vintage.KnownTransition;
import org.lodewatch.core.vintage.VintageReplay;
import org.lodewatch.core.vintage.Vintages;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.backtest.BacktestRequest;

/**
 * What policies would have said in real time, and what they say of the same months today.
 *
 * @param records of the log
 */
public record KnownThen(long records, Vintages vintages) {

    /** What is not simulated, a line each. */
    public static final List<String> NOT_SIMULATED = List.of(
            "earlier catalogues: codes, blocs, producers and net import reliance are those of today",
            "earlier policies: every release is judged by the policies of the file",
            "notices: a release is dated by its last record in the log, and subscribers had its alerts seconds later");

    /**
     * Reads the log once, and judges the books by the policies after each release.
     *
     * @param windowMonths length of windows
     */
    public static KnownThen read(KafkaCluster cluster, Catalogue catalogue, int windowMonths, BacktestRequest request) {
        TimedLog log = new TimedLog(cluster);
        VintageReplay replay =
                new VintageReplay(catalogue, windowMonths, log.partitions(), request.tested(), request.selected());
        long records = log.read(replay::add);
        Vintages all = replay.end();
        return new KnownThen(
                records,
                new Vintages(
                        all.datasets().stream()
                                .filter(dataset -> request.dataset().isEmpty()
                                        || request.dataset()
                                                .get()
                                                .equals(dataset.owner().dataset()))
                                .toList(),
                        all.transitions().stream()
                                .filter(transition -> isIn(request.range(), transition))
                                .toList()));
    }

    private static boolean isIn(BacktestRange range, KnownTransition transition) {
        return isIn(range, transition.then())
                || transition.now().filter(step -> isIn(range, step)).isPresent();
    }

    private static boolean isIn(BacktestRange range, Step step) {
        return range.from() <= step.asOf() && step.asOf() <= range.to();
    }
}
