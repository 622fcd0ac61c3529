package org.lodewatch.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.batch.ExpectedAlert;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

class TriggersTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Triggers triggers = new Triggers(Catalogue.bundled(), List.of("US", "JP"), YearMonth.of(2025, 12));

    @Test
    void beforeTheFirstTriggerNoAlertStands() {
        BatchRecount batch = after(0);

        assertThat(batch.alerts(List.of(Triggers.policy()))).isEmpty();
    }

    @Test
    void aTriggerRaisesAnAlertAndTheNextOfItsBookResolvesIt() {
        Map<String, ExpectedAlert> once = after(triggers.books()).alerts(List.of(Triggers.policy()));
        Map<String, ExpectedAlert> twice = after(2L * triggers.books() - 3).alerts(List.of(Triggers.policy()));

        assertThat(once).hasSize(triggers.books());
        assertThat(twice).hasSize(3);
        assertThat(once.keySet()).allMatch(id -> triggers.ofAlert(id, 1).isPresent());
    }

    @Test
    void sharesShowTheTriggerThatTheyCameOf() {
        long newest = 3L * triggers.books() + 1;

        Map<String, MineralShares> shares = after(newest + 1).shares();

        Map<Long, String> shown = new HashMap<>();
        shares.forEach((key, picture) ->
                triggers.ofShares(key, picture.getTotalValueCents()).ifPresent(trigger -> shown.put(trigger, key)));
        assertThat(shown).hasSize(triggers.books()).containsKey(newest).containsKey(newest - triggers.books() + 1);
    }

    @Test
    void sharesOfBeforeTheFirstTriggerAndOfOtherBooksCameOfNone() {
        Map<String, MineralShares> shares = after(0).shares();

        assertThat(shares)
                .isNotEmpty()
                .allSatisfy((key, picture) -> assertThat(triggers.ofShares(key, picture.getTotalValueCents()))
                        .isEmpty());
        assertThat(triggers.ofShares("us-census/US/cobalt@2025-12", 5)).isEmpty();
        assertThat(triggers.ofAlert("single-source/us-census/US/cobalt/CN", 1)).isEmpty();
        assertThat(triggers.ofRecord("line-7", 1)).isEmpty();
    }

    @Test
    void aRecordShowsWhichTriggerItIs() {
        ImportRow row = triggers.row(2L * triggers.books() + 5);

        assertThat(triggers.ofRecord(row.recordId(), row.revision()))
                .isEqualTo(OptionalLong.of(2L * triggers.books() + 5));
    }

    /** What a plain batch makes of the first triggers. */
    private BatchRecount after(long count) {
        Serde<SpecificRecord> values = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
        BatchRecount batch = new BatchRecount(
                value -> values.deserializer().deserialize("", value), Catalogue.bundled(), WindowRule.DEFAULT, 1);
        Stream.concat(triggers.before().stream(), LongStream.range(0, count).mapToObj(triggers::row))
                .forEach(row -> batch.add(
                        0,
                        row.recordId().getBytes(UTF_8),
                        values.serializer().serialize("", row.publishedAt(NOW, false))));
        return batch;
    }
}
