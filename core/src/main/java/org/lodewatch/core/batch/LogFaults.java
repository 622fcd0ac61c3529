package org.lodewatch.core.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.batch.LogFault.Kind;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.Period;

/**
 * Finds what is wrong in the log of customs imports itself. A recount cannot show it: it counts what the log holds, and so
 * agrees with shares that are wrong for the same reason.
 *
 * <p>Only records that are in force count: a fault ends when a higher revision corrects or withdraws the record.
 *
 * <p>Not safe for use by several threads. A record id takes about 200 bytes.
 */
public final class LogFaults {

    private final Function<byte[], SpecificRecord> decoder;
    private final ToIntFunction<byte[]> partitions;
    private final Catalogue catalogue;
    private final ImportValidation validation;

    private final Map<String, LogEntry> entries = new HashMap<>();
    private final Map<String, DatasetProperties> properties = new TreeMap<>();
    private final Map<Owner, FeedDeclarations> declarations = new HashMap<>();
    private final FoundFaults found = new FoundFaults();

    /**
     * @param decoder decodes a value, or throws {@link UndecodableException}
     * @param rule the window that the topology runs with
     * @param partitions the partition to which a key belongs
     */
    public LogFaults(
            Function<byte[], SpecificRecord> decoder,
            Catalogue catalogue,
            WindowRule rule,
            ToIntFunction<byte[]> partitions) {
        this.decoder = decoder;
        this.partitions = partitions;
        this.catalogue = catalogue;
        this.validation =
                new ImportValidation(country -> catalogue.country(country).isPresent(), rule);
    }

    /** Adds one record of customs-imports; key and value may be null. Offsets of a partition must rise. */
    public void add(int partition, long offset, byte[] key, byte[] value) {
        String place = "partition %d, offset %d".formatted(partition, offset);
        if (key == null || key.length == 0 || value == null) {
            found.add(Kind.UNUSABLE, place + " has no " + (value == null ? "value" : "key"));
            return;
        }
        try {
            SpecificRecord message = decoder.apply(value);
            if (message instanceof CustomsImport line) {
                add(line, key, partition, place);
            } else if (message instanceof PeriodComplete period) {
                add(period, place);
            } else if (message instanceof DatasetProperties of) {
                add(of, place);
            }
        } catch (UndecodableException e) {
            found.add(Kind.UNUSABLE, place + ": " + e.getMessage());
        }
    }

    private void add(CustomsImport line, byte[] key, int partition, String place) {
        Optional<Rejection> fault = validation.check(key, line);
        if (fault.isPresent()) {
            found.add(Kind.UNUSABLE, place + ": " + fault.get().message());
            return;
        }
        int right = partitions.applyAsInt(key);
        if (right != partition) {
            found.add(
                    Kind.WRONG_PARTITION,
                    "record id %s at %s belongs to partition %d".formatted(new String(key, UTF_8), place, right));
        }
        if (line.getCompletionFollows()) {
            declarations(new Owner(line.getDataset(), line.getReporter()));
        }
        LogEntry entry = entries.computeIfAbsent(
                line.getDataset() + "/" + new String(key, UTF_8), id -> new LogEntry(line.getPublishedAt()));
        if (entry.line == null || line.getRevision() > entry.line.getRevision()) {
            entry.line = line;
            entry.place = place;
            entry.conflict = null;
        } else if (line.getRevision() == entry.line.getRevision() && entry.conflict == null) {
            if (!LogEntry.content(line).equals(LogEntry.content(entry.line))) {
                entry.conflict = "record id %s, revision %d: %s at %s, then %s at %s"
                        .formatted(
                                new String(key, UTF_8),
                                line.getRevision(),
                                LogEntry.content(entry.line),
                                entry.place,
                                LogEntry.content(line),
                                place);
            }
        }
    }

    private void add(PeriodComplete message, String place) {
        Optional<Rejection> fault = validation.check(message);
        if (fault.isPresent()) {
            found.add(Kind.UNUSABLE, place + ": " + fault.get().message());
            return;
        }
        declarations(new Owner(message.getDataset(), message.getReporter())).add(message);
    }

