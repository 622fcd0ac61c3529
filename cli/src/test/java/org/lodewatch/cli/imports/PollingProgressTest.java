package org.lodewatch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.RunCounts;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.RejectionReason;

class PollingProgressTest {

    private final StringWriter printed = new StringWriter();
    private final ProgressLine line =
            new ProgressLine(Screen.plain(new PrintWriter(printed, true), new PrintWriter(printed, true)));
    private final Clock clock = Clock.fixed(Instant.parse("2026-07-03T13:05:00Z"), ZoneOffset.UTC);

    private static FeedReport report(long published, long withdrawn, int periods) {
        return new FeedReport(false, published, withdrawn, new TreeMap<>(Map.of()), periods, new RunCounts());
    }

    @Test
    void eachPollIsReportedOnce() {
        PollingProgress progress =
                new PollingProgress("us-census", true, line, FeedPort.closed(), clock, Catalogue.bundled());

        progress.caughtUp(report(0, 0, 0));
        progress.caughtUp(report(0, 0, 0));
        progress.caughtUp(report(10, 0, 1));
        progress.caughtUp(report(13, 2, 1));

        assertThat(printed.toString().lines())
                .containsExactly(
                        "2026-07-03 13:05  us-census: nothing new",
                        "2026-07-03 13:05  us-census: 10 rows published, none rejected; 1 period declared complete",
                        "2026-07-03 13:05  us-census: 3 rows published (2 withdrawals), none rejected;"
                                + " 0 periods declared complete");
    }

    @Test
    void theFirstRejectedRowsAreShown() {
        PollingProgress progress =
                new PollingProgress("us-census", false, line, FeedPort.closed(), clock, Catalogue.bundled());

        for (int i = 0; i < 30; i++) {
            progress.rejected(new FeedItem.Rejected(
                    RejectionReason.DOES_NOT_ADD_UP,
                    "8110 of 2026-05: " + i,
                    new SourceLine("a", 1, new byte[0]),
                    "c"));
        }

        assertThat(printed.toString().lines()).hasSize(20).startsWith("not used: 8110 of 2026-05: 0");
    }
}
