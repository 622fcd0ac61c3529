package org.lodewatch.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The bundled imports of the United States, in the order of the replay. README.md beside the files names their source. */
final class DemoData {

    private static final ImportRules RULES = ImportRules.of(Catalogue.bundled());

    private DemoData() {}

    /** @param catalogue says which codes books count: these are declared */
    static List<DemoRelease> releases(Catalogue catalogue) {
        List<DemoRelease> releases = new ArrayList<>();
        add(releases, "us-census-annual", "general", catalogue);
        add(releases, "us-census-annual-consumption", "consumption", catalogue);
        add(releases, "us-census-battery", "general", catalogue);
        return releases;
    }

    private static void add(List<DemoRelease> releases, String dataset, String imports, Catalogue catalogue) {
        String file = dataset + ".csv.gz";
        List<ImportRow> rows = rows(file, DemoData.class.getResourceAsStream(file));
        ImportRules rules = ImportRules.of(catalogue);
        DatasetDeclaration declared = new DatasetDeclaration(
                Optional.of(imports),
                Optional.of("customs"),
                Optional.of("USD"),
                OptionalInt.of(rows.get(0).commodityCode().length()),
                rows.stream()
                        .filter(rules::isCounted)
                        .map(ImportRow::commodityCode)
                        .distinct()
                        .sorted()
                        .toList());
        rows.forEach(row -> add(releases, declared, row));
    }

    /** Reads a file with the same classes as {@code produce csv}, and closes it. */
    static List<ImportRow> rows(String file, InputStream in) {
        List<ImportRow> rows = new ArrayList<>();
        try (in;
                FeedReader reading = new CsvFeed(InputFile.of(InputFile.STANDARD_INPUT, in)).open(Optional.empty())) {
            for (Optional<FeedItem> item = reading.next(); item.isPresent(); item = reading.next()) {
                rows.add(row(file, item.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return rows;
    }

    private static ImportRow row(String file, FeedItem item) {
        if (!(item instanceof FeedItem.Row row)) {
            throw new IllegalStateException("%s: %s".formatted(file, item));
        }
        try {
            return RULES.check(row.fields());
        } catch (RowFault fault) {
            throw new IllegalStateException(
                    "%s, line %d".formatted(file, row.source().line()), fault);
        }
    }

    private static void add(List<DemoRelease> releases, DatasetDeclaration declared, ImportRow row) {
        DemoRelease last = releases.isEmpty() ? null : releases.get(releases.size() - 1);
        if (last == null || !last.holds(row)) {
            last = new DemoRelease(
                    row.dataset(), declared, row.reporter(), row.revision(), row.period(), new ArrayList<>());
            releases.add(last);
        }
        last.rows().add(row);
    }
}
