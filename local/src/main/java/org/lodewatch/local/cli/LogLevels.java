package org.lodewatch.local.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of Kafka's own log is shown: nothing, unless an operator watches a process that runs for long. */
final class LogLevels {

    private LogLevels() {}

    static void forOperators() {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
            kafka.setLevel(Level.WARN);
        }
        // It advises of a setting that the topology has no use for.
        if (LoggerFactory.getLogger("org.apache.kafka.streams.StreamsConfig") instanceof Logger settings) {
            settings.setLevel(Level.ERROR);
        }
    }
}
