package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.clients.kafka.WaitReports;
import org.lodewatch.clients.registry.RegistryException;
import org.lodewatch.clients.registry.RegistryFormat;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes customs imports to Kafka, one transaction a batch. Each id has one active publisher: a second one fences the
 * first. Not thread-safe.
 */
public final class ImportPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportPublisher.class);

    private static final int ATTEMPTS = 5;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String id;
    private final Producer<byte[], byte[]> producer;
    private final FeedState state;
    private final ImportPartitions partitions;
    private final WireFormats formats;
    private final Clock clock;
    private final Duration pause;
    private final Duration transactionTimeout;
    private final PublisherMeters meters;
    private final BrokerWait wait;

    ImportPublisher(
            String id,
            Producer<byte[], byte[]> producer,
            FeedState state,
            ImportPartitions partitions,
            WireFormats formats,
            Clock clock,
            Duration pause,
            Duration transactionTimeout,
            MeterRegistry registry,
            BrokerWait wait) {
        this.id = id;
        this.producer = producer;
        this.state = state;
        this.partitions = partitions;
        this.formats = formats;
        this.clock = clock;
        this.pause = pause;
        this.transactionTimeout = transactionTimeout;
        this.meters = new PublisherMeters(producer, registry);
        this.wait = wait;
    }

    /**
     * Connects, checks the topics, and aborts the open transaction of an earlier publisher of this id.
     *
     * @param id the feed's id, or another stable name of the publisher
     * @param kafka client properties: bootstrap.servers at least; those that exactly-once publishing needs are overridden
     * @throws OperatorException if no broker answers within 30 s, topics are missing or have unfit settings, or the
     *     schema registry rejects the schemas
     */
    public static ImportPublisher connect(String id, Map<String, ?> kafka) {
        return connect(id, kafka, new CompositeMeterRegistry());
    }

    /**
     * As {@link #connect(String, Map)}, with metrics.
     *
     * @param registry receives them
     */
    public static ImportPublisher connect(String id, Map<String, ?> kafka, MeterRegistry registry) {
        KafkaAccess access = new KafkaAccess(kafka);
        BrokerWait wait = new BrokerWait(id, access::diagnosis, new WaitReports(), LOG::warn, registry);
        try {
            return wait.during(() -> connect(id, access, RegistryFormat.formats(kafka), registry, wait));
        } catch (RuntimeException e) {
            wait.close();
            throw e;
        }
    }

    private static ImportPublisher connect(
            String id, KafkaAccess access, WireFormats formats, MeterRegistry registry, BrokerWait wait) {
        ImportPartitions partitions = access.checkedPartitions();
        Topics.CUSTOMS_IMPORTS.prepare(formats);
        return new ImportPublisher(
                id,
                access.producer(Application.FEED_TRANSACTIONAL_IDS + id),
                new KafkaFeedState(id, access, formats),
                partitions,
                formats,
                Clock.systemUTC(),
                Duration.ofMillis(200),
                access.transactionTimeout(),
                registry,
                wait);
    }

    /** How long the present call to Kafka of a publisher with these metrics has lasted; zero if there is none. */
    public static Duration waiting(MeterRegistry registry) {
        return BrokerWait.lasted(registry);
    }

    String id() {
        return id;
    }

    /** The id of the topic customs-imports, which is another one after it was created again. */
    String log() {
        return partitions.topicId();
    }

    /** The committed state of this id. */
    FeedState state() {
        return state;
    }

    /**
     * Publishes a batch in one transaction, which is committed on return. Retries a few times after failures that may
     * pass.
     *
     * @throws OperatorException if all attempts fail; or, as a {@link TakenOverException}, another publisher of this id
     *     has taken over; or, as a {@link SuspendedException}, this one was suspended for longer than a transaction may last; or, as a {@link RegistryException}, the schema registry rejects a schema. Then nothing of the
     *     batch is visible, unless the message says that the commit is in doubt
     */
    public void publish(ImportBatch batch) {
        wait.during(() -> {
            publishInOneOfSeveralAttempts(batch);
            return batch;
        });
    }

    private void publishInOneOfSeveralAttempts(ImportBatch batch) {
        for (int attempt = 1; ; attempt++) {
            long begun = System.nanoTime();
            try {
                producer.beginTransaction();
                send(batch);
                requireSamePartitions();
                commit();
                meters.committed(batch, System.nanoTime() - begun);
                return;
            } catch (RegistryException e) {
                abort(e);
                throw e;
            } catch (KafkaException e) {
                abortAfter(e, begun);
                if (attempt == ATTEMPTS) {
                    throw new OperatorException(
                            ("feed %s: Kafka failed %d times in a row (%s): when it works again,"
                                            + " run this again; it continues after the last commit")
                                    .formatted(id, ATTEMPTS, root(e).getMessage()),
                            e);
                }
                LOG.warn("feed {}: transaction aborted, trying again ({})", id, root(e).toString());
                Polling.pause(pause.multipliedBy(1L << attempt));
            }
        }
    }

    private void send(ImportBatch batch) {
        for (DatasetProperties dataset : batch.properties()) {
            sendToEveryPartition(dataset.getDataset() + "@properties", dataset);
            send(Topics.FEED_RECORD_SETS, null, now(), dataset.getDataset(), dataset);
        }
        for (ImportRow row : batch.rows()) {
            Instant now = now();
            send(Topics.CUSTOMS_IMPORTS, null, now, row.recordId(), row.publishedAt(now, batch.completionFollows()));
        }
        for (FeedItem.Rejected row : batch.rejected()) {
            producer.send(rejected(row));
        }
        Instant declaredAt = batch.declaredAt(now());
        for (ImportBatch.Declaration declaration : batch.declarations()) {
            if (declaration.news()) {
                ReportingPeriod period = declaration.period();
                sendToEveryPartition(
                        period.toString(),
                        new PeriodComplete(
                                period.dataset(), period.reporter(), period.period(), declaredAt, declaration.state()));
            }
        }
        for (FeedRecordSet set : batch.recordSets()) {
            send(Topics.FEED_RECORD_SETS, null, now(), RecordSetDiff.key(set), set);
        }
        for (FeedPeriod period : batch.periods()) {
            if (batch.isDeclaring(period)) {
                period.setDeclaredAt(declaredAt);
                period.setLog(partitions.topicId());
            }
            send(Topics.FEED_RECORD_SETS, null, now(), PublishedPeriods.key(period), period);
        }
        batch.checkpoint().ifPresent(this::send);
    }

    private void send(FeedCheckpoint reached) {
        ProducerRecord<byte[], byte[]> record =
                record(Topics.FEED_CHECKPOINTS, null, now(), reached.getFeed(), reached);
        partitions.putInto(record.headers());
        producer.send(record);
    }

    /** Before the commit, so that no record of a changed number of partitions becomes visible. */
    private void requireSamePartitions() {
        int count = producer.partitionsFor(Topics.CUSTOMS_IMPORTS.name()).size();
        partitions
                .changedTo(Optional.of(new ImportPartitions(partitions.topicId(), count)))
                .ifPresent(change -> {
                    OperatorException failure = new OperatorException("feed %s: %s".formatted(id, change));
                    abort(failure);
                    throw failure;
                });
    }

    private void sendToEveryPartition(String key, SpecificRecord message) {
        Instant now = now();
        for (PartitionInfo partition : producer.partitionsFor(Topics.CUSTOMS_IMPORTS.name())) {
            send(Topics.CUSTOMS_IMPORTS, partition.partition(), now, key, message);
        }
    }

    private <V> void send(Topic<String, V> topic, Integer partition, Instant at, String key, V value) {
        producer.send(record(topic, partition, at, key, value));
    }

    private <V> ProducerRecord<byte[], byte[]> record(
            Topic<String, V> topic, Integer partition, Instant at, String key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                partition,
                at.toEpochMilli(),
                key.getBytes(UTF_8),
                topic.valueSerde(formats).serializer().serialize(topic.name(), value));
    }

    private ProducerRecord<byte[], byte[]> rejected(FeedItem.Rejected row) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.CUSTOMS_IMPORTS_REJECTED.name(),
                null,
                now().toEpochMilli(),
                null,
                row.source().raw());
        RejectedHeaders.put(
                record.headers(),
                id,
                row.reason().code(),
                row.message(),
                row.source().file(),
                row.source().line());
        return record;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                // It is unknown whether the broker has committed: a retry of the commit is allowed, an abort is not.
                if (attempt == ATTEMPTS) {
                    throw new OperatorException(
                            ("feed %s: Kafka does not report whether the last transaction is committed"
                                            + " (%s): run this again; it continues after the last commit")
                                    .formatted(id, e.getMessage()),
                            e);
                }
            }
        }
    }

    /** An open transaction would block every read_committed reader until it times out. */
    private void abort(OperatorException failure) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            failure.addSuppressed(e);
        }
    }

    private void abortAfter(KafkaException failure, long begun) {
        throwIfFinal(failure, begun);
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            throwIfFinal(e, begun);
            throw new OperatorException(
                    ("feed %s: Kafka failed (%s) and the transaction cannot be aborted (%s): run this"
                                    + " again; it continues after the last commit")
                            .formatted(id, root(failure).getMessage(), root(e).getMessage()),
                    e);
        }
    }

    /** @param begun when the transaction began, in nanoseconds */
    private void throwIfFinal(KafkaException failure, long begun) {
        Optional<String> time = KafkaErrors.ofRefusedTime(failure);
        if (time.isPresent()) {
            throw new OperatorException("feed %s: %s".formatted(id, time.get()), failure);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptException interrupted) {
                throw interrupted;
            }
            if (isOfTransaction(cause) && System.nanoTime() - begun > transactionTimeout.toNanos()) {
                throw new SuspendedException(
                        ("feed %s was suspended until its transaction timed out, and the broker has aborted it: the"
                                        + " next run continues after the last commit")
                                .formatted(id),
                        failure);
            }
            if (cause instanceof ProducerFencedException) {
                throw new TakenOverException(
                        ("another instance of feed %s is running: if no other runs, run this again; it continues after"
                                        + " the last commit")
                                .formatted(id),
                        failure);
            }
            if (cause instanceof AuthorizationException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof RecordTooLargeException
                    || cause instanceof OutOfOrderSequenceException) {
                throw new OperatorException(
                        ("feed %s: Kafka refuses the transaction (%s): check the broker's settings"
                                        + " and the user's permissions")
                                .formatted(id, cause.getMessage()),
                        failure);
            }
        }
    }

    /** Whether the broker has ended the transaction, because it timed out or because another publisher has begun. */
    private static boolean isOfTransaction(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidTxnStateException;
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    @Override
    public void close() {
        wait.close();
        meters.close();
        producer.close(CLOSING);
    }
}
