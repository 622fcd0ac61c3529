package org.lodewatch.streams.partials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
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
        CustomsImport line = CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(1)
                .setReporter("US")
                .setOrigin(origin)
                .setCommodityCode("810610")
                .setPeriod(period)
                .setCustomsValueCents(100)
                .setPublishedAt(PUBLISHED)
                .build();
        ledger.apply(id.getBytes(UTF_8), IMPORTS.serializer().serialize(Topics.CUSTOMS_IMPORTS.name(), line));
    }

    @Test
    void everythingIsWrittenBetweenABeginAndAnEnd() {
        line("a", "CN", "2024-11");
        line("b", "BE", "2024-12");

        writer.writeAll(12, "basis", PUBLISHED, written::put);

        assertThat(written.keySet()).containsExactly("begin#3", "us-census/US#3", "us-census/US/bismuth#3", "end#3");
        assertThat(written.get("begin#3")).isEqualTo(new PartialsBegin(3, 100L, 12, "basis"));
        assertThat(written.get("end#3")).isEqualTo(new PartialsEnd(3, 100L));
        BookPartial book = (BookPartial) written.get("us-census/US/bismuth#3");
        assertThat(book.getWhole()).isTrue();
        assertThat(book.getMonths()).hasSize(2);
        assertThat(book.getNewestImportAt()).isEqualTo(PUBLISHED);
    }

    @Test
    void aChangeIsWrittenOnce() {
        line("a", "CN", "2024-12");
        writer.writeAll(12, "basis", null, (key, message) -> {});
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
        writer.writeAll(12, "basis", null, (key, message) -> {});
        line("b", "CN", "2024-12");

        writer.writeChanges(null, written::put);

        assertThat(written.keySet()).containsExactly("us-census/US/bismuth#3", "us-census/US#3");
    }
}
