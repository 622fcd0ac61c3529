package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lodewatch.producer.FeedItems.seen;
import static org.lodewatch.producer.FeedItems.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.FeedItems.Seen;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.layout.ColumnNames;

class JsonlFeedTest {

    private static Feed feed(byte[] bytes) {
        return new JsonlFeed(InputFile.of("-", new ByteArrayInputStream(bytes)));
    }

    private static Feed feed(String text) {
        return feed(text.getBytes(UTF_8));
    }

    private static String row(String id) {
        return "{\"record_id\":\"" + id + "\",\"dataset\":\"acme\",\"revision\":1}\n";
    }

    @Test
    void fieldsMayBeNumbersOrTextAndOthersAreIgnored() {
        String line = "{\"dataset\":\"acme\",\"record_id\":\"a\",\"revision\":1,\"reporter\":\"US\",\"origin\":\"CN\","
                + "\"commodity_code\":\"811010\",\"period\":\"2024-12\",\"customs_value_usd\":12.50,"
                + "\"net_weight_kg\":\"3.5\",\"withdrawn\":true,\"note\":{\"by\":[1,2]}}";

        assertThat(FeedItems.rows(feed(line)).get(0))
                .hasToString("RawImport[dataset=acme record_id=a revision=1 reporter=US origin=CN commodity_code=811010"
                        + " period=2024-12 customs_value_usd=12.50 net_weight_kg=3.5 withdrawn=true]");
    }

    @ParameterizedTest
    @CsvSource({"0.1", "12345678901234567.89", "1e3", "100000000000000000000000000000.5"})
    void numbersKeepEveryDigit(String number) {
        assertThat(FeedItems.rows(feed("{\"customs_value_usd\":" + number + "}"))
                        .get(0)
                        .get(ImportField.CUSTOMS_VALUE_USD))
                .isEqualTo(number);
    }

    @Test
    void nullIsAbsent() {
        assertThat(FeedItems.rows(feed("{\"net_weight_kg\":null}")).get(0).lacks(ImportField.NET_WEIGHT_KG))
                .isTrue();
    }

    @Test
    void aLineThatCannotBeReadIsRejectedWithItsBytesAndTheRestIsRead() {
        List<FeedItem> items = FeedItems.of(feed(row("a") + "{\"record_id\":\n" + "\n" + row("b")));

        assertThat(seen(items)).extracting(Seen::line).containsExactly(1L, 2L, 4L);
        assertThat(seen(items)).extracting(Seen::what).startsWith("a").endsWith("b");
        assertThat(source(items.get(1)).raw()).asString(UTF_8).isEqualTo("{\"record_id\":");
        assertThat(seen(items).get(1).what())
                .startsWith("unreadable-json: Unexpected end-of-input")
                .endsWith("; expected one JSON object a line");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1]                              | no JSON object; expected one, complete, on each line
            {} {}                            | something after the JSON object; expected one object a line
            {"period":{"year":2024}}         | period is an object or array; expected a text or number
            {"period":"2024","period":"2023"} | Duplicate field 'period' (column 26); expected one JSON object a line
            """)
    void aLineThatIsNotOnePlainObjectIsRejected(String line, String message) {
        assertThat(seen(FeedItems.of(feed(line)))).containsExactly(new Seen(1, "unreadable-json: " + message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"customs_value_usd":  | 1 | 1001  | Number value length (1001) exceeds the maximum allowed (1000)
            {"revision":0.         | 1 | 1001  | Number value length (1001) exceeds the maximum allowed (1000)
            {"other":              | [ | 1001  | Document nesting depth (1001) exceeds the maximum allowed (1000)
            {"                     | n | 50001 | Name length (50001) exceeds the maximum allowed (50000)
            """)
    void aLineBeyondALimitOfTheParserIsRejected(String begin, String repeated, int times, String message) {
        String line = begin + repeated.repeat(times) + (repeated.equals("n") ? "\":1}" : "}");

        assertThat(seen(FeedItems.of(feed(line))))
                .containsExactly(new Seen(1, "unreadable-json: " + message + "; expected one JSON object a line"));
    }

    @Test
    void fieldsMayHaveOtherNamesAndBeSetForTheWholeFile() {
        ColumnNames names = ColumnNames.of(Map.of("customs_value_usd", "value"), Map.of("dataset", "acme"), false);
        Feed feed = new JsonlFeed(InputFile.of("-", new ByteArrayInputStream("{\"value\":1}".getBytes(UTF_8))), names);

        assertThat(FeedItems.rows(feed).get(0)).hasToString("RawImport[dataset=acme customs_value_usd=1]");
    }

    @Test
    void aCompressedFileResumesFromEveryCursor(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 20; i++) {
                gzip.write((row("ä" + i) + (i % 3 == 0 ? "{\n\n" : "")).getBytes(UTF_8));
            }
        }
        Path file = Files.write(folder.resolve("imports.jsonl.gz"), packed.toByteArray());
        Feed feed = new JsonlFeed(InputFile.of(file.toString()));
        List<FeedItem> all = FeedItems.of(feed);

        for (int taken = 1; taken <= all.size(); taken++) {
            assertThat(seen(FeedItems.of(feed, Optional.of(all.get(taken - 1).cursor()))))
                    .isEqualTo(seen(all).subList(taken, all.size()));
        }
    }
}
