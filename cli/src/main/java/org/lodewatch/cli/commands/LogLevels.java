package org.lodewatch.cli.commands;

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
        // They advise of a setting that concerns global tables, of which there are none, and of standbys that a single
        // instance cannot have.
        quieten("org.apache.kafka.streams.StreamsConfig");
        quieten("org.apache.kafka.streams.processor.internals.assignment");
        // It tells of ends of partitions that are answered just after these were given up, as happens when one stops.
        quieten("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils");
        // It tells of offsets that a transaction is about to commit; whoever stands by asks for them again.
        quieten("org.apache.kafka.clients.admin.internals.ListConsumerGroupOffsetsHandler");
    }

    private static void quieten(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
