package org.lodewatch.benchmarks.frame;

import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;

/**
 * Where a {@link Rig} is.
 *
 * @param brokerPid the broker's process
 * @param directory that goes with the rig
 */
public record RigAddress(String bootstrapServers, long brokerPid, String directory) {

    /** Another connection to its broker. */
    public KafkaCluster connect() {
        return KafkaCluster.connect(ClientSettings.at(bootstrapServers));
    }

    /** Measures from now on what this JVM and the broker spend. */
    public CostMeter meter() {
        return CostMeter.start(brokerPid);
    }
}
