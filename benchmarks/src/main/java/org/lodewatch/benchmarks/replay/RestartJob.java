package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import org.lodewatch.benchmarks.experiment.Job;

/** Replays a log, stops the instance, and starts it again. */
record RestartJob(ProductJob product) implements Job<RestartJob.Result> {

    /**
     * The result.
     *
     * @param restartSeconds from the start until all partitions are restored
     */
    record Result(ProductJob.ProductReplay replay, double restartSeconds) {}

    @Override
    public Result run() throws IOException {
        try (ReplayedApplication application = product.application()) {
            ProductJob.ProductReplay replay = application.replay((cluster, check) -> {});
            return new Result(replay, application.restart());
        }
    }
}
