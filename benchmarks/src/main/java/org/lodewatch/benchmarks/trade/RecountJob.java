package org.lodewatch.benchmarks.trade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/**
 * Reckons from a log of customs imports, in a plain batch, what the shares must be.
 *
 * @param topic the log
 * @param partitions that it has
 * @param file where it leaves them, as {@link LogShares}
 */
record RecountJob(RigAddress rig, String topic, int partitions, String file) implements Job<RecountResult> {

    private static final int BYTES_A_RECORD = 400;
    private static final int LEAST_MEGABYTES = 2048;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Does it in a JVM with room enough for this many records. */
    RecountResult inItsOwnJvm(long records) {
        int megabytes = LEAST_MEGABYTES + (int) (records / partitions * BYTES_A_RECORD >> 20);
        return new ChildJvm(megabytes, PATIENCE).run(this, RecountResult.class);
    }

    @Override
    public RecountResult run() throws IOException {
        long start = System.nanoTime();
        try (KafkaCluster cluster = rig.connect()) {
            Deserializer<SpecificRecord> decoder =
                    Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
            BatchRecount batch = new BatchRecount(
                    value -> decoder.deserialize(topic, value), Catalogue.bundled(), WindowRule.DEFAULT, partitions);
            long[] sums = new long[2];
            for (int partition = 0; partition < partitions; partition++) {
                read(cluster, new TopicPartition(topic, partition), record -> {
                    batch.add(record.partition(), record.key(), record.value());
                    sums[0]++;
                    sums[1] += record.key().length + record.value().length;
                });
                // Publishers leave each record id in its partition, so none of them comes again.
                batch.compact();
            }
            LogShares shares = LogShares.of(batch.shares());
            shares.write(Path.of(file));
            return new RecountResult(
                    sums[0],
                    sums[1],
                    diskBytes(cluster),
                    shares.size(),
                    shares.newest().size(),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private long diskBytes(KafkaCluster cluster) {
        Admin admin = cluster.admin();
        List<Integer> brokers = KafkaFutures.await(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        return KafkaFutures.await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    private static void read(
            KafkaCluster cluster, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (PartitionReader log = PartitionReader.connect(cluster.settings().with(Map.of()))) {
            log.startAtBeginning(List.of(partition));
            log.readTo(log.ends(), () -> false, reader);
        }
    }
}
