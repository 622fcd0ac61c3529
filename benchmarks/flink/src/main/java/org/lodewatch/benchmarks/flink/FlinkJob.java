package org.lodewatch.benchmarks.flink;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.LoggerFactory;

/**
 * The product's job in Apache Flink: state in the heap, a checkpoint every second, and results in transactions that commit
 * with the checkpoints, so that they count exactly once. As the raw loop, it decodes by hand and adds up changes where the
 * lines are; and it does not validate, and has no policies and no past windows.
 *
 * @param shares file of the {@link LogShares}, of which it must compute the newest window of each book
 * @param threads slots, and the parallelism of each operator
 */
public record FlinkJob(BrokerAddress broker, String shares, long records, int threads) implements Job<Measured> {

    private static final String PREFIX = "flink-";
    private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** At most what brokers allow by default. */
    private static final String TRANSACTION_MILLIS = "600000";

    private static final Topic<String, MineralShares> SHARES =
            new Topic<>(PREFIX + "shares", Serdes.String(), Topics.MINERAL_SHARES.content(), 1, Map.of());

    @Override
    public Measured run() throws Exception {
        LogShares expected = LogShares.read(Path.of(shares)).newest();
        ReadLines.startOver();
        // It warns of what does not concern a job that runs once, and of what this class reports.
        ((Logger) LoggerFactory.getLogger("org.apache.flink")).setLevel(Level.ERROR);
        try (KafkaCluster cluster = broker.connectWithout(name -> name.startsWith(PREFIX));
                ScratchDirectory checkpoints = ScratchDirectory.create("lodewatch-flink-")) {
            cluster.topics().create(List.of(SHARES), Optional.empty());
            int partitions = cluster.topics().partitions(Topics.CUSTOMS_IMPORTS).orElseThrow();
            CostMeter meter = broker.meter();
            JobClient job = topology(settings(checkpoints), partitions).executeAsync("replay");
            CompletableFuture<?> end = job.getJobExecutionResult();
            try (TopicReader<byte[], byte[]> reader = cluster.reader(SHARES.asBytes())) {
                long visible = expected.await(
                        reader, Patience.withCluster(cluster.admin(), PATIENCE), () -> requireRunning(end));
                CostMeter.Cost cost = meter.cost();
                return new Measured(records, (visible - ReadLines.firstNanos()) / 1e9, cost);
            } finally {
                cancel(job, end);
            }
        }
    }

    private Configuration settings(ScratchDirectory checkpoints) {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints.path().toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // Types that Flink would serialize slowly fail.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        return settings;
    }

    private StreamExecutionEnvironment topology(Configuration settings, int partitions) {
        StreamExecutionEnvironment topology = StreamExecutionEnvironment.createLocalEnvironment(threads, settings);
        DataStream<Tuple4<String, String, long[], byte[]>> log =
                topology.fromSource(source(), WatermarkStrategy.noWatermarks(), "read-lines", ReadLines.TYPE);
        DataStream<Tuple3<String, String, byte[]>> declarations = log.filter(read -> !ReadLines.isImport(read))
                .flatMap(new ReadDeclarations())
                .returns(Update.TYPE);
        log.filter(ReadLines::isImport)
                .keyBy(read -> read.f0)
                .process(new KeepHighestRevision())
                .returns(Update.TYPE)
                .union(declarations)
                .keyBy(update -> update.f0)
                .process(new PublishShares(partitions))
                .returns(PublishShares.TYPE)
                .sinkTo(sink());
        return topology;
    }

    private KafkaSource<Tuple4<String, String, long[], byte[]>> source() {
        return KafkaSource.<Tuple4<String, String, long[], byte[]>>builder()
                .setBootstrapServers(broker.bootstrapServers())
                .setTopics(Topics.CUSTOMS_IMPORTS.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("isolation.level", "read_committed")
                .setProperty("max.poll.records", "5000")
                .setDeserializer(new ReadLines())
                .build();
    }

    private KafkaSink<Tuple2<byte[], byte[]>> sink() {
        String topic = SHARES.name();
        return KafkaSink.<Tuple2<byte[], byte[]>>builder()
                .setBootstrapServers(broker.bootstrapServers())
                .setRecordSerializer((shares, context, time) -> new ProducerRecord<>(topic, shares.f0, shares.f1))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(PREFIX + System.nanoTime())
                .setProperty("transaction.timeout.ms", TRANSACTION_MILLIS)
                .build();
    }

    private static void requireRunning(CompletableFuture<?> end) {
        if (end.isDone()) {
            throw new BenchmarkException("Flink's job ended: "
                    + end.handle((result, failure) -> failure == null ? "no reason given" : cause(failure))
                            .join());
        }
    }

    /** The first cause, without those that wrap it. */
    private static String cause(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : cause(failure.getCause());
    }

    /** The small cluster of the job ends with it. */
    private static void cancel(JobClient job, CompletableFuture<?> end) throws InterruptedException {
        try {
            if (!end.isDone()) {
                job.cancel();
            }
            end.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It has ended, as cancelled or before; or the JVM ends it.
        }
    }
}
