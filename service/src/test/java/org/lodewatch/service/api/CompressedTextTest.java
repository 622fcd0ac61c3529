package org.lodewatch.service.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Parts that are compressed one by one are a gzip file together: its reader checks the checksum and the length. */
class CompressedTextTest {

    private static String restored(Stream<String> parts) {
        List<CompressedText> compressed =
                parts.map(part -> CompressedText.of(part.getBytes(UTF_8))).toList();
        return new String(CompressedText.text(CompressedText.gzip(compressed)), UTF_8);
    }

    @Test
    void partsInARowAreTheirTexts() {
        assertThat(restored(Stream.of("[", "{\"a\":1}", ",", "{\"b\":\"é\"}", "]")))
                .isEqualTo("[{\"a\":1},{\"b\":\"é\"}]");
        assertThat(restored(Stream.of("", "one", "", ""))).isEqualTo("one");
        assertThat(restored(Stream.of())).isEmpty();
    }

    @Test
    void partsMayBeOfAnySize() {
        Random random = new Random(7);
        List<String> parts = IntStream.of(1, 8_191, 8_192, 8_193, 300_000)
                .mapToObj(size -> random.ints(size, ' ', '~')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();

        assertThat(restored(parts.stream())).isEqualTo(String.join("", parts));
    }
}
