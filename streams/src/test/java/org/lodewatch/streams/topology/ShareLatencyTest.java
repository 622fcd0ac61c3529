package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.DependencePolicy;

/** The latency of shares and alerts is measured from the publication of the import. */
class ShareLatencyTest {

    private static final BookKey BOOK = new BookKey("us-census", "US", "bismuth");
    private static final Instant PUBLISHED = Instant.parse("2026-06-07T12:00:00Z");
    private static final String BISMUTH = "810610";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ShareLatency latency = new ShareLatency(Catalogue.bundled(), meters);

    private static Timer timer(MeterRegistry meters, String to) {
        return meters.get("lodewatch.latency").tag("to", to).timer();
    }

    private static BookPartial partial(Instant newestImportAt) {
        return new BookPartial(
                0, 1L, BOOK.dataset(), BOOK.reporter(), BOOK.mineral(), List.of(), newestImportAt, false, false);
    }

    @Test
    void anImportIsMeasuredOnceFromTheNewestOne() {
        latency.add(partial(PUBLISHED));
        latency.add(partial(PUBLISHED.minusSeconds(60)));
        latency.add(partial(null));

        assertThat(latency.newestImportAt(BOOK)).contains(PUBLISHED);
        latency.published(BOOK, PUBLISHED.plusSeconds(2).toEpochMilli());
        latency.published(BOOK, PUBLISHED.plusSeconds(100).toEpochMilli());

        assertThat(timer(meters, "shares").count()).isEqualTo(1);
        assertThat(timer(meters, "shares").totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void anImportIsMeasuredInTheBookOfItsFormAndInThatOfTheMineral() {
        latency.add(new BookPartial(0, 1L, "us-census", "US", "titanium-sponge", List.of(), PUBLISHED, false, false));

        assertThat(latency.newestImportAt(new BookKey("us-census", "US", "titanium-sponge")))
                .contains(PUBLISHED);
        assertThat(latency.newestImportAt(new BookKey("us-census", "US", "titanium")))
                .contains(PUBLISHED);
    }

    @Test
    void anImportThatChangedNothingIsNotMeasuredByALaterChange() {
        latency.add(partial(PUBLISHED));

        latency.retain(Set.of());
        latency.published(BOOK, PUBLISHED.plusSeconds(3_600).toEpochMilli());

        assertThat(timer(meters, "shares").count()).isZero();
    }

    @Test
    void theTopologyMeasuresFromTheImportToTheShareAndTheAlert() {
        try (TopologyRig rig = new TopologyRig()) {
            rig.policy(DependencePolicy.newBuilder(Policies.initial().get(0)).build());
            rig.year(2024, "BE", BISMUTH, 1_000_000, 1);
            rig.year(2024, "CN", BISMUTH, 1, 1);
            rig.completeTo("2024-12");
            rig.settle();
            assertThat(rig.newAlerts()).isNotEmpty();
            long shares = timer(rig.meters, "shares").count();
            long alerts = timer(rig.meters, "alerts").count();
            assertThat(shares).isPositive();
            assertThat(alerts).isPositive();

            rig.line("one more", 1, "CN", BISMUTH, "2024-12", 900_000_000);
            rig.settle();

            assertThat(rig.newAlerts()).isNotEmpty();
            assertThat(timer(rig.meters, "shares").count()).isEqualTo(shares + 1);
            assertThat(timer(rig.meters, "alerts").count()).isGreaterThan(alerts);
            assertThat(timer(rig.meters, "alerts").max(TimeUnit.MILLISECONDS))
                    .isLessThan(Duration.ofSeconds(1).toMillis());
        }
    }
}
