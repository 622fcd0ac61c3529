package org.lodewatch.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.backtest.BacktestEpisode;
import org.lodewatch.core.backtest.MovedEpisode;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Severity;

class DifferenceReportTest {

    private static BacktestEpisode episode(int since, int until, Severity gravest) {
        return new BacktestEpisode(
                new BookKey("acme", "US", "cobalt"),
                "CN",
                "China",
                since,
                until == 0 ? OptionalInt.empty() : OptionalInt.of(until),
                gravest,
                OptionalDouble.of(70),
                List.of(),
                1);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 110, WARNING, 103, 109, WARNING, 'begins 3 months later, ends 1 month earlier'",
        "100, 110, WARNING, 100, 0, WARNING, open instead of ended",
        "100, 0, CRITICAL, 99, 110, WARNING, 'begins 1 month earlier, ended instead of open, warning instead of critical'",
        "100, 110, WARNING, 100, 110, WARNING, severity changes in other months"
    })
    void aMovedEpisodeSaysWhatHasChanged(
            int since, int until, Severity gravest, int newSince, int newUntil, Severity newGravest, String text) {
        MovedEpisode moved = new MovedEpisode(episode(since, until, gravest), episode(newSince, newUntil, newGravest));

        assertThat(DifferenceReport.text(moved)).isEqualTo(text);
    }
}
