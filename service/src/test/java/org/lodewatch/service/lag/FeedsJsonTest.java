package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.values.ReleaseDelay;
import org.lodewatch.service.lag.FeedsJson.PeriodAgeJson;
import org.lodewatch.service.lag.FeedsJson.RhythmJson;

class FeedsJsonTest {

    private static LagReport report(Instant now, String feed, String period, DatasetAge dataset) {
        return new LagReport(
                now,
                Optional.empty(),
                List.of(),
                List.of(new FeedAge(feed, now.minusSeconds(60), 7, 1, List.of(new EventTime("d", "US", period)))),
                List.of(dataset),
                List.of());
    }

    private static DatasetAge dataset(String period, int step, Optional<ObservedDelay> observed) {
        return new DatasetAge(new EventTime("d", "US", period), step, observed);
    }

    // May ends on the 31st: its figures come from 3 to 15 July.
    @ParameterizedTest
    @CsvSource({
        "2026-07-02T23:59:59Z, not-yet, 0",
        "2026-07-03T00:00:00Z, expected, 0",
        "2026-07-15T23:59:59Z, expected, 0",
        "2026-07-16T00:00:00Z, late, 1",
        "2026-07-18T12:00:00Z, late, 3",
    })
    void aFeedOfTheCensusBureauIsLateAfterItsDocumentedDelay(Instant now, String state, long days) {
        FeedsJson feeds =
                FeedsJson.of(report(now, "census:us-census", "2026-04", dataset("2026-04", 1, Optional.empty())), 10);

        RhythmJson usual = feeds.feeds().get(0).newest().get(0).usual();
        assertThat(usual.state()).isEqualTo(state);
        assertThat(usual.daysLate()).isEqualTo(days);
        assertThat(usual.source()).isEqualTo("documented");
        assertThat(usual.nextPeriod()).isEqualTo("2026-05");
        assertThat(usual.expectedFrom()).isEqualTo("2026-07-03");
        assertThat(usual.expectedBy()).isEqualTo("2026-07-15");
        assertThat(feeds.datasets().get(0).newest().usual()).isEqualTo(usual);
        assertThat(feeds.datasets().get(0).feeds()).containsExactly("census:us-census");
    }

    @Test
    void whatTheLogShowsIsUsedWhereNothingIsDocumented() {
        ObservedDelay seen = new ObservedDelay(new ReleaseDelay(10, 12), 4);
        FeedsJson feeds = FeedsJson.of(
                report(
                        Instant.parse("2027-01-13T00:00:00Z"),
                        "csv:a.csv",
                        "2025",
                        dataset("2025-12", 12, Optional.of(seen))),
                10);

        RhythmJson ofFeed = feeds.feeds().get(0).newest().get(0).usual();
        assertThat(ofFeed.source()).isEqualTo("observed");
        assertThat(ofFeed.observedPeriods()).isEqualTo(4);
        assertThat(ofFeed.nextPeriod()).isEqualTo("2026");
        assertThat(ofFeed.daysLate()).isEqualTo(1);
        assertThat(feeds.datasets().get(0).newest().usual().nextPeriod()).isEqualTo("2026-12");
    }

    @Test
    void withoutARhythmTheReasonIsSaid() {
        PeriodAgeJson newest = FeedsJson.of(
                        report(
                                Instant.parse("2026-07-01T00:00:00Z"),
                                "csv:a.csv",
                                "2026-04",
                                dataset("2026-04", 1, Optional.empty())),
                        10)
                .datasets()
                .get(0)
                .newest();

        assertThat(newest.usual()).isNull();
        assertThat(newest.usualAbsence()).contains("fewer than three");
    }

    @Test
    void feedsBeyondTheLimitAreCounted() {
        FeedsJson feeds = FeedsJson.of(
                report(Instant.parse("2026-07-01T00:00:00Z"), "a", "2026-04", dataset("2026-04", 1, Optional.empty())),
                0);

        assertThat(feeds.feeds()).isEmpty();
        assertThat(feeds.moreFeeds()).isEqualTo(1);
    }
}
