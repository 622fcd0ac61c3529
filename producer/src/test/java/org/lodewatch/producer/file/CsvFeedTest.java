package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lodewatch.producer.FeedItems.seen;
import static org.lodewatch.producer.FeedItems.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.FeedItems.Seen;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.layout.ColumnNames;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

class CsvFeedTest {

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn\n";

    @TempDir
    private Path folder;

    private static String row(String id) {
        return "acme," + id + ",1,US,CN,811010,2024-12,12.50,3.5,\n";
    }

    private Path file(byte[] bytes) {
        try {
            return Files.write(folder.resolve("imports.csv"), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(String text) {
        return file(text.getBytes(UTF_8));
    }

    private static Feed feed(Path file) {
        return new CsvFeed(InputFile.of(file.toString()));
    }

    private static Feed feed(Path file, Setting... options) {
        return new CsvFeed(
                InputFile.of(file.toString()),
                Layout.of(List.of(), List.of(options)),
                CountryLookup.of(Catalogue.bundled()));
    }

    private static byte[] gzip(String text) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text.getBytes(UTF_8));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void fieldsAreReadAsTheyAreWritten() {
        RawImport row = FeedItems.rows(feed(file(HEADER + row("a")))).get(0);

        assertThat(row)
                .hasToString("RawImport[dataset=acme record_id=a revision=1 reporter=US origin=CN commodity_code=811010"
                        + " period=2024-12 customs_value_usd=12.50 net_weight_kg=3.5]");
    }

    @Test
    void columnsMayBeInAnyOrderAndOthersAreIgnored() {
        Path file = file("note,customs_value_usd,period,commodity_code,origin,reporter,revision,record_id,dataset\n"
                + "x,12.50,2024-12,811010,CN,US,1,a,acme\n");

        assertThat(FeedItems.rows(feed(file)).get(0))
                .hasToString("RawImport[dataset=acme record_id=a revision=1 reporter=US origin=CN commodity_code=811010"
                        + " period=2024-12 customs_value_usd=12.50]");
    }

    @Test
    void columnsMayHaveOtherNamesAndFieldsMayBeSetForTheWholeFile() {
        Path file = file("hs;country;month;value\n811010;CN;2024-12;12.50\n");
        Feed feed = feed(
                file,
                Setting.option("separator", ";"),
                Setting.option("column", "commodity_code=hs"),
                Setting.option("column", "origin=country"),
                Setting.option("column", "period=month"),
                Setting.option("column", "customs_value_usd=value"),
                Setting.option("set", "dataset=acme"),
                Setting.option("set", "reporter=US"),
                Setting.option("set", "revision=7"),
                Setting.option("compose-record-id", "true"));

        assertThat(FeedItems.rows(feed).get(0))
                .hasToString("RawImport[dataset=acme record_id=811010/US/CN/2024-12 revision=7 reporter=US origin=CN"
                        + " commodity_code=811010 period=2024-12 customs_value_usd=12.50]");
    }

    @Test
    void gzipIsRecognisedByItsFirstBytes() {
        assertThat(FeedItems.rows(feed(file(gzip(HEADER + row("a") + row("b"))))))
                .hasSize(2);
    }

    @Test
    void gzipFromAPipeIsReadToItsLastMember() {
        byte[] members = join(gzip(HEADER + row("a")), gzip(row("b")));
        ByteArrayInputStream pipe = new ByteArrayInputStream(members) {
            @Override
            public synchronized int available() {
                return 0;
            }
        };

        assertThat(FeedItems.rows(new CsvFeed(InputFile.of("-", pipe)))).hasSize(2);
    }

    @Test
    void truncatedGzipIsAFaultOfTheFile() {
        byte[] whole = gzip(HEADER + row("a").repeat(5_000));
        Path file = file(Arrays.copyOf(whole, whole.length - 20));

        assertThatThrownBy(() -> FeedItems.of(feed(file)))
                .isInstanceOf(OperatorException.class)
                .hasMessageMatching(
                        "cannot read .*imports.csv after line \\d+ \\(Unexpected end of ZLIB input stream\\):"
                                + " repair the file or fetch it again, then run this again");
    }

    @Test
    void gzipWithoutAnyDataIsAFaultOfTheFile() {
        Path file = file(Arrays.copyOf(gzip(HEADER), 7));

        assertThatThrownBy(() -> FeedItems.of(feed(file)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("(its end is missing)");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(FeedItems.rows(feed(file("\uFEFF" + HEADER + row("a"))))).hasSize(1);
    }

    @Test
    void linesMayEndWithCarriageReturns() {
        Path file = file((HEADER + row("a") + row("b")).replace("\n", "\r\n"));

        assertThat(FeedItems.rows(feed(file)))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.lacks(ImportField.WITHDRAWN)).isTrue());
    }

    @Test
    void standardInputIsReadAndStaysOpen() {
        boolean[] closed = {false};
        ByteArrayInputStream in = new ByteArrayInputStream((HEADER + row("a")).getBytes(UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        Feed feed = new CsvFeed(InputFile.of("-", in));

        assertThat(feed.id()).isEqualTo("csv:-");
        assertThat(seen(FeedItems.of(feed))).containsExactly(new Seen(2, "a"));
        assertThat(closed[0]).isFalse();
    }

    @Test
    void standardInputAlwaysStartsAtTheBeginning() throws IOException {
        String text = HEADER + row("a") + row("b");
        String cursor = FeedItems.of(new CsvFeed(InputFile.of("-", new ByteArrayInputStream(text.getBytes(UTF_8)))))
                .get(0)
                .cursor();

        Feed again = new CsvFeed(InputFile.of("-", new ByteArrayInputStream(text.getBytes(UTF_8))));

        try (FeedReader reading = again.open(Optional.of(cursor))) {
            assertThat(reading.resumed()).isFalse();
            assertThat(source(reading.next().orElseThrow()).line()).isEqualTo(2);
        }
    }

    @Test
    void aRowWithAnotherNumberOfColumnsIsRejectedWithItsBytesAndTheRestIsRead() {
        List<FeedItem> items = FeedItems.of(feed(file(HEADER + row("a") + "acme,b,1\n" + row("c"))));

        assertThat(seen(items))
                .containsExactly(
                        new Seen(2, "a"),
                        new Seen(3, "wrong-column-count: 3 columns; expected 10, as in the header"),
                        new Seen(4, "c"));
        assertThat(source(items.get(1)).file()).endsWith("imports.csv");
        assertThat(source(items.get(1)).raw()).asString(UTF_8).isEqualTo("acme,b,1");
    }

    @Test
    void onlyTheRowWithBytesThatAreNotUtf8IsRejected() {
        byte[] latin = row("Kärnten").getBytes(ISO_8859_1);

        List<FeedItem> items =
                FeedItems.of(feed(file(join(join(HEADER.getBytes(UTF_8), latin), row("b").getBytes(UTF_8)))));

        assertThat(seen(items))
                .containsExactly(
                        new Seen(
                                2,
                                "malformed-utf8: not UTF-8 (Input length = 1); name the encoding of the file with"
                                        + " --charset, such as windows-1252"),
                        new Seen(3, "b"));
        assertThat(source(items.get(0)).raw())
                .asString(ISO_8859_1)
                .isEqualTo(row("Kärnten").strip());
    }

    @Test
    void quotedFieldsMaySpanLinesAndLineNumbersStayCorrect() {
        assertThat(seen(FeedItems.of(feed(file(HEADER + row("\"a\nb, \"\"c\"\"\"") + "\n" + row("d"))))))
                .containsExactly(new Seen(2, "a\nb, \"c\""), new Seen(5, "d"));
    }

    @Test
    void onlyTheLineWithAStrayQuoteIsRejected() {
        List<Seen> seen = seen(FeedItems.of(feed(file(HEADER + row("\"a") + row("b") + row("\"c") + row("d")))));

        assertThat(seen).extracting(Seen::line).containsExactly(2L, 3L, 4L, 5L);
        assertThat(seen)
                .extracting(Seen::what)
                .contains("b", "d")
                .filteredOn(what -> what.startsWith("unreadable-csv"))
                .hasSize(2);
    }

    @Test
    void aMisplacedQuoteIsReported() {
        assertThat(seen(FeedItems.of(feed(file(HEADER + row("\"a\"b"))))))
                .containsExactly(new Seen(
                        2,
                        "unreadable-csv: Unexpected character after closing quote: 'b' (0x62);"
                                + " expected fields separated and quoted after RFC 4180"));
    }

    @Test
    void onlyTheLineThatIsTooLongIsRejected() {
        assertThat(seen(FeedItems.of(feed(file(HEADER + row("x".repeat(100_000)) + row("b"))))))
                .containsExactly(
                        new Seen(2, "line-too-long: longer than 65536 bytes; expected one record a line"),
                        new Seen(3, "b"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fromEveryCursorExactlyTheRemainingRowsAreRead(boolean packed) {
        StringBuilder text = new StringBuilder("\uFEFF" + HEADER);
        for (int i = 0; i < 40; i++) {
            text.append(row("id-" + i)).append(i % 5 == 0 ? "\n" : "").append(i % 7 == 0 ? "damaged\n" : "");
            text.append(i % 11 == 0 ? row("\"two\nlines " + i + "\"") : "").append(i % 13 == 0 ? row("\"stray") : "");
        }
        Feed feed = feed(file(packed ? gzip(text.toString()) : text.toString().getBytes(UTF_8)));
        List<FeedItem> all = FeedItems.of(feed);

        for (int taken = 1; taken <= all.size(); taken++) {
            List<FeedItem> rest =
                    FeedItems.of(feed, Optional.of(all.get(taken - 1).cursor()));
            assertThat(seen(rest)).isEqualTo(seen(all).subList(taken, all.size()));
            assertThat(rest)
                    .extracting(FeedItem::cursor)
                    .isEqualTo(all.stream().skip(taken).map(FeedItem::cursor).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "time", "columns", "nonsense"})
    void aCursorOfAnotherFileOrOtherSettingsStartsAtTheBeginning(String changed) throws IOException {
        Path file = file(HEADER + row("a") + row("b"));
        String cursor = FeedItems.of(feed(file)).get(0).cursor();
        Setting[] options = {};
        switch (changed) {
            case "size" -> Files.writeString(file, HEADER + row("a") + row("b") + row("c"));
            case "time" -> Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            case "columns" -> options = new Setting[] {Setting.option("column", "net_weight_kg=customs_value_usd")};
            default -> cursor = changed;
        }

        try (FeedReader reading = feed(file, options).open(Optional.of(cursor))) {
            assertThat(reading.resumed()).isFalse();
            assertThat(source(reading.next().orElseThrow()).line()).isEqualTo(2);
        }
    }

    @Test
    void bytesReadAndBytesTotalAreReported() throws IOException {
        Path file = file(gzip(HEADER + row("a")));

        try (FeedReader reading = feed(file).open(Optional.empty())) {
            while (reading.next().isPresent()) {}
            assertThat(reading.bytesTotal()).hasValue(Files.size(file));
            assertThat(reading.bytesRead()).isEqualTo(Files.size(file));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            record_id         | has no column 'record_id': name its column with --column record_id=NAME, or, if the file has one row for each commodity code, reporter, origin and period, have it composed of these with --compose-record-id; its columns are 'dataset',
            revision          | has no column 'revision': name its column with --column revision=NAME, or give the whole file one that grows with each edition, such as --set revision=20260614; its columns are
            dataset           | has no column 'dataset': name its column with --column dataset=NAME, or set it for all rows with --set dataset=VALUE; its columns are 'record_id',
            customs_value_usd | has no column 'customs_value_usd': name its column with --column customs_value_usd=NAME; its columns are
            """)
    void aMissingColumnIsNamedWithItsRemedy(String column, String message) {
        Path file = file(HEADER.replace(column + ",", "") + row("a"));

        assertThatThrownBy(() -> feed(file).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("imports.csv " + message);
    }

    @Test
    void anAliasOfAMissingColumnIsRejectedAlsoForAnOptionalField() {
        Path file = file(HEADER + row("a"));
        Setting columns = Setting.option("column", "net_weight_kg=Kilos");

        assertThatThrownBy(() -> feed(file, columns).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(
                        "has no column 'Kilos' (for net_weight_kg): name its column with --column net_weight_kg=NAME");
    }

    @Test
    void aRepeatedColumnIsRejected() {
        Path file = file("period," + HEADER + "2024-12," + row("a"));

        assertThatThrownBy(() -> feed(file).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageEndingWith("has more than one column 'period': rename all but the right one");
    }

    @Test
    void aFieldThatIsBothSetAndInTheFileIsRejected() {
        Path file = file(HEADER + row("a"));
        Setting columns = Setting.option("set", "dataset=other");

        assertThatThrownBy(() -> feed(file, columns).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageEndingWith("has a column dataset: leave out --set dataset");
    }

    @Test
    void anUnknownFieldIsRejectedWithAListOfTheFields() {
        assertThatThrownBy(() -> ColumnNames.of(Map.of("value", "v"), Map.of(), false))
                .isInstanceOf(OperatorException.class)
                .hasMessage("--column value=v: there is no field value; the fields are dataset, record_id, revision,"
                        + " reporter, origin, commodity_code, period, customs_value_usd, net_weight_kg, withdrawn");
    }

    @Test
    void aMissingFileIsReported() {
        assertThatThrownBy(() -> feed(folder.resolve("none.csv")).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageMatching("no such file: .*none.csv; check the path, or use - for standard input");
    }

    @Test
    void aFolderIsNotAFile() {
        assertThatThrownBy(() -> feed(folder).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageEndingWith(" is a folder: name a file in it");
    }

    @Test
    void anEmptyFileLacksAHeader() {
        assertThatThrownBy(() -> feed(file("\n")).open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageEndingWith(" is empty: it needs a header line that names its columns");
    }
}
