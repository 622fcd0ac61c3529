package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRecordsTest {

    private record Cut(long line, String text) {}

    private static TextRecords quoted(String text) {
        return TextRecords.quoted(new ByteArrayInputStream(text.getBytes(UTF_8)), ',');
    }

    private static List<Cut> rest(TextRecords records) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        for (Optional<TextRecords.TextRecord> next = records.next(); next.isPresent(); next = records.next()) {
            cuts.add(new Cut(next.get().line(), new String(next.get().bytes(), UTF_8)));
        }
        return cuts;
    }

    @Test
    void linesEndWithOrWithoutCarriageReturnAndTheLastWithNeither() throws IOException {
        assertThat(rest(quoted("a\nb\r\n\nc")))
                .containsExactly(new Cut(1, "a"), new Cut(2, "b"), new Cut(3, ""), new Cut(4, "c"));
    }

    @Test
    void aLineEndInQuotesDoesNotEndTheRecordAndStillCountsAsALine() throws IOException {
        assertThat(rest(quoted("\"a\n\"\"b\"\"\r\nc\",d\ne\n")))
                .containsExactly(new Cut(1, "\"a\n\"\"b\"\"\r\nc\",d"), new Cut(4, "e"));
    }

    @Test
    void aQuoteInsideAPlainFieldIsAPlainCharacter() throws IOException {
        assertThat(rest(quoted("5\" pipe,1\nb\n"))).containsExactly(new Cut(1, "5\" pipe,1"), new Cut(2, "b"));
    }

    @Test
    void aQuoteThatIsNeverClosedEndsWithItsLine() throws IOException {
        assertThat(rest(quoted("a\n\"b,1\nc\nd")))
                .containsExactly(new Cut(1, "a"), new Cut(2, "\"b,1"), new Cut(3, "c"), new Cut(4, "d"));
    }

    @Test
    void aQuoteThatIsNotClosedWithinTheLongestRecordEndsWithItsLine() throws IOException {
        String many = "some,good,line\n".repeat(10_000);

        List<Cut> cuts = rest(quoted("\"b,1\n" + many));

        assertThat(cuts).hasSize(10_001).startsWith(new Cut(1, "\"b,1"), new Cut(2, "some,good,line"));
    }

    @Test
    void theFirstLineOfARecordCanBeReadAlone() throws IOException {
        TextRecords records = quoted("\"a\nb\"\nc\n");
        records.next();

        TextRecords.TextRecord first = records.firstLine();

        assertThat(new String(first.bytes(), UTF_8)).isEqualTo("\"a");
        assertThat(rest(records)).containsExactly(new Cut(2, "b\""), new Cut(3, "c"));
    }

    @Test
    void aLineThatIsTooLongIsTruncatedAndTheNextIsWhole() throws IOException {
        TextRecords records = quoted("x".repeat(300_000) + "\nb\n");

        TextRecords.TextRecord first = records.next().orElseThrow();

        assertThat(first.tooLong()).isTrue();
        assertThat(first.bytes()).hasSize(TextRecords.MAX_LENGTH);
        assertThat(records.offset()).isEqualTo(300_001);
        assertThat(rest(records)).containsExactly(new Cut(2, "b"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readingResumesAtAnyRecord(long seed) throws IOException {
        Random random = new Random(seed);
        String text = random.ints(60_000, 0, 8)
                .mapToObj(i ->
                        List.of("a", "b", ",", "\"", "\n", "\r\n", "ä", ",\"").get(i))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
        List<Cut> all = rest(quoted(text));
        TextRecords whole = quoted(text);

        for (int taken = 0; taken < all.size(); taken++) {
            if (taken % 997 == 0) {
                TextRecords resumed = quoted(text);
                resumed.next();
                if (taken > 0) {
                    resumed.skipTo(whole.offset(), whole.line());
                    assertThat(rest(resumed))
                            .as("seed %d, record %d", seed, taken)
                            .isEqualTo(all.subList(taken, all.size()));
                }
            }
            whole.next();
        }
        assertThat(whole.offset()).isEqualTo(text.getBytes(UTF_8).length);
    }
}
