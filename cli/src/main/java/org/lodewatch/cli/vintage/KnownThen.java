package org.lodewatch.cli.vintage;

import java.util.List;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.vintage.VintageReplay;
import org.lodewatch.core.vintage.Vintages;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * What policies would have said in real time, and what they say of the same months today.
 *
 * @param records of the log
 */
public record KnownThen(long records, Vintages vintages) {

    /**
     * Reads the log once, and judges the books by the policies after each release.
     *
     * @param windowMonths length of windows
     */
    public static KnownThen read(
            KafkaCluster cluster, Catalogue catalogue, int windowMonths, List<DependencePolicy> policies) {
        TimedLog log = new TimedLog(cluster);
        VintageReplay replay = new VintageReplay(catalogue, windowMonths, log.partitions(), policies);
        long records = log.read(replay::add);
        return new KnownThen(records, replay.end());
    }
}
