package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import org.lodewatch.benchmarks.experiment.Job;

/** Replays a log with an instance that has an HTTP port, stops it, and starts it again. */
record RestartJob(ProductJob product) implements Job<RestartJob.Result> {

    /**
     * The result.
     *
     * @param restart of the second start
     */
    record Result(ProductJob.ProductReplay replay, ReplayedApplication.Restart restart) {}

    @Override
    public Result run() throws IOException {
        try (ReplayedApplication application = product.application(true)) {
            ProductJob.ProductReplay replay = application.replay((cluster, check) -> {});
            return new Result(replay, application.restart());
        }
    }
}
