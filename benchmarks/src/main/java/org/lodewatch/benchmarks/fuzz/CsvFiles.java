package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

/**
 * Small CSV files with canonical columns. The cells of an undamaged file must be read as they were written. A damaged one is
 * refused, or its rows are used or rejected one by one, and none is passed over.
 */
final class CsvFiles implements InputSource {

    private static final int MOST_ROWS = 6;

    /** One in so many cells is odd. */
    private static final int ODD = 40;

    private final RowRules rules = new RowRules();
    private final CountryLookup countries = CountryLookup.of(Catalogue.bundled());

    @Override
    public FuzzInput input(Chance chance) {
        List<String> names = Arrays.stream(ImportField.values())
                .filter(field -> !field.optional() || !chance.oneIn(4))
                .map(ImportField::column)
                .collect(Collectors.toCollection(ArrayList::new));
        for (int extra = chance.below(3); extra > 0; extra--) {
            names.add("extra " + extra);
        }
        Collections.shuffle(names, new Random(chance.anyLong()));
        String end = chance.of("\n", "\r\n", "\r");
        StringBuilder text = new StringBuilder(chance.of("", "", "\uFEFF", "A title" + end));
        text.append(String.join(",", names)).append(end);
        List<Map<ImportField, String>> rows = new ArrayList<>();
        boolean right = true;
        for (int left = chance.from(1, MOST_ROWS); left > 0; left--) {
            Map<ImportField, String> row = RowTexts.of(chance, ODD);
            row.replaceAll((field, cell) -> encodable(cell));
            String cells = names.stream()
                    .map(name -> cell(
                            chance, ImportField.of(name).map(row::get).orElseGet(() -> encodable(chance.oddText()))))
                    .collect(Collectors.joining(","));
            right &= !RowFile.isTooLong(cells + end);
            text.append(cells);
            text.append(left > 1 || chance.oneIn(2) ? end : "").append(chance.oneIn(10) ? end : "");
            row.keySet().removeIf(field -> !names.contains(field.column()));
            rows.add(row);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (chance.oneIn(3)) {
            right = false;
            bytes = chance.mutated(bytes);
        }
        boolean zipped = chance.oneIn(16);
        if (zipped) {
            bytes = zipped(bytes);
            if (chance.oneIn(2)) {
                right = false;
                bytes = chance.mutated(bytes);
            }
        }
        return new RowFile(bytes, right ? Optional.of(rows) : Optional.empty(), !zipped, rules) {
            @Override
            Feed feed(byte[] content) {
                return new CsvFeed(
                        InputFile.of(InputFile.STANDARD_INPUT, new ByteArrayInputStream(content)),
                        Layout.PLAIN,
                        countries);
            }
        };
    }

    /** A cell after RFC 4180; one that needs no quotes has them at times. */
    private static String cell(Chance chance, String text) {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted || chance.oneIn(8) ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** The text as it is after it was written in UTF-8: without halves of characters. */
    static String encodable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
