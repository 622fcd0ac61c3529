package org.lodewatch.cli.repartition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.lodewatch.cli.copy.LogDigest;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topics;

/**
 * Gives customs-imports another number of partitions, with every record in the partition of its key. Kafka cannot rename a topic,
 * so all records are copied into a topic of their own and back.
 *
 * <p>It may be interrupted at any point and run again:
 *
 * <ol>
 *   <li>Until the copy is complete, as its last record shows, customs-imports is unchanged; the copy is begun again.
 *   <li>While the copy exists, no feed and no instance starts. customs-imports is deleted only if nothing was written into it
 *       since it was copied. A new customs-imports that holds a beginning of the copy is deleted too and written again.
 *   <li>The state of the topology is reset before the copy is deleted.
 * </ol>
 */
public final class Repartition {

    private static final String LOG = Topics.CUSTOMS_IMPORTS.name();
    private static final String COPY = Topics.IMPORTS_COPY.name();

    private static final Set<TransactionState> OPEN =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final KafkaCluster cluster;
    private final Admin admin;
    private final TopicChanges topics;
    private final Reset reset;
    private final Optional<Integer> wanted;

    /**
     * @param reset of the topology that reads the log
     * @param wanted the new number of partitions; if empty, the present one
     */
    public Repartition(KafkaCluster cluster, Reset reset, Optional<Integer> wanted) {
        this.cluster = cluster;
        this.admin = cluster.admin();
        this.topics = new TopicChanges(admin);
        this.reset = reset;
        this.wanted = wanted;
    }

    /**
     * The steps that are left, in order.
     *
     * @throws OperatorException if an instance or a feed is running, or there is no log
     */
    public List<Reset.Step> plan() {
        reset.requireStopped();
        requireNoTransactions();
        Optional<TopicDescription> log = topics.describe(LOG);
        Optional<TopicDescription> copy = topics.describe(COPY);
        Optional<CopyMark> mark = copy.flatMap(topic -> mark());
        if (log.isEmpty() && mark.isEmpty()) {
            throw new OperatorException("topic %s does not exist at %s: run `lodewatch topics create`"
                    .formatted(LOG, cluster.settings().bootstrapServers()));
        }
        int present = mark.isPresent() ? TopicChanges.size(copy.get()) : TopicChanges.size(log.get());
        int partitions = wanted.orElse(present);
        if (mark.isPresent() && partitions != present) {
            throw new OperatorException(
                    "%s already holds a complete copy with %d partitions: run this without --partitions"
                            .formatted(COPY, present));
        }
        List<Reset.Step> steps = new ArrayList<>();
        List<String> feeds = feeds();
        if (!feeds.isEmpty()) {
            steps.add(new Reset.Step(
                    "end every feed that still runs (%d transactional ids)".formatted(feeds.size()),
                    () -> KafkaFutures.await(admin.fenceProducers(feeds).all())));
        }
        if (mark.isEmpty()) {
            steps.add(new Reset.Step(
                    "copy %s, %d partitions, into %s, %d partitions".formatted(LOG, present, COPY, partitions),
                    () -> copyLog(partitions)));
        }
        steps.add(new Reset.Step(
                "delete %s, and create it with %d partitions".formatted(LOG, partitions), () -> createLog(partitions)));
        steps.add(new Reset.Step("copy %s back into %s".formatted(COPY, LOG), this::copyBack));
        steps.add(new Reset.Step("reset the topology, as `lodewatch reset` does", reset::executeIfEverRun));
        steps.add(new Reset.Step("delete " + COPY, () -> topics.delete(COPY)));
        return steps;
    }

    /** A transaction that is committed later would be missing in the copy. */
    private void requireNoTransactions() {
        List<String> feeds = feeds();
        DescribeTransactionsResult transactions = admin.describeTransactions(feeds);
        for (String feed : feeds) {
            KafkaFutures.awaitUnless(TransactionalIdNotFoundException.class, transactions.description(feed))
                    .filter(transaction -> OPEN.contains(transaction.state()))
                    .ifPresent(open -> {
                        throw new OperatorException(
                                ("a feed is publishing (transactional id %s): stop all feeds; a killed one counts until its"
                                                + " transaction has timed out, after 10 seconds unless you set another time")
                                        .formatted(feed));
                    });
        }
        if (topics.describe(LOG).isEmpty()) {
            return;
        }
        KafkaFutures.await(admin.describeProducers(topics.partitions(LOG)).all())
                .forEach((partition, producers) -> {
                    if (producers.activeProducers().stream()
                            .anyMatch(producer ->
                                    producer.currentTransactionStartOffset().isPresent())) {
                        throw new OperatorException(
                                "a producer has an open transaction in partition %d of %s: stop all producers"
                                        .formatted(partition.partition(), LOG));
                    }
                });
    }

    /** The transactional ids of feeds that have published. */
    private List<String> feeds() {
        if (topics.describe(Topics.FEED_CHECKPOINTS.name()).isEmpty()) {
            return List.of();
        }
        Set<String> ids = new TreeSet<>();
        cluster.read(
                Topics.FEED_CHECKPOINTS.asBytes(),
                message -> ids.add(Application.FEED_TRANSACTIONAL_IDS + new String(message.key(), UTF_8)));
        return List.copyOf(ids);
    }

