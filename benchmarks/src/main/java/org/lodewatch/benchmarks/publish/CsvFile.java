package org.lodewatch.benchmarks.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Made-up imports in a file with canonical columns, every row of which can be used.
 *
 * @param sum of its rows: what is in it, whatever the order
 */
record CsvFile(Path path, RowSum sum) {

    private static final long SEED = 20260614;
    private static final YearMonth LAST = YearMonth.of(2025, 12);

    /** Writes one with so many rows. */
    static CsvFile write(Path path, long rows) throws IOException {
        Catalogue catalogue = Catalogue.bundled();
        ImportRules rules =
                new ImportRules(country -> catalogue.country(country).isPresent(), Clock.systemUTC());
        RowSum sum = new RowSum();
        try (BufferedWriter out = Files.newBufferedWriter(path);
                FeedReader reading = new SyntheticFeed(
                                SyntheticTrade.of(catalogue, "synthetic", List.of("US"), LAST), SEED, Long.MAX_VALUE)
                        .open(Optional.empty())) {
            out.write(Stream.of(ImportField.values())
                    .map(ImportField::column)
                    .collect(Collectors.joining(",", "", "\n")));
            while (sum.rows() < rows) {
                RawImport row = ((FeedItem.Row) reading.next().orElseThrow()).fields();
                try {
                    sum.add(rules.check(row));
                } catch (RowFault e) {
                    continue;
                }
                out.write(Stream.of(ImportField.values()).map(row::get).collect(Collectors.joining(",", "", "\n")));
            }
        }
        return new CsvFile(path, sum);
    }

    long bytes() throws IOException {
        return Files.size(path);
    }
}
