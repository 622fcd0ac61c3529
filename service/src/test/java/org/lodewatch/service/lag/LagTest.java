package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.service.Json;

class LagTest {

    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final GroupMember MEMBER = new GroupMember("c", "h", List.of());

    private static Lag lag(long records, long seconds) {
        return new Lag(OptionalLong.of(records), true, Optional.of(Duration.ofSeconds(seconds)));
    }

    private static PartitionLag partition(int number, Lag lag, LagStatus status) {
        return new PartitionLag(
                "imports",
                number,
                OptionalLong.of(1),
                OptionalLong.of(0),
                OptionalLong.of(9),
                lag,
                OptionalDouble.of(2.04),
                status);
    }

    private static LagReport report(PartitionLag... partitions) {
        return new LagReport(
                NOW,
                Optional.empty(),
                List.of(new GroupLag(
                        "lodewatch",
                        "classic",
                        List.of(MEMBER),
                        List.of(new TopicLag("imports", List.of(partitions))))),
                List.of(new FeedAge(
                        "census", NOW.minusSeconds(90), 7, 1, List.of(new EventTime("us-census", "US", "2026-04")))),
                List.of(new DatasetAge(new EventTime("us-census-annual", "US", "2025"), 12, Optional.empty())),
                List.of());
    }

    @Test
    void aTotalAddsRecordsAndTakesTheGreatestAge() {
        assertThat(Lag.total(Stream.of(lag(3, 10), lag(4, 2)))).isEqualTo(lag(7, 10));
        assertThat(Lag.total(Stream.empty())).isEqualTo(Lag.NONE);
    }

    @Test
    void aTotalIsUnknownOrEstimatedIfAPartIs() {
        Lag estimate = new Lag(OptionalLong.of(5), false, Optional.of(Duration.ofSeconds(1)));

        assertThat(Lag.total(Stream.of(lag(3, 10), Lag.UNKNOWN)).records()).isEmpty();
        assertThat(Lag.total(Stream.of(Lag.UNKNOWN, lag(3, 10))).age()).isEmpty();
        assertThat(Lag.total(Stream.of(lag(3, 10), estimate)))
                .isEqualTo(new Lag(OptionalLong.of(8), false, Optional.of(Duration.ofSeconds(10))));
    }

    /** A group in the middle of its first rebalance, or one whose topic does not exist. */
    @Test
    void theLagOfAGroupThatReadsNothingIsUnknown() {
        GroupLag group = new GroupLag("desk", "classic", List.of(MEMBER), List.of());

        assertThat(group.lag()).isEqualTo(Lag.UNKNOWN);
        assertThat(group.status()).isEqualTo(LagStatus.UNKNOWN);
    }

    @Test
    void theStatusIsTheWorstOfAll() {
        assertThat(LagStatus.worst(Stream.of(LagStatus.OK, LagStatus.STALL, LagStatus.WARN)))
                .isEqualTo(LagStatus.STALL);
        assertThat(LagStatus.worst(Stream.of(LagStatus.UNKNOWN, LagStatus.OK))).isEqualTo(LagStatus.UNKNOWN);
        assertThat(LagStatus.worst(Stream.empty())).isEqualTo(LagStatus.OK);
    }

    @Test
    void eventTimeIsBehindFromTheEndOfItsPeriod() {
        assertThat(new EventTime("d", "US", "2026-04").behind(NOW)).isEqualTo(Duration.ofHours(61 * 24 + 12));
        assertThat(new EventTime("d", "US", "2025").behind(NOW)).isEqualTo(Duration.ofHours(181 * 24 + 12));
        assertThat(new EventTime("d", "US", "2026-07").behind(NOW)).isZero();
    }

    @Test
    void afterAFailureEveryLagIsUnknown() {
        LagReport gone = report(partition(0, lag(3, 10), LagStatus.OK)).unknown(NOW.plusSeconds(5), "no answer");

        assertThat(gone.status()).isEqualTo(LagStatus.UNKNOWN);
        assertThat(gone.groups().get(0).lag()).isEqualTo(Lag.UNKNOWN);
        assertThat(gone.failure()).hasValue("no answer");
    }

    /** The lag of the groups does not count what is behind it. */
    @Test
    void aPartitionThatIsHeldBackIsAStallAlthoughTheGroupsHaveNoLag() {
        LagReport well = report(partition(0, Lag.NONE, LagStatus.OK));
        OpenTransaction open =
                new OpenTransaction("imports", 0, 9, 4, OptionalLong.empty(), Optional.of(NOW.minusSeconds(90)));

        LagReport held =
                new LagReport(NOW, Optional.empty(), well.groups(), well.feeds(), well.datasets(), List.of(open));

        assertThat(well.status()).isEqualTo(LagStatus.OK);
        assertThat(held.status()).isEqualTo(LagStatus.STALL);
    }

    @Test
    void asJsonUnknownIsNullAndAnEstimateIsNotExact() {
        assertThat(Json.line(LagJson.of(
                        report(partition(0, lag(3, 10), LagStatus.OK), partition(1, Lag.UNKNOWN, LagStatus.UNKNOWN)))))
                .isEqualTo("{\"at\":\"2026-07-01T12:00:00Z\",\"status\":\"UNKNOWN\",\"trouble\":null,\"groups\":["
                        + "{\"group\":\"lodewatch\",\"protocol\":\"classic\",\"members\":1,\"status\":\"UNKNOWN\","
                        + "\"records\":null,\"exact\":false,\"seconds\":null,\"topics\":[{\"topic\":\"imports\","
                        + "\"status\":\"UNKNOWN\",\"records\":null,\"exact\":false,\"seconds\":null,\"offsetsPerSecond\":4.1,"
                        + "\"partitions\":[{\"partition\":0,\"committed\":1,\"start\":0,\"end\":9,\"status\":\"OK\","
                        + "\"records\":3,\"exact\":true,\"seconds\":10.0,\"offsetsPerSecond\":2.0},{\"partition\":1,"
                        + "\"committed\":1,\"start\":0,\"end\":9,\"status\":\"UNKNOWN\",\"records\":null,\"exact\":false,"
                        + "\"seconds\":null,\"offsetsPerSecond\":2.0}]}]}],\"feeds\":[{\"feed\":\"census\","
                        + "\"lookedAt\":\"2026-07-01T11:58:30Z\",\"secondsSinceLook\":90.0,\"published\":7,\"rejected\":1,"
                        + "\"newest\":[{\"dataset\":\"us-census\",\"reporter\":\"US\",\"period\":\"2026-04\","
                        + "\"secondsBehind\":5313600}]}],\"datasets\":[{\"dataset\":\"us-census-annual\","
                        + "\"reporter\":\"US\",\"period\":\"2025\",\"secondsBehind\":15681600}],\"heldBack\":[]}");
    }
}
