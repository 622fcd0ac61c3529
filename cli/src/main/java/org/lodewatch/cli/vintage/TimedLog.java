package org.lodewatch.cli.vintage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.core.vintage.LogMessage;
import org.lodewatch.schemas.topics.Topics;

/**
 * All messages of customs-imports, in the order of time. Some threads fetch and decode partitions; the calling thread receives
 * their messages.
 */
public final class TimedLog {

    /** More would wait for the calling thread, which applies the messages one by one. */
    private static final int MOST_READERS = 2;

    private final KafkaCluster cluster;
    private final int partitions;

    /** @throws org.lodewatch.schemas.OperatorException if the topic does not exist */
    public TimedLog(KafkaCluster cluster) {
        cluster.reader(Topics.CUSTOMS_IMPORTS.asBytes()).close();
        this.cluster = cluster;
        this.partitions =
                cluster.topics().partitions(Topics.CUSTOMS_IMPORTS.asBytes()).orElseThrow();
    }

    /** The number of partitions. */
    public int partitions() {
        return partitions;
    }

    /**
     * Reads up to the present end. The messages of a partition come in the order of their offsets. Records that the ledgers would
     * reject because they cannot be decoded, have no key or are in the wrong partition are left out.
     *
     * @return how many records there were, those that were left out included
     */
    public long read(Consumer<LogMessage> each) {
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), partition));
        }
        Map<TopicPartition, Long> ends = PartitionOffsets.settled(cluster.admin(), all);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST_READERS, partitions), task -> {
            Thread thread = new Thread(task, "log-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<LogReading> readings = new ArrayList<>();
            for (int index = 0; index < Math.min(MOST_READERS, partitions); index++) {
                Map<TopicPartition, Long> part = new HashMap<>();
                for (int partition = index; partition < partitions; partition += MOST_READERS) {
                    part.put(all.get(partition), ends.get(all.get(partition)));
                }
                LogReading reading = new LogReading(cluster, partitions, part);
                threads.submit(reading);
                readings.add(reading);
            }
            merge(readings, each);
            return readings.stream().mapToLong(LogReading::records).sum();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void merge(List<LogReading> readings, Consumer<LogMessage> each) {
        List<LogReading> open = new ArrayList<>(readings);
        open.removeIf(reading -> !reading.advance());
        while (!open.isEmpty()) {
            LogReading first = open.get(0);
            for (int i = 1; i < open.size(); i++) {
                first = open.get(i).time() < first.time() ? open.get(i) : first;
            }
            each.accept(first.message());
            if (!first.advance()) {
                open.remove(first);
            }
        }
    }
}