    private void add(DatasetProperties message, String place) {
        Optional<Rejection> fault = validation.check(message);
        if (fault.isPresent()) {
            found.add(Kind.UNUSABLE, place + ": " + fault.get().message());
            return;
        }
        properties.merge(
                message.getDataset(),
                message,
                (one, other) -> other.getPublishedAt().isBefore(one.getPublishedAt()) ? one : other);
    }

    /** The declarations of an owner, which exist once its feed has declared or announced one. */
    private FeedDeclarations declarations(Owner owner) {
        return declarations.computeIfAbsent(owner, any -> new FeedDeclarations());
    }

    /** Every fault found so far, the gravest first; call it once, at the end of the log. */
    public List<LogFault> faults() {
        List<Map.Entry<String, LogEntry>> inForce = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().line.getWithdrawn())
                .sorted(Map.Entry.comparingByKey())
                .toList();
        entries.values().stream()
                .filter(entry -> entry.conflict != null)
                .map(entry -> entry.conflict)
                .sorted()
                .forEach(conflict -> found.add(Kind.CONFLICTING_CONTENT, conflict));
        Map<Owner, NavigableMap<Period, List<LogEntry>>> periods =
                new TreeMap<>(Comparator.comparing(Owner::dataset).thenComparing(Owner::reporter));
        for (Map.Entry<String, LogEntry> entry : inForce) {
            CustomsImport line = entry.getValue().line;
            periods.computeIfAbsent(
                            new Owner(line.getDataset(), line.getReporter()),
                            any -> new TreeMap<>(
                                    Comparator.comparingInt(Period::lastMonth).thenComparingInt(Period::months)))
                    .computeIfAbsent(Period.of(line.getPeriod()), any -> new ArrayList<>())
                    .add(entry.getValue());
            if (line.getNetWeightGrams() != null && line.getNetWeightGrams() == 0 && line.getCustomsValueCents() > 0) {
                found.add(Kind.ZERO_WEIGHT, entry.getKey() + " at " + entry.getValue().place);
            }
            compareWithProperties(entry.getKey(), entry.getValue());
        }
        findMixedLengths(periods);
        periods.forEach((owner, byPeriod) -> new PeriodFaults(
                        owner, byPeriod, Optional.ofNullable(declarations.get(owner)), catalogue, found)
                .find());
        return found.list();
    }

    private void compareWithProperties(String id, LogEntry entry) {
        DatasetProperties of = properties.get(entry.line.getDataset());
        if (of == null) {
            return;
        }
        int months = Period.of(entry.line.getPeriod()).months();
        int digits = entry.line.getCommodityCode().length();
        if (months != of.getPeriodMonths() || of.getCodeDigits() > 0 && digits != of.getCodeDigits()) {
            found.add(
                    Kind.OTHER_PROPERTIES,
                    "%s at %s has period %s and code %s, the dataset declares periods of %d month(s) and %d digits"
                            .formatted(
                                    id,
                                    entry.place,
                                    entry.line.getPeriod(),
                                    entry.line.getCommodityCode(),
                                    of.getPeriodMonths(),
                                    of.getCodeDigits()));
        }
    }

    private void findMixedLengths(Map<Owner, NavigableMap<Period, List<LogEntry>>> periods) {
        Map<String, Map<Integer, LogEntry>> byDataset = new TreeMap<>();
        periods.forEach((owner, byPeriod) -> byPeriod.forEach((period, lines) -> byDataset
                .computeIfAbsent(owner.dataset(), any -> new TreeMap<>())
                .putIfAbsent(period.months(), lines.get(0))));
        byDataset.forEach((dataset, byLength) -> {
            if (byLength.size() > 1) {
                found.add(
                        Kind.MIXED_PERIOD_LENGTHS,
                        dataset + " has "
                                + byLength.values().stream()
                                        .map(entry -> entry.line.getPeriod() + " (" + entry.place + ")")
                                        .collect(Collectors.joining(" and ")));
            }
        });
    }
}
