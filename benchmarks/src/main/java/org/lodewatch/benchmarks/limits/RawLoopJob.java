package org.lodewatch.benchmarks.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.CostMeter;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.benchmarks.frame.ScratchTopics;
import org.lodewatch.benchmarks.trade.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The product's job in bare loops over Kafka's clients, exactly once: threads that consume, decode by hand, let the
 * highest revision of each record id count, and write their books' absolute totals and their offsets in one transaction
 * every {@value #COMMIT_MILLIS} ms; and one that reads these when they are committed, and writes the newest shares of
 * the books that changed, in transactions, too. The log is the only memory of record ids.
 *
 * <p>It validates nothing, cannot be restarted, knows no policies and no past windows: it is what exactly once costs, and
 * no product.
 *
 * @param shares file of the {@link LogShares} of which it must give each book's newest window
 */
public record RawLoopJob(RigAddress rig, String shares, long records, int threads) implements Job<Measured> {

    static final int COMMIT_MILLIS = 200;
    static final String PREFIX = "raw-";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static final Topic<byte[], byte[]> PARTIALS = new Topic<>(
            PREFIX + "partials", Serdes.ByteArray(), Topics.PARTIALS.asBytes().content(), 1, Map.of());
    static final Topic<String, MineralShares> SHARES =
            new Topic<>(PREFIX + "shares", Serdes.String(), Topics.MINERAL_SHARES.content(), 1, Map.of());

    @Override
    public Measured run() throws IOException, InterruptedException {
        LogShares expected = LogShares.read(Path.of(shares)).newest();
        try (KafkaCluster cluster = rig.connect()) {
            ScratchTopics.delete(cluster, name -> name.startsWith(PREFIX));
            cluster.topics().create(List.of(PARTIALS, SHARES), Optional.empty());
            return loop(cluster, expected);
        }
    }

    private Measured loop(KafkaCluster cluster, LogShares expected) throws InterruptedException {
        CostMeter meter = rig.meter();
        Loops loops = new Loops();
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try (TopicReader<byte[], byte[]> reader = cluster.reader(SHARES.asBytes())) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(loops.guarded(new RawImports(this, thread, loops)));
            }
            pool.execute(loops.guarded(new RawShares(this, loops)));
            long visible = expected.await(reader, PATIENCE, loops::isOver);
            Cost cost = meter.cost();
            return new Measured(records, (visible - loops.firstRecord()) / 1e9, cost);
        } finally {
            loops.stop();
            pool.shutdown();
            if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new JobFailedException("the loops do not end");
            }
            loops.rethrow();
        }
    }

    /** A producer whose transactions belong to one of the loops. */
    KafkaProducer<byte[], byte[]> producer(String loop) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        rig.bootstrapServers(),
                        "transactional.id",
                        PREFIX + loop,
                        "compression.type",
                        "lz4",
                        "batch.size",
                        256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
