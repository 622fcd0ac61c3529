package org.lodewatch.cli.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;

class NoSharesFoundTest {

    private final PublishedShares published = new PublishedShares();

    @Test
    void aMonthInAGapOfOneReporterIsNotSaidToLieWithinItsMonths() {
        for (int year = 2015; year <= 2025; year++) {
            publish("old-year", "US", year);
            publish("acme", "VE", year);
            if (year < 2020 || year > 2021) {
                publish("old-year", "VE", year);
            }
        }

        assertThat(reason("old-year", "VE", "2020-12"))
                .isEqualTo(
                        "no window ends with 2020-12: they end with 2015-12 to 2019-12, 2022-12 to 2025-12 (old-year)");
    }

    @Test
    void aFewMonthsAreListed() {
        publish("acme", "US", 2023);
        publish("acme", "US", 2025);

        assertThat(reason("acme", "US", "2024-12"))
                .isEqualTo("no window ends with 2024-12: they end with 2023-12, 2025-12 (acme)");
    }

    @Test
    void monthsOfBooksThatWereNotAskedForAreNoAnswer() {
        publish("acme", "US", 2025);
        publish("other", "VE", 2025);

        assertThat(reason("acme", "VE", "2025-12")).startsWith("no book matches all of that");
    }

    private String reason(String dataset, String reporter, String asOf) {
        SharesQuery query = new SharesQuery(
                Set.of("cobalt"), Optional.of(dataset), Optional.of(reporter), Optional.of(YearMonth.parse(asOf)));
        return new NoSharesFound(query, Optional.of("cobalt"), published, Catalogue.bundled()).reason();
    }

    private void publish(String dataset, String reporter, int year) {
        MineralShares shares = MineralShares.newBuilder()
                .setDataset(dataset)
                .setReporter(reporter)
                .setMineral("cobalt")
                .setAsOf(year + "-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(1)
                .setWeightCoverage(0)
                .setRecords(1)
                .setCountries(List.of())
                .setHhi(0)
                .setTop3Share(0)
                .setWithoutTopValueCents(0)
                .build();
        published.take(new Message<>(
                "%s/%s/cobalt@%d-12".formatted(dataset, reporter, year), Optional.of(shares), 0, 0, Instant.EPOCH));
    }
}
