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

/** The office as the feed that it is part of. */
class CensusFeedTest {

    private static final String CODE = "8110100000";
    private static final String CHINA = "5700";

    private CensusTrial trial;
    private CensusStub stub;
    private PollingFeed feed;

    @BeforeEach
    void start(@TempDir Path folder) {
        trial = new CensusTrial(folder);
        stub = trial.stub;
        feed = new PollingFeed(trial.office("7403", "8110"), Following.NOT);
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void aSecondRunAsksForReleasesAlone() {
        stub.publish("2026-06-09", Trade.of(CODE, "2026-03", CHINA, 5), Trade.of(CODE, "2026-04", CHINA, 5));
        List<FeedItem> first = FeedItems.of(feed);
        assertThat(told(first))
                .containsExactly(
                        "20260609000000 us-census/US/2026-03/7403 0",
                        "20260609000000 us-census/US/2026-04/7403 0",
                        "20260609000000 us-census/US/2026-03/8110 1",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "2026-03 complete",
                        "2026-04 complete");
        stub.forgetAsked();

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(told(second)).isEmpty();
        assertThat(trial.asked()).containsExactly("HS2  from 2025-01 to 2026-07");
    }

    @Test
    void theYearlyRevisionHasEveryMonthReadAgain() {
        stub.publish("2026-06-09", Trade.of(CODE, "2026-03", CHINA, 5), Trade.of(CODE, "2026-04", CHINA, 5));
        List<FeedItem> first = FeedItems.of(feed);
        stub.publish("2026-07-07", Trade.of(CODE, "2026-03", CHINA, 6), Trade.of(CODE, "2026-05", CHINA, 5));

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(told(second))
                .contains(
                        "20260707000000 us-census/US/2026-03/8110 1",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "20260707000000 us-census/US/2026-05/8110 1")
                .endsWith("2026-03 complete", "2026-04 complete", "2026-05 complete");
    }

    @Test
    void aMonthThatCannotBeBelievedIsReadAgainByItself() {
        stub.publish(
                "2026-06-09",
                Trade.of(CODE, "2026-03", CHINA, 5),
                Trade.of(CODE, "2026-04", CHINA, 5).showing("GEN_VAL_MO", "4"));
        List<FeedItem> first = FeedItems.of(feed);
        assertThat(told(first))
                .contains("2026-03 complete", "rejected does-not-add-up")
                .doesNotContain("2026-04 complete");
        stub.publish("2026-06-09", Trade.of(CODE, "2026-04", CHINA, 5));
        stub.forgetAsked();

        List<FeedItem> second = FeedItems.of(feed, cursor(first));

        assertThat(told(second))
                .containsExactly(
                        "20260609000000 us-census/US/2026-04/7403 0",
                        "20260609000000 us-census/US/2026-04/8110 1",
                        "2026-04 complete");
    }

    private static Optional<String> cursor(List<FeedItem> items) {
        return Optional.of(items.get(items.size() - 1).cursor());
    }

    private static List<String> told(List<FeedItem> items) {
        return items.stream()
                .filter(item -> !(item instanceof FeedItem.CaughtUp))
                .map(CensusFeedTest::told)
                .toList();
    }

    private static String told(FeedItem item) {
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
        return ((FeedItem.Complete) item).period() + " complete";
    }
}
