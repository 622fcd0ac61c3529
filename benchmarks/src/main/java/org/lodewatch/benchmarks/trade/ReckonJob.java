package org.lodewatch.benchmarks.trade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.verify.Verification;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.streams.book.WindowRule;

/**
 * Reckons from the log, in a plain batch, what the shares must be.
 *
 * @param file where it leaves them
 */
public record ReckonJob(RigAddress rig, String file) implements Job<ReckonJob.Reckoned> {

    private static final int BYTES_A_RECORD = 260;
    private static final int LEAST_MEGABYTES = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** @param windows how many windows the log gives shares for */
    public record Reckoned(int windows, double seconds) {}

    /** Does it in a JVM with room enough for this many records. */
    public Reckoned inItsOwnJvm(long records) {
        int megabytes = LEAST_MEGABYTES + (int) (records * BYTES_A_RECORD >> 20);
        return new ChildJvm(megabytes, PATIENCE).run(this, Reckoned.class);
    }

    @Override
    public Reckoned run() throws IOException {
        long start = System.nanoTime();
        try (KafkaCluster cluster = rig.connect()) {
            LogShares shares =
                    new LogShares(new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT).sharesOfLog());
            shares.write(Path.of(file));
            return new Reckoned(shares.byKey().size(), (System.nanoTime() - start) / 1e9);
        }
    }
}
