package org.lodewatch.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * A filter for the metrics of Kafka. Kafka's clients and Kafka Streams have some three thousand in an instance, most of
 * them for one processor or partition; only those of operational use are exposed.
 */
final class ShownMeters implements MeterFilter {

    private static final String KAFKA = "kafka.";

    private static final Set<String> SHOWN = Set.of(
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.commit.rate",
            "kafka.stream.thread.commit.ratio",
            "kafka.stream.thread.process.rate",
            "kafka.stream.thread.process.ratio",
            "kafka.stream.thread.process.latency.avg",
            "kafka.stream.thread.poll.rate",
            "kafka.stream.thread.poll.ratio",
            "kafka.stream.thread.punctuate.rate",
            "kafka.stream.thread.punctuate.ratio",
            "kafka.stream.thread.punctuate.latency.avg",
            "kafka.stream.thread.task.created.rate",
            "kafka.stream.thread.task.closed.rate",
            "kafka.stream.state.updater.restore.records.rate",
            "kafka.consumer.fetch.manager.fetch.rate",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.rebalance.latency.avg",
            "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.outgoing.byte.total",
            "kafka.producer.buffer.available.bytes");

    /** Their names break Prometheus' conventions, and process.cpu.usage is more useful. */
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        return name.startsWith(KAFKA) && !SHOWN.contains(name) || MISNAMED.contains(name)
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
