package org.lodewatch.cli.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.SharesQuery;

class HiddenWindowsTest {

    private static MineralShares window(String reporter, String asOf, int coveredMonths, int horizonMonths) {
        return MineralShares.newBuilder()
                .setDataset("un-comtrade")
                .setReporter(reporter)
                .setMineral("cobalt")
                .setAsOf(asOf)
                .setWindowMonths(12)
                .setCoveredMonths(coveredMonths)
                .setComplete(true)
                .setTotalValueCents(1)
                .setWeightCoverage(0)
                .setRecords(1)
                .setCountries(List.of())
                .setHhi(0)
                .setTop3Share(0)
                .setWithoutTopValueCents(0)
                .setHorizonMonths(horizonMonths)
                .build();
    }

    private static List<String> notes(String asOf, MineralShares... windows) {
        SharesQuery query =
                new SharesQuery(Set.of(), Optional.empty(), Optional.of("US"), Optional.of(YearMonth.parse(asOf)));
        return new HiddenWindows(query, List.of(windows)).notes();
    }

    @Test
    void aMonthBeforeTheHorizonIsSaidToBeHiddenAndHowToHaveIt() {
        assertThat(notes("2012-12", window("US", "2020-12", 12, 72), window("US", "2025-12", 12, 72)))
                .containsExactly(
                        "windows of un-comtrade/US that end before 2020-12 are hidden by horizon.months=72: with"
                                + " `--set horizon.months=168` or more, or 0 for all, `lodewatch stream` publishes that of 2012-12");
    }

    @Test
    void nothingIsHiddenWithoutAHorizonOrWithinIt() {
        assertThat(notes("2012-12", window("US", "2020-12", 12, 0))).isEmpty();
        assertThat(notes("2020-12", window("US", "2020-12", 12, 72))).isEmpty();
        assertThat(notes("2024-06", window("US", "2020-12", 12, 72), window("US", "2025-12", 12, 72)))
                .isEmpty();
    }

    @Test
    void nothingIsHiddenBeforeTheFirstWindowOfADataset() {
        assertThat(notes("2012-12", window("US", "2020-01", 1, 72))).isEmpty();
    }

    @Test
    void otherReportersAreNotNamed() {
        assertThat(notes("2012-12", window("DE", "2020-12", 12, 72))).isEmpty();
    }

    @Test
    void theNewestWindowIsNeverHidden() {
        assertThat(new HiddenWindows(SharesQuery.everything(), List.of(window("US", "2020-12", 12, 72))).notes())
                .isEmpty();
    }
}
