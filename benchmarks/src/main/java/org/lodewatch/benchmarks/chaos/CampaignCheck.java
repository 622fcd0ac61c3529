package org.lodewatch.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;

/**
 * Checks what is in the topics after the faults.
 *
 * @param properties of Kafka's clients, and those of a registry
 * @param seed of the bulk feed
 * @param records of the bulk feed
 * @param expected the folder of {@link DroppedFiles} with what must be published and rejected
 */
record CampaignCheck(Map<String, String> properties, long seed, long records, String expected)
        implements Job<CampaignCheck.Findings> {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int SHOWN = 5;

    /**
     * @param differences none if all is right
     * @param log records of customs-imports
     * @param transitions alerts in dependence-alerts
     * @param sentence of the recount
     */
    record Findings(List<String> differences, long log, long transitions, String sentence) {

        /** Nothing was compared. @param reason in a sentence */
        static Findings none(String reason) {
            return new Findings(List.of(), 0, 0, reason);
        }
    }

    /** A line of the statistics in the log. */
    private record Published(long revision, long cents, boolean withdrawn) {}

    @Override
    public Findings run() throws IOException {
        List<String> differences = new ArrayList<>();
        try (KafkaCluster cluster = KafkaCluster.connect(new ClientSettings(properties))) {
            VerificationResult recount =
                    new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT).await(PATIENCE);
            recount.differences().stream()
                    .limit(SHOWN)
                    .forEach(difference -> differences.add("recount: " + difference));
            long log = checkLog(cluster, differences);
            checkRejected(cluster, recount.unusable(), differences);
            long transitions = checkAlerts(cluster, differences);
            return new Findings(differences, log, transitions, recount.sentence());
        }
    }

    /** Compares the records of the log with the rows of its feeds. */
    private long checkLog(KafkaCluster cluster, List<String> differences) throws IOException {
        long[] bulk = new long[Math.toIntExact(records) + 1_000];
        int[] bulkSize = new int[1];
        List<String> dropped = new ArrayList<>();
        Map<String, Published> edited = new HashMap<>();
        long[] size = new long[1];
        Deserializer<SpecificRecord> values =
                Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
        cluster.readRecords(Topics.CUSTOMS_IMPORTS, record -> {
            size[0]++;
            if (record.key() == null || record.value() == null) {
                return;
            }
            try {
                if (values.deserialize(record.topic(), record.value()) instanceof CustomsImport line) {
                    String id = new String(record.key(), UTF_8);
                    String key = id + " " + line.getRevision();
                    switch (line.getDataset()) {
                        case LoadFeed.DATASET -> {
                            if (bulkSize[0] < bulk.length) {
                                bulk[bulkSize[0]++] = hash(key);
                            }
                        }
                        case DroppedFiles.DATASET -> dropped.add(key);
                        case DroppedFiles.EDITED ->
                            edited.merge(
                                    id,
                                    new Published(line.getRevision(), line.getCustomsValueCents(), line.getWithdrawn()),
                                    (one, other) -> other.revision() > one.revision() ? other : one);
                        default -> {
                            // A stranger's.
                        }
                    }
                }
            } catch (UndecodableException e) {
                // The recount counts it.
            }
        });
        compareBulk(Arrays.copyOf(bulk, bulkSize[0]), differences);
        compareOnce("rows of dropped files", lines("published"), dropped, differences);
        compareEditions(edited, differences);
        return size[0];
    }

    /** Each different row of the bulk feed must be there once. */
    private void compareBulk(long[] found, List<String> differences) {
        Arrays.sort(found);
        long[] wanted = new SyntheticFeed(LoadFeed.trade(LoadFeed.DATASET), seed, records)
                .validRows(0)
                .mapToLong(row -> hash(row.row().recordId() + " " + row.row().revision()))
                .sorted()
                .distinct()
                .toArray();
        if (!Arrays.equals(found, wanted)) {
            long distinct = Arrays.stream(found).distinct().count();
            long missing = Arrays.stream(wanted)
                    .filter(row -> Arrays.binarySearch(found, row) < 0)
                    .count();
            differences.add(
                    "the log has %,d rows of the bulk feed, of which %,d are different; the feed has %,d, of which %,d are missing"
                            .formatted(found.length, distinct, wanted.length, missing));
        }
    }

    private static long hash(String key) {
        return Hashing.xxh3_64().hashBytesToLong(key.getBytes(UTF_8));
    }

    private void compareEditions(Map<String, Published> edited, List<String> differences) throws IOException {
        Map<String, Long> wanted = lines("editions").stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(fields -> fields[0], fields -> Long.parseLong(fields[1])));
        Map<String, Long> found = new TreeMap<>();
        edited.forEach((id, line) -> {
            if (!line.withdrawn()) {
                found.put(id, line.cents());
            }
        });
        if (!found.equals(wanted)) {
            Set<String> ids = new HashSet<>(wanted.keySet());
            ids.addAll(found.keySet());
            ids.removeIf(id -> found.getOrDefault(id, -1L).equals(wanted.getOrDefault(id, -1L)));
            String id = ids.stream().sorted().findFirst().orElseThrow();
            differences.add("%d lines of editions differ, such as %s: %s in the last edition, %s in the log"
                    .formatted(ids.size(), id, wanted.get(id), edited.get(id)));
        }
    }

    /** Every row and record that cannot be used must be rejected once. */
    private void checkRejected(KafkaCluster cluster, long unusable, List<String> differences) throws IOException {
        List<String> ofLog = new ArrayList<>();
        List<String> ofFiles = new ArrayList<>();
        List<String> ofBulk = new ArrayList<>();
        cluster.readRecords(Topics.CUSTOMS_IMPORTS_REJECTED, record -> {
            Optional<String> source = text(record.headers(), RejectedHeaders.TOPIC);
            Optional<String> place = text(record.headers(), RejectedHeaders.OFFSET);
            if (source.isEmpty() || place.isEmpty()) {
                return;
            }
            if (source.get().equals(Topics.CUSTOMS_IMPORTS.name())) {
                ofLog.add(text(record.headers(), RejectedHeaders.PARTITION).orElse("?") + " " + place.get());
            } else if (source.get().startsWith("synthetic:")) {
                ofBulk.add(place.get());
            } else if (text(record.headers(), RejectedHeaders.FEED).isPresent()) {
                ofFiles.add(source.get().substring(source.get().lastIndexOf('/') + 1) + " " + place.get());
            }
        });
        if (ofLog.size() != unusable) {
            differences.add("%,d records of customs-imports cannot be used, and %,d were rejected"
                    .formatted(unusable, ofLog.size()));
        }
        repeated(ofLog).ifPresent(twice -> differences.add("a record of customs-imports was rejected twice: " + twice));
        compareOnce("rejected rows of dropped files", lines("rejected"), ofFiles, differences);
        compareOnce("rejected rows of the bulk feed", rejectedOfBulk(), ofBulk, differences);
    }

    private List<String> rejectedOfBulk() throws IOException {
        ImportRules rules = ImportRules.of(Catalogue.bundled());
        List<String> rejected = new ArrayList<>();
        try (FeedReader rows = LoadFeed.feed(seed, records).open(Optional.empty())) {
            for (Optional<FeedItem> item = rows.next(); item.isPresent(); item = rows.next()) {
                FeedItem.Row row = (FeedItem.Row) item.get();
                try {
                    rules.check(row.fields());
                } catch (RowFault e) {
                    rejected.add(Long.toString(row.source().line()));
                }
            }
        }
        return rejected;
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }

    /** Transitions of an alert are numbered 1, 2, 3, each once. */
    private static long checkAlerts(KafkaCluster cluster, List<String> differences) {
        Map<String, Long> numbers = new HashMap<>();
        long[] count = new long[1];
        Deserializer<DependenceAlert> values =
                Topics.DEPENDENCE_ALERTS.valueSerde(cluster.formats()).deserializer();
        cluster.readRecords(Topics.DEPENDENCE_ALERTS, record -> {
            DependenceAlert alert;
            try {
                alert = values.deserialize(record.topic(), record.value());
            } catch (UndecodableException e) {
                return;
            }
            if (alert == null) {
                return;
            }
            count[0]++;
            long before = numbers.getOrDefault(alert.getAlertId(), 0L);
            if (alert.getNumber() != before + 1) {
                differences.add("transition %d of alert %s follows transition %d"
                        .formatted(alert.getNumber(), alert.getAlertId(), before));
            }
            numbers.put(alert.getAlertId(), alert.getNumber());
        });
        return count[0];
    }

    private List<String> lines(String what) throws IOException {
        Path file = Path.of(expected, what);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void compareOnce(String what, List<String> wanted, List<String> found, List<String> differences) {
        Set<String> missing = new HashSet<>(wanted);
        found.forEach(missing::remove);
        if (!missing.isEmpty()) {
            differences.add("%s: %,d of %,d are missing, such as %s"
                    .formatted(
                            what,
                            missing.size(),
                            wanted.size(),
                            missing.iterator().next()));
        }
        Set<String> more = new HashSet<>(found);
        wanted.forEach(more::remove);
        if (!more.isEmpty()) {
            differences.add("%s: there are %,d others, such as %s"
                    .formatted(what, more.size(), more.iterator().next()));
        }
        repeated(found).ifPresent(twice -> differences.add("%s: %s is there twice".formatted(what, twice)));
    }

    private static Optional<String> repeated(List<String> lines) {
        Set<String> seen = new HashSet<>();
        return lines.stream().filter(line -> !seen.add(line)).findFirst();
    }
}
