package org.lodewatch.local.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.lodewatch.schemas.messages.CustomsImport;

/** The bundled imports of the United States, in the order in which they are replayed; README.md beside them says whence. */
final class DemoData {

    private static final List<String> FILES = List.of("us-census-annual.csv.gz", "us-census.csv.gz");

    private DemoData() {}

    static List<Release> releases() {
        List<Release> releases = new ArrayList<>();
        FILES.forEach(file -> read(file, releases));
        return releases;
    }

    private static void read(String file, List<Release> releases) {
        try (InputStream in = DemoData.class.getResourceAsStream(file);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            rows.forEach(row -> add(releases, row.getField("record_id"), line(row)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled " + file, e);
        }
    }

    private static void add(List<Release> releases, String recordId, CustomsImport line) {
        Release release = new Release(
                line.getDataset(), line.getReporter(), line.getRevision(), line.getPeriod(), new ArrayList<>());
        Release last = releases.isEmpty() ? release : releases.get(releases.size() - 1);
        if (releases.isEmpty() || !last.publishedWith(release) || !last.period().equals(release.period())) {
            releases.add(release);
            last = release;
        }
        last.lines().add(new ImportLine(recordId, line));
    }

    private static CustomsImport line(NamedCsvRecord row) {
        return CustomsImport.newBuilder()
                .setDataset(row.getField("dataset"))
                .setRevision(Long.parseLong(row.getField("revision")))
                .setReporter(row.getField("reporter"))
                .setOrigin(row.getField("origin"))
                .setCommodityCode(row.getField("commodity_code"))
                .setPeriod(row.getField("period"))
                .setCustomsValueCents(new BigDecimal(row.getField("customs_value_usd"))
                        .movePointRight(2)
                        .longValueExact())
                .setWithdrawn(row.getField("withdrawn").equals("true"))
                .setPublishedAt(Instant.EPOCH)
                .build();
    }
}
