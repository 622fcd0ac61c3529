package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class UnitValuesTest {

    /**
     * Imports of helium (CN 2804 29 10) of Germany, Spain, France, Italy and the Netherlands together in the twelve months to
     * June 2026, EUR and kilograms (Eurostat, Comext).
     */
    static final String HELIUM =
            "CH 1691791 1384470, CN 35865371 9276468, DZ 102173706 1202995, GB 323355 1279, QA 136183865 1755555,"
                    + " US 31947352 364745, AE 4797235 75595, MU 554 199, TR 509527 20613, TW 3501 50, QP 72603 10860,"
                    + " MA 8131 77, BA 158305 56406, EG 120932 1464, KR 13700 32, NO 5000 278, SG 368264 6382, IS 1600 15,"
                    + " AL 48 3";

    private final Countries countries = new Countries();

    private UnitValues of(String text) {
        return UnitValues.of(Origins.weights(countries, text));
    }

    private int column(String country) {
        return countries.column(CountryCode.of(country));
    }

    @Test
    void aUnitValueIsTheCustomsValueOfAKilogram() {
        assertThat(of("CN 300 4").value(column("CN"))).hasValue(75);
    }

    @Test
    void recordsWithoutAWeightDoNotCount() {
        Totals totals = Origins.weights(countries, "CN 300 4");
        totals.add(CountryCode.of("CN"), 900_000, -1, 1);
        totals.add(CountryCode.of("BE"), 900_000, -1, 1);

        UnitValues values = UnitValues.of(totals);

        assertThat(values.value(column("CN"))).hasValue(75);
        assertThat(values.value(column("BE"))).isEmpty();
        assertThat(values.isMarked(column("BE"))).isFalse();
    }

    @Test
    void theMedianIsOverAtLeastThreeCountriesWithAValue() {
        assertThat(of("CN 1 1, BE 2 1").medianValue()).isEmpty();
        assertThat(of("CN 1 1, BE 2 1, FR 0 1").medianValue()).isEmpty();
        assertThat(of("CN 1 1, BE 2 1, FR 9 1").medianValue()).hasValue(2);
        assertThat(of("CN 1 1, BE 2 1, FR 4 1, DE 9 1").medianValue()).hasValue(3);
    }

    @Test
    void moreThanFourTimesOffTheMedianIsMarked() {
        UnitValues values = of("BE 100 1, FR 100 1, DE 100 1, GB 400 1, CH 401 1, AT 25 1, CN 24 1");

        assertThat(values.medianValue()).hasValue(100);
        assertThat(values.isMarked(column("GB"))).isFalse();
        assertThat(values.isMarked(column("CH"))).isTrue();
        assertThat(values.isMarked(column("AT"))).isFalse();
        assertThat(values.isMarked(column("CN"))).isTrue();
        assertThat(values.markedWeightPart()).isEqualTo(2.0 / 7);
    }

    @Test
    void aWeightWithoutAnyValueIsMarked() {
        assertThat(of("BE 100 1, FR 100 1, DE 100 1, CN 0 1").isMarked(column("CN")))
                .isTrue();
    }

    @Test
    void withoutWeightsThereIsNoMedianAndNothingIsMarked() {
        UnitValues values = UnitValues.of(Origins.values(countries, "CN 5, BE 6, FR 7"));

        assertThat(values.medianValue()).isEmpty();
        assertThat(values.markedWeightPart()).isZero();
    }

    @Test
    void theHeliumOfFiveReportersIsElevenPercentChineseByValueAndSixtySixByWeight() {
        Totals totals = Origins.weights(countries, HELIUM);
        MineralShares shares = new Shares(Catalogue.bundled())
                .of(
                        new BookKey("eurostat-comext", "DE", "helium"),
                        new Window(
                                Months.of("2026-06"),
                                12,
                                new WindowState(12, true, false, false),
                                false,
                                false,
                                totals),
                        Optional.empty());

        CountryShare china = shares.getCountries().stream()
                .filter(share -> share.getCountry().equals("CN"))
                .findFirst()
                .orElseThrow();
        assertThat(100 * china.getValueShare()).isCloseTo(11.4, within(0.05));
        assertThat(100 * china.getWeightShare()).isCloseTo(65.5, within(0.05));
        assertThat(china.getUnitValue()).isCloseTo(3.87, within(0.005));
        assertThat(china.getUnitValueMarked()).isTrue();
        assertThat(shares.getMedianUnitValue()).isCloseTo(63.46, within(0.005));
        assertThat(shares.getMarkedWeightPart()).isGreaterThan(UnitValues.MOST_MARKED);
        assertThat(shares.getValueWeightGap()).isCloseTo(54.1, within(0.05));
    }
}
