package org.lodewatch.service.lag;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.SkippedRecords;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.rules.SharesRule;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the age of feeds and the newest published shares; each time only the new records. Not thread-safe. */
final class Feeds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    private static final List<Topic<?, ?>> READ = List.of(Topics.FEED_CHECKPOINTS, Topics.MINERAL_SHARES);

    private record Reporter(String dataset, String reporter) {}

    private final MessageDecoder<String, FeedCheckpoint> checkpoints =
            new MessageDecoder<>(Topics.FEED_CHECKPOINTS, WireFormats.WITHOUT_REGISTRY, SkippedRecords.logged());
    private final PartitionReader reader;
    private final Map<String, FeedAge> ages = new HashMap<>();
    private final Map<Reporter, WindowArrivals> windows =
            new TreeMap<>(Comparator.comparing(Reporter::dataset).thenComparing(Reporter::reporter));
    private final Map<String, Headers> checkpointHeaders = new HashMap<>();
    private boolean assigned;
    private boolean refused;

    Feeds(Map<String, ?> kafka) {
        reader = PartitionReader.connect(LagClients.reading(kafka, "lodewatch-lag-feeds"));
    }

    /** Continues to read up to the present ends, or until the deadline. Unreadable topics are left out. */
    void read(Deadline deadline) {
        try {
            readOn(deadline);
        } catch (AuthorizationException e) {
            LOG.warn("feeds and the newest shares are not shown: {}", e.getMessage());
            refused = true;
        }
    }

    /** The latest first. */
    List<FeedAge> ages() {
        return ages.values().stream()
                .sorted(Comparator.comparing(FeedAge::lookedAt).reversed().thenComparing(FeedAge::feed))
                .toList();
    }

    /** The newest window of each dataset and reporter. */
    List<DatasetAge> datasets() {
        List<DatasetAge> ages = new ArrayList<>();
        windows.forEach((of, arrivals) -> ages.add(new DatasetAge(
                new EventTime(of.dataset(), of.reporter(), Months.text(arrivals.newest())),
                arrivals.stepMonths(),
                arrivals.observed())));
        return ages;
    }

    /** The problem of a feed that has published into another number of partitions than customs-imports has now, in a line. */
    Optional<String> partitionProblem(ImportPartitions present) {
        return checkpointHeaders.values().stream()
                .flatMap(headers -> present.problemOf(headers).stream())
                .findAny();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void readOn(Deadline deadline) {
        if (refused) {
            return;
        }
        if (!assigned) {
            assign();
        }
        reader.readTo(reader.ends(), deadline::isPast, this::take);
    }

    /** Assigns nothing while the topics do not exist. */
    private void assign() {
        List<TopicPartition> partitions =
                reader.visiblePartitions(READ.stream().map(Topic::name).toList());
        reader.startAtBeginning(partitions);
        assigned = !partitions.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), UTF_8);
        if (record.topic().equals(Topics.MINERAL_SHARES.name())) {
            takeWindow(key, record);
        } else if (record.value() == null) {
            ages.remove(key);
            checkpointHeaders.remove(key);
        } else {
            checkpoints.decode(record).flatMap(Message::value).ifPresent(reached -> {
                checkpointHeaders.put(key, record.headers());
                ages.put(key, age(key, reached));
            });
        }
    }

    private void takeWindow(String key, ConsumerRecord<byte[], byte[]> record) {
        if (!SharesRule.isKey(key)) {
            return;
        }
        String[] parts = key.split("[/@]");
        Reporter reporter = new Reporter(parts[0], parts[1]);
        int month = Months.of(parts[3]);
        if (record.value() == null) {
            windows.computeIfPresent(reporter, (r, arrivals) -> {
                arrivals.remove(month, key);
                return arrivals.isEmpty() ? null : arrivals;
            });
        } else {
            windows.computeIfAbsent(reporter, r -> new WindowArrivals())
                    .add(month, key, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private static FeedAge age(String feed, FeedCheckpoint reached) {
        return new FeedAge(
                feed,
                reached.getWrittenAt(),
                reached.getPublished(),
                reached.getRejected(),
                reached.getNewest().stream()
                        .map(newest -> new EventTime(newest.getDataset(), newest.getReporter(), newest.getPeriod()))
                        .toList());
    }
}
