package org.lodewatch.streams.partials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** What is written, by key. When it is written is tested with ReportChanges. */
class PartialsWriterTest {

    private static final Serde<SpecificRecord> IMPORTS =
            Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private static final Instant PUBLISHED = Instant.parse("2026-06-07T12:00:00Z");

    private final ImportLedger ledger = new ImportLedger(
            value -> IMPORTS.deserializer().deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
            Catalogue.bundled(),
            WindowRule.DEFAULT);
    private final PartialsWriter writer = new PartialsWriter(ledger, 3, 100);
    private final Map<String, SpecificRecord> written = new LinkedHashMap<>();

    private void line(String id, String origin, String period) {
        line("US", id, 1, origin, "810610", period);
    }

    private void line(String reporter, String id, int revision, String origin, String code, String period) {
        CustomsImport line = CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(revision)
                .setReporter(reporter)
                .setOrigin(origin)
                .setCommodityCode(code)
                .setPeriod(period)
                .setCustomsValueCents(100)
                .setPublishedAt(PUBLISHED)
                .build();
        ledger.apply(id.getBytes(UTF_8), IMPORTS.serializer().serialize(Topics.CUSTOMS_IMPORTS.name(), line));
    }

    private void writeAll(Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        writer.begin(12, "basis", out);
        assertThat(writer.writeNext(Integer.MAX_VALUE, newestImportAt, out)).isTrue();
    }

    @Test
    void everythingIsWrittenBetweenABeginAndAnEnd() {
        line("a", "CN", "2024-11");
        line("b", "BE", "2024-12");

        writeAll(PUBLISHED, written::put);

        assertThat(written.keySet()).containsExactly("begin#3", "us-census/US/bismuth#3", "us-census/US#3", "end#3");
        assertThat(written.get("begin#3")).isEqualTo(new PartialsBegin(3, 100L, 12, "basis"));
        assertThat(written.get("end#3")).isEqualTo(new PartialsEnd(3, 100L));
        BookPartial book = (BookPartial) written.get("us-census/US/bismuth#3");
        assertThat(book.getWhole()).isTrue();
        assertThat(book.getMonths()).hasSize(2);
        assertThat(book.getNewestImportAt()).isEqualTo(PUBLISHED);
    }

    @Test
    void booksThatChangeBeforeTheEndAreWrittenAgain() {
        List<String> keys = new ArrayList<>();
        line("a", "CN", "2024-11");
        line("US", "b", 1, "JP", "8108200010", "2024-12");
        line("US", "c", 1, "JP", "261400", "2024-12");
        BiConsumer<String, SpecificRecord> out = (key, message) -> {
            keys.add(key);
            written.put(key, message);
        };

        writer.begin(12, "basis", out);
        assertThat(writer.writeNext(1, null, out)).isFalse();
        line("d", "BE", "2024-11");
        line("US", "c", 2, "KR", "261400", "2024-12");
        assertThat(writer.writeNext(1, null, out)).isFalse();
        line("US", "new", 1, "CN", "8112921000", "2024-12");
        assertThat(writer.writeNext(1, null, out)).isTrue();

        assertThat(keys)
                .containsExactly(
                        "begin#3",
                        "us-census/US/bismuth#3",
                        "us-census/US/titanium-sponge#3",
                        "us-census/US/titanium-concentrates#3",
                        "us-census/US/bismuth#3",
                        "us-census/US/gallium#3",
                        "us-census/US#3",
                        "end#3");
        BookPartial bismuth = (BookPartial) written.get("us-census/US/bismuth#3");
        assertThat(bismuth.getWhole()).isTrue();
        assertThat(bismuth.getMonths().get(0).getCountries())
                .extracting(CountryTotals::getCountry)
                .containsExactly("BE", "CN");
        assertThat(((BookPartial) written.get("us-census/US/titanium-concentrates#3"))
                        .getMonths()
                        .get(0)
                        .getCountries())
                .extracting(CountryTotals::getCountry)
                .containsExactly("KR");
        assertThat(writer.writeChanges(null, out)).isFalse();
    }

    @Test
    void aChangeIsWrittenOnce() {
        line("a", "CN", "2024-12");
        writeAll(null, (key, message) -> {});
        assertThat(writer.writeChanges(null, written::put)).isFalse();
        line("b", "BE", "2024-12");

        assertThat(writer.writeChanges(PUBLISHED, written::put)).isTrue();

        assertThat(written.keySet()).containsExactly("us-census/US/bismuth#3");
        BookPartial book = (BookPartial) written.get("us-census/US/bismuth#3");
        assertThat(book.getWhole()).isFalse();
        assertThat(book.getMonths().get(0).getCountries())
                .singleElement()
                .satisfies(country -> assertThat(country.getCountry()).isEqualTo("BE"));
        assertThat(writer.writeChanges(null, written::put)).isFalse();
    }

    @Test
    void aClockFollowsTheBooks() {
        line("a", "CN", "2024-11");
        writeAll(null, (key, message) -> {});
        line("b", "CN", "2024-12");

        writer.writeChanges(null, written::put);

        assertThat(written.keySet()).containsExactly("us-census/US/bismuth#3", "us-census/US#3");
    }

    /** The keys of the messages after which another one of the same dataset and reporter follows. */
    private List<String> followed() {
        return written.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof BookPartial book && book.getMore())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void everyMessageOfAFlushButTheLastSaysThatAnotherFollows() {
        line("US", "a", 1, "JP", "8108200010", "2024-12");
        line("US", "stays", 1, "CN", "810610", "2024-12");
        writeAll(null, written::put);
        assertThat(followed()).isEmpty();
        written.clear();

        line("US", "a", 2, "JP", "261400", "2024-12");
        writer.writeChanges(null, written::put);

        assertThat(written.keySet())
                .containsExactly("us-census/US/titanium-sponge#3", "us-census/US/titanium-concentrates#3");
        assertThat(followed()).containsExactly("us-census/US/titanium-sponge#3");
        written.clear();
        line("US", "a", 3, "JP", "8108200010", "2025-01");
        writer.writeChanges(null, written::put);
        assertThat(written.keySet()).last().isEqualTo("us-census/US#3");
        assertThat(followed())
                .containsExactly("us-census/US/titanium-concentrates#3", "us-census/US/titanium-sponge#3");
    }

    @Test
    void theMessagesOfADatasetAndReporterFollowEachOther() {
        line("US", "a", 1, "JP", "8108200010", "2024-12");
        line("MX", "b", 1, "JP", "8108200010", "2024-12");
        line("US", "stays", 1, "CN", "810610", "2024-12");
        line("MX", "stays too", 1, "CN", "810610", "2024-12");
        writeAll(null, (key, message) -> {});
        line("US", "a", 2, "JP", "261400", "2024-12");
        line("MX", "b", 2, "JP", "261400", "2024-12");

        writer.writeChanges(null, written::put);

        List<String> reporters =
                written.keySet().stream().map(key -> key.split("/")[1]).toList();
        assertThat(reporters).hasSize(4);
        assertThat(reporters.get(0)).isEqualTo(reporters.get(1));
        assertThat(reporters.get(2)).isEqualTo(reporters.get(3)).isNotEqualTo(reporters.get(0));
        assertThat(followed())
                .containsExactlyInAnyOrder("us-census/US/titanium-sponge#3", "us-census/MX/titanium-sponge#3");
    }
}
