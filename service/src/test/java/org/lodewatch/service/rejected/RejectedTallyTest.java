package org.lodewatch.service.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.serde.WireFormats;

class RejectedTallyTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final RejectedTally tally = new RejectedTally();
    private final RejectedLog unread = new RejectedLog(Map.of(), WireFormats.WITHOUT_REGISTRY, Clock.systemUTC());

    private void row(String feed, String reason, int second) {
        tally.add(new RejectedRecord(
                NOW.plusSeconds(second),
                feed,
                Optional.empty(),
                "a.csv",
                OptionalInt.empty(),
                "" + second,
                reason,
                "why",
                "row"));
    }

    private void record(String dataset, String reason, int second) {
        tally.add(new RejectedRecord(
                NOW.plusSeconds(second),
                "",
                Optional.of(dataset),
                "customs-imports",
                OptionalInt.of(3),
                "" + second,
                reason,
                "why",
                "x".repeat(10_000)));
    }

    private RejectedJson answer(Optional<String> dataset, Optional<String> reason, int limit) {
        return RejectedJson.of(
                unread, tally, feed -> feed.equals("csv:a.csv") ? List.of("acme") : List.of(), dataset, reason, limit);
    }

    private RejectedJson.RejectedReasonJson first(Optional<String> dataset) {
        return answer(dataset, Optional.empty(), 3).reasons().get(0);
    }

    @Test
    void rowsAreCountedByReasonTheMostFrequentFirst() {
        row("csv:a.csv", "unknown-country", 1);
        row("csv:a.csv", "invalid-period", 2);
        record("own", "invalid-period", 4);
        record("own", "invalid-period", 3);

        RejectedJson all = answer(Optional.empty(), Optional.empty(), 2);

        assertThat(all.rows()).isEqualTo(4);
        assertThat(all.reasons())
                .extracting(RejectedJson.RejectedReasonJson::reason)
                .containsExactly("invalid-period", "unknown-country");
        RejectedJson.RejectedReasonJson periods = all.reasons().get(0);
        assertThat(periods.first()).isEqualTo("2026-06-07T12:00:02Z");
        assertThat(periods.last()).isEqualTo("2026-06-07T12:00:04Z");
        assertThat(periods.sources())
                .extracting(RejectedJson.RejectedSourceJson::source)
                .containsExactly("customs-imports", "csv:a.csv");
        assertThat(periods.examples()).extracting(RejectedRowJson::offset).containsExactly(4L, 3L);
    }

    @Test
    void aDatasetIsThatOfTheMessageOrOfItsFeed() {
        row("csv:a.csv", "invalid-period", 1);
        row("csv:b.csv", "invalid-period", 2);
        record("own", "invalid-period", 3);

        assertThat(first(Optional.of("acme")).rows()).isEqualTo(1);
        assertThat(first(Optional.of("own")).rows()).isEqualTo(1);
        assertThat(first(Optional.empty()).rows()).isEqualTo(3);
        assertThat(answer(Optional.of("other"), Optional.empty(), 3).reasons()).isEmpty();
        assertThat(answer(Optional.empty(), Optional.of("missing-key"), 3).reasons())
                .isEmpty();
    }

    @Test
    void onlyTheNewestAreKeptOfASource() {
        for (int second = 0; second < 100; second++) {
            record("own", "invalid-period", second);
        }

        assertThat(answer(Optional.empty(), Optional.empty(), 999)
                        .reasons()
                        .get(0)
                        .examples())
                .hasSize(RejectedTally.KEPT)
                .allSatisfy(row -> assertThat(row.row()).hasSizeLessThan(600))
                .extracting(RejectedRowJson::offset)
                .startsWith(99L);
    }

    @Test
    void sourcesBeyondALimitAreCountedTogether() {
        for (int file = 0; file < 2_000; file++) {
            row("csv:%d.csv".formatted(file), "invalid-period", file);
        }

        RejectedJson.RejectedReasonJson reason = first(Optional.empty());

        assertThat(reason.rows()).isEqualTo(2_000);
        assertThat(reason.sources()).hasSizeLessThan(510);
        assertThat(reason.sources().get(0).source()).isEqualTo("other sources");
        assertThat(reason.examples().get(0).feed()).isEqualTo("csv:1999.csv");
    }
}
