package org.lodewatch.benchmarks.growth;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.latency.LiveLoad;
import org.lodewatch.benchmarks.latency.LiveLoad.Waits;
import org.lodewatch.benchmarks.product.ProductJob;
import org.lodewatch.benchmarks.product.ProductRun;

/** Replays a log, so that the JVM has compiled; replays it again; and keeps up a steady load on the instance afterwards. */
record GrowthJob(ProductJob replay, LiveLoad afterwards) implements Job<GrowthJob.Result> {

    /**
     * How it went.
     *
     * @param replay the second one
     * @param waits for shares, under the load
     */
    record Result(ProductRun replay, Waits waits) {}

    @Override
    public Result run() throws IOException {
        replay.run();
        AtomicReference<Waits> waits = new AtomicReference<>();
        ProductRun again = replay.run(cluster -> waits.set(afterwards.measure(cluster)));
        return new Result(again, waits.get());
    }
}
