package org.lodewatch.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.ByteProducer;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/**
 * Synthetic trade at a steady rate with {@link Probes} at even distances, one run after the other. Records are
 * published one by one, without transactions, so that latency does not include the time that a feed collects a batch.
 * Readers record when the probes can be read as records of customs-imports, in shares, and as alerts.
 */
public final class SteadyLoad implements AutoCloseable {

    static final String PRODUCER = "an idempotent producer without transactions (acks=all, lz4, linger 5 ms)";

    private static final List<String> REPORTERS =
            List.of("US", "JP", "KR", "DE", "FR", "GB", "IN", "BR", "IT", "ES", "NL", "SE", "CA", "MX", "TR", "ZA");

    private static final int HISTORY_BATCH = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration START = Duration.ofSeconds(2);

    private final KafkaCluster cluster;
    private final ByteProducer producer;
    private final Serializer<SpecificRecord> values;
    private final Probes probes;
    private final Iterator<ImportRow> trade;
    private long nextProbe;

    /** The usual synthetic trade in a dataset of its own, and probes in books of 16 reporters. */
    SteadyLoad(KafkaCluster cluster) {
        this(cluster, SyntheticTrade.MINERALS);
    }

    /** As with the usual trade, of at most this many minerals. */
    SteadyLoad(KafkaCluster cluster, int minerals) {
        this(
                cluster,
                new SyntheticFeed(
                                SyntheticTrade.of(Catalogue.bundled(), "live", List.of("US"), minerals, Workload.LAST),
                                Workload.DEFAULT_SEED,
                                Long.MAX_VALUE)
                        .validRows(0)
                        .map(SyntheticFeed.ValidRow::row)
                        .iterator(),
                REPORTERS);
    }