    /** Copies every record into its new partitions, compares the copy, and marks it as complete. */
    private void copyLog(int partitions) {
        TopicDescription log = topics.describe(LOG).orElseThrow();
        topics.delete(COPY);
        topics.create(COPY, partitions, log);
        Map<Integer, Long> ends = ends();
        Placement placement = new Placement(cluster.formats(), partitions);
        Set<String> former = new LinkedHashSet<>();
        LogDigest written = new LogDigest();
        try (PartitionReader reader = reader();
                RecordCopier copier = new RecordCopier(cluster, Topics.IMPORTS_COPY, written)) {
            reader.startAtBeginning(topics.partitions(LOG));
            reader.mergeTo(PartitionOffsets.settled(admin, topics.partitions(LOG)), record -> {
                Headers headers = new RecordHeaders(record.headers().toArray());
                former.addAll(formerTopics(headers));
                for (int partition : placement.of(record)) {
                    copier.send(partition, record, headers);
                }
            });
        }
        requireSame(written, digest(COPY, partition -> Long.MAX_VALUE), COPY);
        former.add(log.topicId().toString());
        RecordHeaders mark = new RecordHeaders();
        new CopyMark(List.copyOf(former), ends).putInto(mark);
        cluster.write(Topics.IMPORTS_COPY, List.of(new ProducerRecord<>(COPY, 0, "copy".getBytes(UTF_8), null, mark)));
    }

    /** The last offsets, those of open transactions included. */
    private Map<Integer, Long> ends() {
        return PartitionOffsets.latest(admin, topics.partitions(LOG)).entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    /** Replaces the log by an empty one. */
    private void createLog(int partitions) {
        CopyMark mark = mark().orElseThrow();
        Optional<TopicDescription> log = topics.describe(LOG);
        if (log.isPresent()) {
            boolean copied = log.get().topicId().toString().equals(mark.copied());
            if (copied ? !ends().equals(mark.ends()) : !isBeginningOfCopy()) {
                if (copied) {
                    topics.delete(COPY);
                }
                throw new OperatorException(("records were published into %s while it was copied: stop all feeds and"
                                + " producers, and run this again")
                        .formatted(LOG));
            }
            topics.delete(LOG);
        }
        topics.create(LOG, partitions, topics.describe(COPY).orElseThrow());
    }

    private boolean isBeginningOfCopy() {
        LogDigest log = digest(LOG, partition -> Long.MAX_VALUE);
        return TopicChanges.size(topics.describe(LOG).orElseThrow())
                        == TopicChanges.size(topics.describe(COPY).orElseThrow())
                && log.isSameAs(digest(COPY, log::records));
    }

    /** Copies every record into the same partition, and compares. The first of each partition gets the ids of the topics before. */
    private void copyBack() {
        byte[] formerTopics = String.join(" ", mark().orElseThrow().topics()).getBytes(UTF_8);
        Set<Integer> begun = new TreeSet<>();
        try (PartitionReader reader = reader();
                RecordCopier copier = new RecordCopier(cluster, Topics.CUSTOMS_IMPORTS.asBytes(), new LogDigest())) {
            reader.startAtBeginning(topics.partitions(COPY));
            reader.readTo(reader.ends(), () -> false, record -> {
                if (!CopyMark.isIn(record.headers())) {
                    Headers headers = new RecordHeaders(record.headers().toArray());
                    if (begun.add(record.partition())) {
                        headers.add(ImportPartitions.FORMER_TOPICS, formerTopics);
                    }
                    copier.send(record.partition(), record, headers);
                }
            });
        }
        requireSame(digest(COPY, partition -> Long.MAX_VALUE), digest(LOG, partition -> Long.MAX_VALUE), LOG);
    }

    private static List<String> formerTopics(Headers headers) {
        Header former = headers.lastHeader(ImportPartitions.FORMER_TOPICS);
        if (former == null) {
            return List.of();
        }
        headers.remove(ImportPartitions.FORMER_TOPICS);
        return List.of(new String(former.value(), UTF_8).split(" "));
    }

    /**
     * The digest of a topic without the mark of a copy and the ids of former topics.
     *
     * @param most how many records to read of each partition
     */
    private LogDigest digest(String topic, ToLongFunction<Integer> most) {
        LogDigest digest = new LogDigest();
        try (PartitionReader reader = reader()) {
            reader.startAtBeginning(topics.partitions(topic));
            reader.readTo(reader.ends(), () -> false, record -> {
                if (!CopyMark.isIn(record.headers())
                        && digest.records(record.partition()) < most.applyAsLong(record.partition())) {
                    Headers headers = new RecordHeaders(record.headers().toArray());
                    formerTopics(headers);
                    digest.add(record.partition(), record.key(), record.value(), record.timestamp(), headers);
                }
            });
        }
        return digest;
    }

    private static void requireSame(LogDigest expected, LogDigest found, String topic) {
        if (!expected.isSameAs(found)) {
            throw new OperatorException(
                    ("%s holds %d records, and not the %d that were written: another process writes into it, or a broker"
                                    + " has lost records; run this again")
                            .formatted(topic, found.records(), expected.records()));
        }
    }

    /** The mark of the copy; empty if the copy is not complete. */
    private Optional<CopyMark> mark() {
        TopicPartition first = new TopicPartition(COPY, 0);
        AtomicReference<CopyMark> mark = new AtomicReference<>();
        try (PartitionReader reader = reader()) {
            reader.startAtBeginning(List.of(first));
            Map<TopicPartition, Long> ends = reader.ends();
            reader.startAt(Map.of(first, Math.max(0, ends.get(first) - 1)));
            reader.readTo(ends, () -> false, record -> {
                if (CopyMark.isIn(record.headers())) {
                    mark.set(CopyMark.of(record.headers()));
                }
            });
        }
        return Optional.ofNullable(mark.get());
    }

    private PartitionReader reader() {
        return PartitionReader.connect(cluster.settings().with(Map.of()));
    }
}
