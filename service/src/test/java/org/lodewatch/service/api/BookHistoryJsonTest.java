package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

class BookHistoryJsonTest {

    /** A window of origins and their values in cents, in turn. */
    static MineralShares window(String asOf, double hhi, Object... origins) {
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

    /** Grams of some countries, whose values are then those of rows with a weight. */
    static MineralShares weighed(MineralShares window, Object... grams) {
        long total = 0;
        for (int i = 0; i < grams.length; i += 2) {
            String code = (String) grams[i];
            long weight = ((Integer) grams[i + 1]).longValue();
            CountryShare country = window.getCountries().stream()
                    .filter(share -> share.getCountry().equals(code))
                    .findFirst()
                    .orElseThrow();
            country.setWeightGrams(weight);
            country.setUnitValue(10.0 * country.getValueCents() / weight);
            total += weight;
        }
        window.setTotalWeightGrams(total);
        window.setWeightCoverage(1);
        return window;
    }

    private static final List<Bloc> BLOCS = List.of(new Bloc("nordic", "Nordic countries", Set.of("FI", "NO")));

    private static final List<MineralShares> WINDOWS = List.of(
            window("2025-01", 5000, "CN", 500, "NO", 500),
            window("2025-02", 5200, "CN", 600, "NO", 200, "XX", 200),
            window("2025-03", 6250, "US", 1000, "CN", 250, "FI", 750));

    private static BookHistoryJson history(List<MineralShares> windows, int top, String... suppliers) {
        return BookHistoryJson.of(windows, 1, top, Set.of(suppliers), BLOCS);
    }

    @Test
    void arraysHaveOneItemForEachMonth() {
        BookHistoryJson history = history(WINDOWS, 6);

        assertThat(history.asOf()).containsExactly("2025-01", "2025-02", "2025-03");
        assertThat(history.complete()).containsExactly(true, true, false);
        assertThat(history.totalValue()).extracting(BigDecimal::doubleValue).containsExactly(10.0, 10.0, 20.0);
        // 60 and 20 percent of the supply, which unknown origins are a part of but no supplier: 3600 + 400.
        assertThat(history.hhi()).containsExactly(5000.0, 4000.0, 6250.0);
        assertThat(history.countries()).allMatch(supplier -> supplier.shares().length == 3);
    }

    @Test
    void suppliersAreKnownCountriesOtherThanTheReporterByTheirHighestShareOfTheSupply() {
        assertThat(shares(history(WINDOWS, 2))).containsExactly("FI [0.0, 0.0, 0.75]", "CN [0.5, 0.6, 0.25]");
        assertThat(shares(history(WINDOWS, 6)))
                .containsExactly("FI [0.0, 0.0, 0.75]", "CN [0.5, 0.6, 0.25]", "NO [0.5, 0.2, 0.0]");
    }

    @Test
    void suppliersThatAreAskedForAreAddedAndTheOthersSummed() {
        BookHistoryJson history = history(WINDOWS, 1, "NO", "AU");

        assertThat(shares(history)).containsExactly("FI [0.0, 0.0, 0.75]", "NO [0.5, 0.2, 0.0]");
        assertThat(history.others().shares()).containsExactly(0.5, 0.6, 0.25);
        assertThat(history.unknown().shares()).containsExactly(0.0, 0.2, 0.0);
        assertThat(history.blocs().get(0).shares()).containsExactly(0.5, 0.2, 0.75);
    }

    @Test
    void aMonthWithoutAWindowIsNullInEveryArray() {
        BookHistoryJson history = history(List.of(WINDOWS.get(0), WINDOWS.get(2)), 6);

        assertThat(history.asOf()).containsExactly("2025-01", "2025-02", "2025-03");
        assertThat(history.complete()).containsExactly(true, null, false);
        assertThat(history.coveredMonths()).containsExactly(12, null, 12);
        assertThat(history.totalValue().get(1)).isNull();
        assertThat(history.hhi()).containsExactly(5000.0, null, 6250.0);
        assertThat(shares(history))
                .containsExactly("FI [0.0, null, 0.75]", "CN [0.5, null, 0.25]", "NO [0.5, null, 0.0]");
        assertThat(history.others().shares()).containsExactly(0.0, null, 0.0);
        assertThat(history.blocs().get(0).shares()).containsExactly(0.5, null, 0.75);
    }

    @Test
    void yearlyWindowsHaveNoGapsBetweenThem() {
        BookHistoryJson history = BookHistoryJson.of(
                List.of(window("2022-12", 10_000, "CN", 1), window("2024-12", 10_000, "CN", 1)),
                12,
                6,
                Set.of(),
                BLOCS);

        assertThat(history.asOf()).containsExactly("2022-12", "2023-12", "2024-12");
        assertThat(history.hhi()).containsExactly(10_000.0, null, 10_000.0);
    }

    @Test
    void weightsHaveSharesOfTheirOwnOrAReasonWhyThereAreNone() {
        BookHistoryJson history = history(
                List.of(
                        weighed(window("2025-01", 5000, "CN", 500, "NO", 500), "CN", 3000, "NO", 1000),
                        window("2025-02", 5000, "CN", 500, "NO", 500)),
                6);

        assertThat(history.weightHhi()).containsExactly(6250.0, null);
        assertThat(history.weightAbsence()).containsExactly(null, "less than 95 % of the value has a weight");
        assertThat(history.countries())
                .extracting(supplier -> supplier.country() + " " + Arrays.toString(supplier.weightShares()) + " "
                        + Arrays.toString(supplier.unitValues()))
                .containsExactly("CN [0.75, null] [1.666667, null]", "NO [0.25, null] [5.0, null]");
        assertThat(history.totalWeightKg()).containsExactly(new BigDecimal("4.000"), null);
        // Ten dollars for four kilograms.
        assertThat(history.unitValue()).containsExactly(2.5, null);
        assertThat(history.blocs().get(0).weightShares()).containsExactly(0.25, null);
        assertThat(history.others().weightShares()).containsExactly(0.0, null);
    }

    private static List<String> shares(BookHistoryJson history) {
        return history.countries().stream()
                .map(supplier -> supplier.country() + " " + Arrays.toString(supplier.shares()))
                .toList();
    }
}
