package org.lodewatch.cli.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.values.Period;

/** What would be published of a feed of rows, found without a cluster. */
public final class DryRun {

    private static final int SHOWN = 10;
    private static final int SHOWN_KINDS = 8;
    private static final String NO_REVISION = "0";

    /** Rows of one reason. */
    private record Rejections(long count, long firstLine, String firstMessage) {}

    private final ImportRules rules;
    private final Catalogue catalogue;
    private final String currency;
    private final List<ImportRow> first = new ArrayList<>();
    private final SortedMap<String, Rejections> rejected = new TreeMap<>();
    private final SortedMap<String, Long> minerals = new TreeMap<>();
    private final SortedMap<String, Long> unlistedCodes = new TreeMap<>();
    private final SortedSet<String> periods = new TreeSet<>();
    private final SortedSet<String> reporters = new TreeSet<>();
    private final SortedSet<String> origins = new TreeSet<>();
    private List<LeftOut> leftOut = List.of();
    private long records;
    private long unknownWeights;
    private long cents;
    private boolean lacksRevision;

    private DryRun(ImportRules rules, Catalogue catalogue, String currency) {
        this.rules = rules;
        this.catalogue = catalogue;
        this.currency = currency;
    }

    /**
     * Reads a feed to its end.
     *
     * @param feed whose items are rows; a row without revision counts as one of revision 0
     * @throws OperatorException if the source cannot be read
     */
    public static DryRun of(Feed feed, ImportRules rules, Catalogue catalogue) {
        DryRun run = new DryRun(rules, catalogue, feed.declaration().currency().orElse("USD"));
        try (FeedReader reader = feed.open(Optional.empty())) {
            for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                run.add(item.get());
            }
            run.leftOut = reader.leftOut();
            return run;
        } catch (IOException e) {
            throw new OperatorException("cannot read %s (%s)".formatted(feed.id(), e.getMessage()), e);
        }
    }

    private void add(FeedItem item) {
        if (item instanceof FeedItem.Rejected row) {
            reject(row.reason().code(), row.source().line(), row.message());
        } else if (item instanceof FeedItem.Row row) {
            if (row.fields().lacks(ImportField.REVISION)) {
                lacksRevision = true;
                row.fields().with(ImportField.REVISION, NO_REVISION);
            }
            try {
                add(rules.check(row.fields()));
            } catch (RowFault fault) {
                reject(fault.reason().code(), row.source().line(), fault.getMessage());
            }
        }
    }

    private void reject(String reason, long line, String message) {
        rejected.merge(
                reason,
                new Rejections(1, line, message),
                (known, next) -> new Rejections(known.count() + 1, known.firstLine(), known.firstMessage()));
    }

    private void add(ImportRow row) {
        records++;
        cents += row.customsValueCents();
        unknownWeights += row.netWeightGrams().isPresent() ? 0 : 1;
        periods.add(row.period());
        reporters.add(row.reporter());
        origins.add(row.origin());
        Period period = Period.of(row.period());
        Optional<Classification> found =
                catalogue.classify(row.commodityCode(), period.firstMonth(), period.lastMonth());
        found.ifPresent(code -> minerals.merge(code.mineral(), 1L, Long::sum));
        if (found.isEmpty()) {
            unlistedCodes.merge(row.commodityCode(), 1L, Long::sum);
        }
        if (first.size() < SHOWN) {
            first.add(row);
        }
    }

    /** Whether rows would be rejected. */
    public boolean someRejected() {
        return !rejected.isEmpty();
    }

    /** Prints the first records, and counts of everything else. */
    public void print(Screen screen) {
        screen.table(
                new Columns<ImportRow>()
                        .left("dataset", ImportRow::dataset)
                        .left("reporter", ImportRow::reporter)
                        .left("origin", ImportRow::origin)
                        .left("code", ImportRow::commodityCode)
                        .left("period", ImportRow::period)
                        .right("value " + currency, row -> value(row.customsValueCents()))
                        .right(
                                "weight kg",
                                row -> row.netWeightGrams().isPresent()
                                        ? weight(row.netWeightGrams().getAsLong())
                                        : "unknown"),
                first);
        screen.line("would be published: %s, %s; %s; %s; %s%s"
                .formatted(
                        Figures.count(records, "record"),
                        Figures.money(cents, currency),
                        kinds("period", periods),
                        kinds("reporter", reporters),
                        kinds("origin", origins),
                        unknownWeights == 0 ? "" : "; %s without weight".formatted(Figures.count(unknownWeights))));
        screen.line("minerals: " + (minerals.isEmpty() ? "none" : counts(minerals)));
        if (!unlistedCodes.isEmpty()) {
            long rows =
                    unlistedCodes.values().stream().mapToLong(Long::longValue).sum();
            screen.line("of no mineral of the catalogue: %s: %s"
                    .formatted(Figures.count(rows, "record"), counts(unlistedCodes)));
        }
        LeftOutText.of(leftOut).ifPresent(screen::line);
        rejected.forEach((reason, rows) -> screen.line("would be rejected: %s %s (first: line %d: %s)"
                .formatted(Figures.count(rows.count()), reason, rows.firstLine(), rows.firstMessage())));
        if (lacksRevision) {
            screen.line(
                    "the file has no revision: publish it with --edition, whose revision is the time of the file, or with"
                            + " --set revision=N, a number that grows with each edition");
        }
    }

    private static String kinds(String noun, SortedSet<String> kinds) {
        String plural = kinds.size() == 1 ? noun : noun + "s";
        return kinds.size() <= SHOWN_KINDS
                ? plural + " " + (kinds.isEmpty() ? "none" : String.join(", ", kinds))
                : "%s %s (%s to %s)".formatted(Figures.count(kinds.size()), plural, kinds.first(), kinds.last());
    }

    /** The most frequent kinds with their counts. */
    private static String counts(Map<String, Long> kinds) {
        String most = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_KINDS)
                .map(kind -> kind.getKey() + " " + Figures.count(kind.getValue()))
                .collect(Collectors.joining(", "));
        return most + (kinds.size() > SHOWN_KINDS ? ", ..." : "");
    }

    private static String value(long cents) {
        return "%s.%02d".formatted(Figures.count(cents / 100), cents % 100);
    }

    private static String weight(long grams) {
        String kilograms = Figures.count(grams / 1000);
        return grams % 1000 == 0 ? kilograms : "%s.%03d".formatted(kilograms, grams % 1000);
    }
}
