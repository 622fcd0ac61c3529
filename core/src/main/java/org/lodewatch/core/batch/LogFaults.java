package org.lodewatch.core.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.batch.LogFault.Kind;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
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

    /** A gap of so many periods or more before the newest one may be a mistyped period. */
    private static final int SUSPICIOUS_GAP = 3;

    /** Smaller values are equal by coincidence. */
    private static final long LEAST_REPEATED_CENTS = 100_000;

    private static final int SHORTEST_CODE = 2;

    private final Function<byte[], SpecificRecord> decoder;
    private final ToIntFunction<byte[]> partitions;
    private final ImportValidation validation;

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, DatasetProperties> properties = new TreeMap<>();
    private final Map<Series, NavigableMap<Period, PeriodComplete>> declared = new HashMap<>();
    private final Map<Series, Map<Period, Instant>> firstComplete = new HashMap<>();
    private final Set<Series> declaring = new HashSet<>();
    private final Map<Kind, Found> found = new EnumMap<>(Kind.class);

    private record Series(String dataset, String reporter) {
        @Override
        public String toString() {
            return dataset + "/" + reporter;
        }
    }

    /** The lines that may overlap, or replace each other. */
    private record Group(Series series, Period period, String detail) {}

    /** The record in force of one id. */
    private static final class Entry {
        private final Instant firstPublished;
        private CustomsImport line;
        private String place;
        private String conflict;

        Entry(Instant firstPublished) {
            this.firstPublished = firstPublished;
        }
    }

    /** What was found of one kind. */
    private static final class Found {
        private long count;
        private String first;
    }

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
        this.validation =
                new ImportValidation(country -> catalogue.country(country).isPresent(), rule);
    }

    /** Adds one record of customs-imports; key and value may be null. Offsets of a partition must rise. */
    public void add(int partition, long offset, byte[] key, byte[] value) {
        String place = "partition %d, offset %d".formatted(partition, offset);
        if (key == null || key.length == 0 || value == null) {
            count(Kind.UNUSABLE, place + " has no " + (value == null ? "value" : "key"));
            return;
        }
        try {
            SpecificRecord message = decoder.apply(value);
            if (message instanceof CustomsImport line) {
                add(line, key, partition, place);
            } else if (message instanceof PeriodComplete period) {
                add(period, place);
            } else if (message instanceof DatasetProperties of) {
                properties.merge(
                        of.getDataset(),
                        of,
                        (one, other) -> other.getPublishedAt().isBefore(one.getPublishedAt()) ? one : other);
            }
        } catch (UndecodableException e) {
            count(Kind.UNUSABLE, place + ": " + e.getMessage());
        }
    }

    private void add(CustomsImport line, byte[] key, int partition, String place) {
        Optional<Rejection> fault = validation.check(key, line);
        if (fault.isPresent()) {
            count(Kind.UNUSABLE, place + ": " + fault.get().message());
            return;
        }
        int right = partitions.applyAsInt(key);
        if (right != partition) {
            count(
                    Kind.WRONG_PARTITION,
                    "record id %s at %s belongs to partition %d".formatted(new String(key, UTF_8), place, right));
        }
        if (line.getCompletionFollows()) {
            declaring.add(new Series(line.getDataset(), line.getReporter()));
        }
        Entry entry = entries.computeIfAbsent(
                line.getDataset() + "/" + new String(key, UTF_8), id -> new Entry(line.getPublishedAt()));
        if (entry.line == null || line.getRevision() > entry.line.getRevision()) {
            entry.line = line;
            entry.place = place;
            entry.conflict = null;
        } else if (line.getRevision() == entry.line.getRevision() && entry.conflict == null) {
            if (!content(line).equals(content(entry.line))) {
                entry.conflict = "record id %s, revision %d: %s at %s, then %s at %s"
                        .formatted(
                                new String(key, UTF_8),
                                line.getRevision(),
                                content(entry.line),
                                entry.place,
                                content(line),
                                place);
            }
        }
    }

    private void add(PeriodComplete message, String place) {
        Optional<Rejection> fault = validation.check(message);
        if (fault.isPresent()) {
            count(Kind.UNUSABLE, place + ": " + fault.get().message());
            return;
        }
        Series series = new Series(message.getDataset(), message.getReporter());
        Period period = Period.of(message.getPeriod());
        declaring.add(series);
        declared.computeIfAbsent(series, any -> new TreeMap<>(Comparator.comparingInt(Period::lastMonth)))
                .merge(
                        period,
                        message,
                        (one, other) -> other.getPublishedAt().isBefore(one.getPublishedAt()) ? one : other);
        if (message.getState() == PeriodState.COMPLETE) {
            firstComplete
                    .computeIfAbsent(series, any -> new HashMap<>())
                    .merge(period, message.getPublishedAt(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /** Every fault found so far, the gravest first; call it once, at the end of the log. */
    public List<LogFault> faults() {
        List<Map.Entry<String, Entry>> inForce = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().line.getWithdrawn())
                .sorted(Map.Entry.comparingByKey())
                .toList();
        entries.values().stream()
                .filter(entry -> entry.conflict != null)
                .map(entry -> entry.conflict)
                .sorted()
                .forEach(conflict -> count(Kind.CONFLICTING_CONTENT, conflict));
        Map<Series, NavigableMap<Period, List<Entry>>> periods =
                new TreeMap<>(Comparator.comparing(Series::dataset).thenComparing(Series::reporter));
        for (Map.Entry<String, Entry> entry : inForce) {
            CustomsImport line = entry.getValue().line;
            periods.computeIfAbsent(
                            new Series(line.getDataset(), line.getReporter()),
                            any -> new TreeMap<>(
                                    Comparator.comparingInt(Period::lastMonth).thenComparingInt(Period::months)))
                    .computeIfAbsent(Period.of(line.getPeriod()), any -> new ArrayList<>())
                    .add(entry.getValue());
            if (line.getNetWeightGrams() != null && line.getNetWeightGrams() == 0 && line.getCustomsValueCents() > 0) {
                count(Kind.ZERO_WEIGHT, entry.getKey() + " at " + entry.getValue().place);
            }
            compareWithProperties(entry.getKey(), entry.getValue());
        }
        findMixedLengths(periods);
        periods.forEach((series, byPeriod) -> {
            findGap(series, byPeriod);
            byPeriod.forEach((period, lines) -> {
                findOverlaps(series, period, lines);
                findRepetitions(series, period, lines);
                findAdditions(series, period, lines);
            });
            findUndeclared(series, byPeriod);
        });
        return found.entrySet().stream()
                .map(entry -> new LogFault(entry.getKey(), entry.getValue().count, entry.getValue().first))
                .toList();
    }

    private void compareWithProperties(String id, Entry entry) {
        DatasetProperties of = properties.get(entry.line.getDataset());
        if (of == null) {
            return;
        }
        int months = Period.of(entry.line.getPeriod()).months();
        int digits = entry.line.getCommodityCode().length();
        if (months != of.getPeriodMonths() || of.getCodeDigits() > 0 && digits != of.getCodeDigits()) {
            count(
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

    private void findMixedLengths(Map<Series, NavigableMap<Period, List<Entry>>> periods) {
        Map<String, Map<Integer, Entry>> byDataset = new TreeMap<>();
        periods.forEach((series, byPeriod) -> byPeriod.forEach((period, lines) -> byDataset
                .computeIfAbsent(series.dataset(), any -> new TreeMap<>())
                .putIfAbsent(period.months(), lines.get(0))));
        byDataset.forEach((dataset, byLength) -> {
            if (byLength.size() > 1) {
                count(
                        Kind.MIXED_PERIOD_LENGTHS,
                        dataset + " has "
                                + byLength.values().stream()
                                        .map(entry -> entry.line.getPeriod() + " (" + entry.place + ")")
                                        .collect(Collectors.joining(" and ")));
            }
        });
    }

    private void findOverlaps(Series series, Period period, List<Entry> lines) {
        Map<String, Map<String, Entry>> byOrigin = new HashMap<>();
        lines.forEach(entry -> byOrigin.computeIfAbsent(entry.line.getOrigin(), any -> new HashMap<>())
                .putIfAbsent(entry.line.getCommodityCode(), entry));
        for (Entry entry : lines) {
            String code = entry.line.getCommodityCode();
            Map<String, Entry> others = byOrigin.get(entry.line.getOrigin());
            for (int digits = SHORTEST_CODE; digits < code.length(); digits++) {
                Entry subtotal = others.get(code.substring(0, digits));
                if (subtotal != null) {
                    count(
                            Kind.OVERLAPPING_CODES,
                            "%s@%s %s: %s at %s is a part of %s at %s"
                                    .formatted(
                                            series,
                                            period,
                                            entry.line.getOrigin(),
                                            code,
                                            entry.place,
                                            subtotal.line.getCommodityCode(),
                                            subtotal.place));
                }
            }
        }
    }

    private void findRepetitions(Series series, Period period, List<Entry> lines) {
        Map<Group, Entry> highest = new HashMap<>();
        for (Entry entry : lines) {
            highest.merge(
                    group(series, period, entry),
                    entry,
                    (one, other) -> other.line.getRevision() > one.line.getRevision() ? other : one);
        }
        for (Entry entry : lines) {
            Entry newer = highest.get(group(series, period, entry));
            if (entry.line.getCustomsValueCents() >= LEAST_REPEATED_CENTS
                    && newer.line.getRevision() > entry.line.getRevision()
                    && !newer.line.getOrigin().equals(entry.line.getOrigin())) {
                count(
                        Kind.POSSIBLE_REPETITION,
                        "%s@%s: %s at %s, and %s at %s"
                                .formatted(
                                        series,
                                        period,
                                        content(entry.line),
                                        entry.place,
                                        content(newer.line),
                                        newer.place));
            }
        }
    }

    private static Group group(Series series, Period period, Entry entry) {
        return new Group(series, period, entry.line.getCommodityCode() + " " + entry.line.getCustomsValueCents());
    }

    private void findAdditions(Series series, Period period, List<Entry> lines) {
        Instant complete = firstComplete.getOrDefault(series, Map.of()).get(period);
        if (complete == null) {
            return;
        }
        Set<String> before = new HashSet<>();
        Set<String> after = new TreeSet<>();
        lines.forEach(entry -> (entry.firstPublished.isAfter(complete) ? after : before).add(entry.line.getOrigin()));
        after.removeAll(before);
        after.forEach(origin -> count(
                Kind.ADDED_TO_COMPLETE_PERIOD,
                "%s@%s, declared complete at %s, then %s"
                        .formatted(series, period, complete, String.join(", ", after))));
    }

    private void findGap(Series series, NavigableMap<Period, List<Entry>> byPeriod) {
        Period newest = byPeriod.lastKey();
        Period before = byPeriod.lowerKey(newest);
        if (before != null && newest.lastMonth() - before.lastMonth() > SUSPICIOUS_GAP * newest.months()) {
            count(
                    Kind.ISOLATED_PERIOD,
                    "%s@%s follows %s (%s)"
                            .formatted(
                                    series, newest, before, byPeriod.get(newest).get(0).place));
        }
    }

    private void findUndeclared(Series series, NavigableMap<Period, List<Entry>> byPeriod) {
        NavigableMap<Period, PeriodComplete> states =
                declared.getOrDefault(series, new TreeMap<>(Comparator.comparingInt(Period::lastMonth)));
        int newest = byPeriod.lastKey().lastMonth();
        for (Period period : byPeriod.keySet()) {
            PeriodComplete state = states.get(period);
            if (state != null && state.getState() != PeriodState.COMPLETE) {
                count(
                        Kind.PARTIAL_PERIOD,
                        "%s@%s%s"
                                .formatted(
                                        series,
                                        period,
                                        state.getState() == PeriodState.ACCEPTED ? ", accepted by an operator" : ""));
            } else if (state == null && declaring.contains(series) && period.lastMonth() < newest) {
                count(Kind.UNDECLARED_PERIOD, series + "@" + period);
            }
        }
    }

    private void count(Kind kind, String which) {
        Found of = found.computeIfAbsent(kind, any -> new Found());
        of.count++;
        if (of.first == null) {
            of.first = which;
        }
    }

    private static String content(CustomsImport line) {
        return line.getWithdrawn()
                ? "withdrawn"
                : "%s %s from %s to %s, %d cents, %s"
                        .formatted(
                                line.getPeriod(),
                                line.getCommodityCode(),
                                line.getOrigin(),
                                line.getReporter(),
                                line.getCustomsValueCents(),
                                line.getNetWeightGrams() == null ? "no weight" : line.getNetWeightGrams() + " grams");
    }
}
