package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.poll.PollingFeed;
import org.lodewatch.producer.poll.PollingFeed.Following;

/** The source in a polling feed. */
class CensusFeedTest {

    private static final String CODE = "8110100000";
    private static final String CHINA = "5700";

    private CensusFixture fixture;
    private CensusStub stub;
    private PollingFeed feed;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new CensusFixture(folder);
        stub = fixture.stub;
        feed = new PollingFeed(fixture.source("7403", "8110"), Following.NOT);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aSecondRunRequestsOnlyTheReleases() {
        stub.publish("2026-06-09", Trade.of(CODE, "2026-03", CHINA, 5), Trade.of(CODE, "2026-04", CHINA, 5));
        List<FeedItem> first = FeedItems.of(feed);
        assertThat(shown(first))
                .containsExactly(
                        "20260609000000 us-census/US/2026-03/7403 0",
                        "20260609000000 us-census/US/2026-04/7403 0",
                        "20260609000000 us-census/US/2026-03/8110 1",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "2026-03 complete",
                        "2026-04 complete");
        stub.clearRequests();

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(shown(second)).isEmpty();
        assertThat(fixture.requests()).containsExactly("HS2  from 2025-01 to 2026-07");
    }

    @Test
    void afterTheYearlyRevisionEveryMonthIsReadAgain() {
        stub.publish("2026-06-09", Trade.of(CODE, "2026-03", CHINA, 5), Trade.of(CODE, "2026-04", CHINA, 5));
        List<FeedItem> first = FeedItems.of(feed);
        stub.publish("2026-07-07", Trade.of(CODE, "2026-03", CHINA, 6), Trade.of(CODE, "2026-05", CHINA, 5));

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(shown(second))
                .contains(
                        "20260707000000 us-census/US/2026-03/8110 1",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "20260707000000 us-census/US/2026-05/8110 1")
                .endsWith("2026-03 complete", "2026-04 complete", "2026-05 complete");
    }

    @Test
    void onlyAMonthWithAFaultIsReadAgain() {
        stub.publish(
                "2026-06-09",
                Trade.of(CODE, "2026-03", CHINA, 5),
                Trade.of(CODE, "2026-04", CHINA, 5).showing("GEN_VAL_MO", "4"));
        List<FeedItem> first = FeedItems.of(feed);
        assertThat(shown(first))
                .contains("2026-03 complete", "rejected does-not-add-up", "2026-04 incomplete")
                .doesNotContain("2026-04 complete");
        stub.publish("2026-06-09", Trade.of(CODE, "2026-04", CHINA, 5));
        stub.clearRequests();

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(shown(second))
                .containsExactly(
                        "20260609000000 us-census/US/2026-04/7403 0",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "2026-04 complete");
    }

    private static Optional<String> cursor(List<FeedItem> items) {
        return Optional.of(items.get(items.size() - 1).cursor());
    }

    private static List<String> shown(List<FeedItem> items) {
        return items.stream()
                .filter(item -> !(item instanceof FeedItem.CaughtUp))
                .map(CensusFeedTest::shown)
                .toList();
    }

    private static String shown(FeedItem item) {
        if (item instanceof FeedItem.Edition edition) {
            return "%d %s %d"
                    .formatted(
                            edition.vintage(),
                            edition.set().key(),
                            edition.lines().size());
        }
        if (item instanceof FeedItem.Rejected rejected) {
            return "rejected " + rejected.reason();
        }
        if (item instanceof FeedItem.Incomplete incomplete) {
            return incomplete.period() + " incomplete";
        }
        return ((FeedItem.Complete) item).period() + " complete";
    }
}
