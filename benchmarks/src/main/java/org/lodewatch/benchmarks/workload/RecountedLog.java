package org.lodewatch.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/**
 * A log of customs imports, and what a plain batch over it found.
 *
 * @param records in the log, declarations of complete periods included
 * @param bytes of their keys and values
 * @param diskBytes size of the log on one replica, as the publisher compressed it
 * @param windows number of windows that have shares
 * @param books number of books that have windows
 * @param seconds that the batch took
 * @param shares file with the {@link LogShares}
 * @param histories file with the {@link LogHistories} by the initial policies
 */
public record RecountedLog(
        long records,
        long bytes,
        long diskBytes,
        int windows,
        int books,
        double seconds,
        String shares,
        String histories) {

    /** Of the partition that is read. */
    private static final int BYTES_PER_RECORD = 400;

    /** At most, of the sums: if each record has a country, month and book of its own. */
    private static final int BYTES_PER_CELL = 200;

    private static final int MIN_MEGABYTES = 2048;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Recounts the log of a workload. */
    public static RecountedLog of(BrokerProcess broker, Workload workload) {
        return of(broker, Topics.CUSTOMS_IMPORTS.name(), workload.partitions(), workload.records());
    }

    /** Recounts a log in a JVM of its own. @param records about how many there are */
    public static RecountedLog of(BrokerProcess broker, String topic, int partitions, long records) {
        int megabytes =
                MIN_MEGABYTES + (int) (records / partitions * BYTES_PER_RECORD + records * BYTES_PER_CELL >> 20);
        String file = broker.directory().resolve(topic + ".shares").toString();
        RecountedLog log = JobProcess.run(
                        new Recount(broker.address(), topic, partitions, file),
                        RecountedLog.class,
                        1,
                        megabytes,
                        PATIENCE)
                .get(0);
        Experiment.progress("a batch over %s computed %,d shares in %.0f s", topic, log.windows(), log.seconds());
        return log;
    }

    public double bytesPerRecord() {
        return (double) bytes / records;
    }

    public double diskBytesPerRecord() {
        return (double) diskBytes / records;
    }

    /** The batch. @param file for the {@link LogShares} */
    record Recount(BrokerAddress broker, String topic, int partitions, String file) implements Job<RecountedLog> {

        @Override
        public RecountedLog run() throws IOException {
            long start = System.nanoTime();
            try (KafkaCluster cluster = broker.connect()) {
                Deserializer<SpecificRecord> decoder =
                        Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
                BatchRecount batch = new BatchRecount(
                        value -> decoder.deserialize(topic, value),
                        Catalogue.bundled(),
                        WindowRule.DEFAULT,
                        partitions);
                long[] sums = new long[2];
                for (int partition = 0; partition < partitions; partition++) {
                    try (PartitionReader log =
                            PartitionReader.connect(cluster.settings().with(Map.of()))) {
                        List<TopicPartition> read = List.of(new TopicPartition(topic, partition));
                        log.startAtBeginning(read);
                        log.readTo(PartitionOffsets.settled(cluster.admin(), read), () -> false, record -> {
                            batch.add(record.partition(), record.key(), record.value());
                            sums[0]++;
                            sums[1] += record.key().length + record.value().length;
                        });
                    }
                    // All records of an id are in one partition, so this partition's ids are no longer needed.
                    batch.compact();
                }
                LogShares shares = LogShares.of(batch::forEachShares);
                shares.write(Path.of(file));
                String histories = file + ".histories";
                LogHistories.ofBatch(batch.alerts(Policies.initial())).write(Path.of(histories));
                return new RecountedLog(
                        sums[0],
                        sums[1],
                        diskBytes(cluster.admin()),
                        shares.size(),
                        shares.newest().size(),
                        (System.nanoTime() - start) / 1e9,
                        file,
                        histories);
            }
        }

        private long diskBytes(Admin admin) {
            List<Integer> brokers = KafkaFutures.await(admin.describeCluster().nodes()).stream()
                    .map(Node::id)
                    .toList();
            return KafkaFutures.await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                    .map(Map::values)
                    .flatMap(directories ->
                            directories.stream().flatMap(directory -> directory.replicaInfos().entrySet().stream()))
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }
}
