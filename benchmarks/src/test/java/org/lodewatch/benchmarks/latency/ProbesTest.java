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

class ProbesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Probes probes = new Probes(Catalogue.bundled(), List.of("US", "JP"), YearMonth.of(2025, 12));

    @Test
    void thereIsNoAlertBeforeTheFirstProbe() {
        BatchRecount batch = after(0);

        assertThat(batch.alerts(List.of(Probes.policy()))).isEmpty();
    }

    @Test
    void aProbeRaisesAnAlertAndTheNextOfItsBookResolvesIt() {
        Map<String, ExpectedAlert> once = after(probes.books()).alerts(List.of(Probes.policy()));
        Map<String, ExpectedAlert> twice = after(2L * probes.books() - 3).alerts(List.of(Probes.policy()));

        assertThat(once).hasSize(probes.books());
        assertThat(twice).hasSize(3);
        assertThat(once.keySet()).allMatch(id -> probes.ofAlert(id, 1).isPresent());
    }

    @Test
    void sharesIdentifyTheProbeThatCausedThem() {
        long newest = 3L * probes.books() + 1;

        Map<String, MineralShares> shares = after(newest + 1).shares();

        Map<Long, String> shown = new HashMap<>();
        shares.forEach((key, published) ->
                probes.ofShares(key, published.getTotalValueCents()).ifPresent(probe -> shown.put(probe, key)));
        assertThat(shown).hasSize(probes.books()).containsKey(newest).containsKey(newest - probes.books() + 1);
    }

    @Test
    void sharesBeforeTheFirstProbeAndOfOtherBooksIdentifyNone() {
        Map<String, MineralShares> shares = after(0).shares();

        assertThat(shares)
                .isNotEmpty()
                .allSatisfy((key, published) -> assertThat(probes.ofShares(key, published.getTotalValueCents()))
                        .isEmpty());
        assertThat(probes.ofShares("us-census/US/cobalt@2025-12", 5)).isEmpty();
        assertThat(probes.ofAlert("single-source/us-census/US/cobalt/CN", 1)).isEmpty();
        assertThat(probes.ofRecord("line-7", 1)).isEmpty();
    }

    @Test
    void aRecordIdentifiesItsProbe() {
        ImportRow row = probes.row(2L * probes.books() + 5);

        assertThat(probes.ofRecord(row.recordId(), row.revision())).isEqualTo(OptionalLong.of(2L * probes.books() + 5));
    }

    /** A plain batch over the first probes. */
    private BatchRecount after(long count) {
        Serde<SpecificRecord> values = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
        BatchRecount batch = new BatchRecount(
                value -> values.deserializer().deserialize("", value), Catalogue.bundled(), WindowRule.DEFAULT, 1);
        Stream.concat(probes.before().stream(), LongStream.range(0, count).mapToObj(probes::row))
                .forEach(row -> batch.add(
                        0,
                        row.recordId().getBytes(UTF_8),
                        values.serializer().serialize("", row.publishedAt(NOW, false))));
        return batch;
    }
}
