package org.lodewatch.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final List<String> FILES = List.of("us-census-annual.csv.gz", "us-census-battery.csv.gz");

    private static final ImportRules RULES = ImportRules.of(Catalogue.bundled());

    private DemoData() {}

    static List<DemoRelease> releases() {
        List<DemoRelease> releases = new ArrayList<>();
        FILES.forEach(file -> read(file, releases));
        return releases;
    }

    /** Reads a file with the same classes as {@code produce csv}. */
    private static void read(String file, List<DemoRelease> releases) {
        try (InputStream in = DemoData.class.getResourceAsStream(file);
                FeedReader reading = new CsvFeed(InputFile.of(InputFile.STANDARD_INPUT, in)).open(Optional.empty())) {
            for (Optional<FeedItem> item = reading.next(); item.isPresent(); item = reading.next()) {
                add(releases, row(file, item.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled " + file, e);
        }
    }

    private static ImportRow row(String file, FeedItem item) {
        if (!(item instanceof FeedItem.Row row)) {
            throw new IllegalStateException("the bundled %s: %s".formatted(file, item));
        }
        try {
            return RULES.check(row.fields());
        } catch (RowFault fault) {
            throw new IllegalStateException(
                    "the bundled %s, line %d".formatted(file, row.source().line()), fault);
        }
    }

    private static void add(List<DemoRelease> releases, ImportRow row) {
        DemoRelease last = releases.isEmpty() ? null : releases.get(releases.size() - 1);
        if (last == null || !last.holds(row)) {
            last = new DemoRelease(row.dataset(), row.reporter(), row.revision(), row.period(), new ArrayList<>());
            releases.add(last);
        }
        last.rows().add(row);
    }
}