    /** @param reporters of the books with probes */
    public SteadyLoad(KafkaCluster cluster, Iterator<ImportRow> trade, List<String> reporters) {
        this.cluster = cluster;
        this.producer = new ByteProducer(cluster, Map.of("linger.ms", 5));
        this.values = Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).serializer();
        this.probes = new Probes(Catalogue.bundled(), reporters, Workload.LAST);
        this.trade = trade;
    }

    /** Publishes that many records of the trade at full speed, and the lines that the probes revise. */
    public void publishHistory(int records) {
        // In batches, because rows need more memory than records.
        for (int sent = 0; sent < records; sent += HISTORY_BATCH) {
            next(Math.min(HISTORY_BATCH, records - sent)).forEach(this::send);
            producer.flush();
        }
        probes.before().forEach(this::send);
        producer.flush();
    }

    private void send(ImportRow row) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] value = values.serialize(Topics.CUSTOMS_IMPORTS.name(), row.publishedAt(now, false));
        producer.send(new ProducerRecord<>(
                Topics.CUSTOMS_IMPORTS.name(),
                null,
                now.toEpochMilli(),
                row.recordId().getBytes(UTF_8),
                value));
    }

    /** Waits until an instance has published everything, and then adds the policy whose line the probes cross. */
    void addPolicy(InstanceProcess instance) {
        VerificationResult before = instance.verify(cluster);
        if (!before.agrees()) {
            throw new BenchmarkException("before any load " + before.sentence());
        }
        // An earlier policy could raise alerts while only one of the two lines of a book is counted.
        new PolicyTopic(cluster).apply(List.of(Probes.policy()));
    }

    private List<ImportRow> next(int count) {
        return Stream.generate(trade::next).limit(count).toList();
    }

    /** Prepares the next run. @param probesPerSecond a divisor of {@code perSecond}, which includes them */
    public Run prepare(int perSecond, int probesPerSecond, int seconds) {
        Run run = new Run(perSecond, probesPerSecond, seconds);
        nextProbe += run.count;
        return run;
    }

    @Override
    public void close() {
        producer.close();
    }

    /** One run of the load. */
    public final class Run {

        final OpenLoop loop;
        final ProbeTimes records;
        final ProbeTimes shares;
        final ProbeTimes alerts;

        private final long firstProbe = nextProbe;
        private final int distance;
        private final int count;
        private final List<ImportRow> rows;

        private Run(int perSecond, int probesPerSecond, int seconds) {
            this.distance = perSecond / probesPerSecond;
            this.count = probesPerSecond * seconds;
            this.rows = next(count * (distance - 1));
            this.loop = new OpenLoop(System.nanoTime() + START.toNanos(), perSecond);
            LongUnaryOperator due = probe -> loop.due(index(probe));
            this.records = new ProbeTimes(due, firstProbe, count, probes.books());
            this.shares = new ProbeTimes(due, firstProbe, count, probes.books());
            this.alerts = new ProbeTimes(due, firstProbe, count, probes.books());
        }

        /** Microseconds from when the probes were due until their shares could be read, without those of the start. */
        public Histogram micros(int unmeasuredSeconds) {
            return shares.micros(loop.startNanos() + unmeasuredSeconds * 1_000_000_000L);
        }

        /**
         * Sends all records, and waits until the shares of every probe have been read.
         *
         * @param withAlerts wait for the alerts too, and require each probe everywhere exactly once
         * @param check called all the time; an exception from it ends the run
         * @throws BenchmarkException if a probe is in no shares, or the check fails
         */
        @SuppressWarnings("try") // The tails read while they are open.
        public void run(boolean withAlerts, Runnable check) {
            try (TopicTail imports = new TopicTail(cluster, Topics.CUSTOMS_IMPORTS, recordReader());
                    TopicTail published = new TopicTail(cluster, Topics.MINERAL_SHARES, sharesReader());
                    TopicTail raised = new TopicTail(cluster, Topics.DEPENDENCE_ALERTS, alertReader())) {
                loop.send((long) count * distance, index -> send(index, check));
                producer.flush();
                Patience patience = Patience.withCluster(cluster.admin(), PATIENCE);
                Polling.until(
                        missing -> missing == 0 || patience.end().isPresent(),
                        () -> {
                            check.run();
                            return records.missing() + shares.missing() + (withAlerts ? alerts.missing() : 0);
                        },
                        POLL,
                        PATIENCE);
            }
            if (withAlerts) {
                requireEachOnce();
            } else if (shares.missing() > 0) {
                throw new BenchmarkException("%,d records are in no shares: no result".formatted(shares.missing()));
            }
        }

        private void requireEachOnce() {
            if (records.missing() + shares.missing() + alerts.missing() + records.duplicates() + alerts.duplicates()
                    > 0) {
                long turn = loop.due(index(firstProbe + probes.books())) - loop.due(index(firstProbe));
                throw new BenchmarkException(
                        ("of %,d probes %,d were not read as records, %,d not in shares and %,d not as alerts (%,d were"
                                        + " overtaken by the next of their book, which is due %.1f s later); %,d alerts"
                                        + " came twice: no result")
                                .formatted(
                                        count,
                                        records.missing(),
                                        shares.missing(),
                                        alerts.missing(),
                                        shares.overtaken(),
                                        turn / 1e9,
                                        alerts.duplicates()));
            }
        }

        private void send(long index, Runnable check) {
            if (index % distance == distance - 1) {
                check.run();
                SteadyLoad.this.send(probes.row(firstProbe + index / distance));
            } else {
                SteadyLoad.this.send(rows.get((int) (index - index / distance)));
            }
        }

        private long index(long probe) {
            return (probe - firstProbe) * distance + distance - 1;
        }

        private ObjLongConsumer<ConsumerRecord<byte[], byte[]>> recordReader() {
            Deserializer<SpecificRecord> values =
                    Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
            return (record, now) -> {
                String id = new String(record.key(), UTF_8);
                if (probes.isProbe(id)) {
                    CustomsImport line = (CustomsImport) values.deserialize(record.topic(), record.value());
                    probes.ofRecord(id, line.getRevision()).ifPresent(probe -> records.see(probe, now));
                }
            };
        }

        private ObjLongConsumer<ConsumerRecord<byte[], byte[]>> sharesReader() {
            Deserializer<MineralShares> values =
                    Topics.MINERAL_SHARES.valueSerde(cluster.formats()).deserializer();
            return (record, now) -> {
                String key = new String(record.key(), UTF_8);
                if (probes.isShares(key) && record.value() != null) {
                    long cents =
                            values.deserialize(record.topic(), record.value()).getTotalValueCents();
                    probes.ofShares(key, cents).ifPresent(probe -> shares.seeUpTo(probe, now));
                }
            };
        }

        private ObjLongConsumer<ConsumerRecord<byte[], byte[]>> alertReader() {
            Deserializer<DependenceAlert> values =
                    Topics.DEPENDENCE_ALERTS.valueSerde(cluster.formats()).deserializer();
            return (record, now) -> {
                DependenceAlert alert = values.deserialize(record.topic(), record.value());
                probes.ofAlert(alert.getAlertId(), alert.getNumber()).ifPresent(probe -> alerts.see(probe, now));
            };
        }
    }
}
