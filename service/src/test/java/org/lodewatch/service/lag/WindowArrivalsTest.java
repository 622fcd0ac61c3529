package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.ReleaseDelay;

class WindowArrivalsTest {

    private final WindowArrivals arrivals = new WindowArrivals();

    private void arrive(String month, String day) {
        arrivals.add(Months.of(month), "book@" + month, Instant.parse(day + "T12:00:00Z"));
    }

    private void loadedTogether() {
        arrive("2025-10", "2026-01-20");
        arrive("2025-11", "2026-01-20");
        arrive("2025-12", "2026-01-21");
    }

    @Test
    void monthsThatArriveApartShowARhythm() {
        loadedTogether();
        arrive("2026-01", "2026-03-10");
        arrive("2026-02", "2026-04-05");
        assertThat(arrivals.observed()).isEmpty();
        arrive("2026-03", "2026-05-07");

        assertThat(arrivals.observed()).contains(new ObservedDelay(new ReleaseDelay(36, 38), 3));
        assertThat(arrivals.stepMonths()).isEqualTo(1);
        assertThat(arrivals.newest()).isEqualTo(Months.of("2026-03"));
    }

    @Test
    void aDayOfPublicationIsCountedFromTheLastDayOfTheMonth() {
        // 31 January is the last day: 1 February is day 1, as in ReleaseDelay.
        ReleaseDelay fifth = new ReleaseDelay(5, 5);
        assertThat(fifth.from(Months.of("2026-01"))).isEqualTo("2026-02-05T00:00:00Z");
        assertThat(fifth.until(Months.of("2026-01"))).isEqualTo("2026-02-06T00:00:00Z");
        arrive("2025-12", "2026-01-05");
        arrive("2026-01", "2026-02-05");
        arrive("2026-02", "2026-03-05");
        arrive("2026-03", "2026-04-05");

        assertThat(arrivals.observed()).map(ObservedDelay::delay).contains(fifth);
    }

    @Test
    void aRevisionOfOldMonthsIsNoRhythm() {
        for (int month = 0; month < 12; month++) {
            arrivals.add(
                    Months.of("2024-01") + month,
                    "book",
                    Instant.parse("2026-06-05T12:00:00Z").plus(Duration.ofSeconds(month)));
        }

        assertThat(arrivals.observed()).isEmpty();
    }

    @Test
    void theFirstTimeCountsAndRemovedWindowsDoNot() {
        loadedTogether();
        arrive("2026-01", "2026-03-10");
        arrive("2026-02", "2026-04-05");
        arrive("2026-03", "2026-05-07");
        arrive("2026-03", "2026-06-30");
        assertThat(arrivals.observed()).map(ObservedDelay::periods).contains(3);

        arrivals.remove(Months.of("2026-03"), "book@2026-03");

        assertThat(arrivals.observed()).isEmpty();
        assertThat(arrivals.newest()).isEqualTo(Months.of("2026-02"));
    }
}
