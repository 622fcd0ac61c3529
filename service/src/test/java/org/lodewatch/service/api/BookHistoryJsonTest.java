package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

class BookHistoryJsonTest {

    /** A window of origins and their values in cents, in turn. */
    private static MineralShares window(String asOf, double hhi, Object... origins) {
        List<CountryShare> countries = new ArrayList<>();
        long total = 0;
        long returned = 0;
        for (int i = 0; i < origins.length; i += 2) {
            long value = ((Integer) origins[i + 1]).longValue();
            total += value;
            returned += origins[i].equals("US") ? value : 0;
            countries.add(CountryShare.newBuilder()
                    .setCountry((String) origins[i])
                    .setValueCents(value)
                    .setValueShare(0)
                    .build());
        }
        return MineralShares.newBuilder()
                .setDataset("acme")
                .setReporter("US")
                .setMineral("cobalt")
                .setAsOf(asOf)
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(!asOf.equals("2025-03"))
                .setTotalValueCents(total)
                .setReturnedValueCents(returned)
                .setWeightCoverage(0)
                .setRecords(1)
                .setCountries(countries)
                .setHhi(hhi)
                .setTop3Share(0)
                .setWithoutTopValueCents(0)
                .build();
    }

    private static final List<MineralShares> WINDOWS = List.of(
            window("2025-01", 5000, "CN", 500, "NO", 500),
            window("2025-02", 6000, "CN", 600, "NO", 200, "XX", 200),
            window("2025-03", 7000, "US", 1000, "CN", 250, "FI", 750));

    @Test
    void arraysHaveOneItemForEachMonth() {
        BookHistoryJson history = BookHistoryJson.of(WINDOWS, 6);

        assertThat(history.asOf()).containsExactly("2025-01", "2025-02", "2025-03");
        assertThat(history.complete()).containsExactly(true, true, false);
        assertThat(history.totalValue()).containsExactly(10.0, 10.0, 20.0);
        assertThat(history.hhi()).containsExactly(5000.0, 6000.0, 7000.0);
        assertThat(history.countries()).allMatch(supplier -> supplier.shares().length == 3);
    }

    @Test
    void suppliersAreKnownCountriesOtherThanTheReporterByTheirHighestShareOfTheSupply() {
        BookHistoryJson history = BookHistoryJson.of(WINDOWS, 2);

        assertThat(history.countries())
                .extracting(supplier -> supplier.country() + " " + Arrays.toString(supplier.shares()))
                .containsExactly("FI [0.0, 0.0, 0.75]", "CN [0.5, 0.6, 0.25]");
        assertThat(BookHistoryJson.of(WINDOWS, 6).countries())
                .extracting(BookHistoryJson.SupplierHistory::country)
                .containsExactly("FI", "CN", "NO");
    }
}
