package org.lodewatch.benchmarks.trade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.cluster.TopicReader;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.batch.BatchReckoning;
import org.lodewatch.streams.book.WindowRule;

/**
 * Reckons from a log of customs imports, in a plain batch, what the shares must be.
 *
 * @param topic the log
 * @param file where it leaves them, as {@link LogShares}
 */
record ReckonJob(RigAddress rig, String topic, String file) implements Job<Reckoned> {

    private static final int BYTES_A_RECORD = 260;
    private static final int LEAST_MEGABYTES = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Does it in a JVM with room enough for this many records. */
    Reckoned inItsOwnJvm(long records) {
        int megabytes = LEAST_MEGABYTES + (int) (records * BYTES_A_RECORD >> 20);
        return new ChildJvm(megabytes, PATIENCE).run(this, Reckoned.class);
    }

    @Override
    public Reckoned run() throws IOException {
        long start = System.nanoTime();
        try (KafkaCluster cluster = rig.connect()) {
            Deserializer<SpecificRecord> decoder =
                    Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
            Topic<byte[], byte[]> imports = Topics.CUSTOMS_IMPORTS.asBytes();
            Topic<byte[], byte[]> log =
                    new Topic<>(topic, imports.keySerde(), imports.content(), imports.partitions(), imports.config());
            BatchReckoning batch = new BatchReckoning(
                    value -> decoder.deserialize(topic, value),
                    Catalogue.bundled(),
                    WindowRule.DEFAULT,
                    cluster.topics().partitions(log).orElseThrow());
            long[] sums = new long[2];
            try (TopicReader<byte[], byte[]> reader = cluster.reader(log)) {
                reader.readToEnd(message -> {
                    byte[] value = message.value().orElse(null);
                    batch.add(message.partition(), message.key(), value);
                    sums[0]++;
                    sums[1] += message.key().length + value.length;
                });
            }
            LogShares shares = new LogShares(batch.shares());
            shares.write(Path.of(file));
            return new Reckoned(
                    sums[0],
                    sums[1],
                    shares.byKey().size(),
                    shares.newest().byKey().size(),
                    (System.nanoTime() - start) / 1e9);
        }
    }
}
