package org.lodewatch.benchmarks.trade;

import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Rig;

/**
 * A log of customs imports, and what it must come to.
 *
 * @param shares file of its {@link LogShares}
 */
public record RecountedLog(RecountResult reckoned, String shares) {

    /** Reckons it. @param records about as many as it has */
    public static RecountedLog of(Rig rig, String topic, int partitions, long records) {
        String shares = rig.directory().resolve(topic + ".shares").toString();
        RecountResult reckoned = new RecountJob(rig.address(), topic, partitions, shares).inItsOwnJvm(records);
        Notes.line("a batch over %s gave %,d shares in %.0f s", topic, reckoned.windows(), reckoned.seconds());
        return new RecountedLog(reckoned, shares);
    }
}
