package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class ContainedWeightTest {

    private static final BookKey ANTIMONY = new BookKey("us-census", "US", "antimony");
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final double OXIDE = 0.8354;
    private static final int CHINA = CountryCode.of("CN");

    private final Countries countries = new Countries();
    private final Totals metal = Origins.weights(countries, "TH 400 100, CN 100 50");
    private final Totals oxide = Origins.weights(countries, "CN 400 200, BE 100 100");

    private static Optional<ContainedWeight> contained(String book, Totals totals, Map<String, Totals> parts) {
        return new ContentFactors(CATALOGUE, book).containedIn(totals, () -> parts);
    }

    private Totals all() {
        Totals all = new Totals(countries);
        all.add(metal, 1);
        all.add(oxide, 1);
        return all;
    }

    private Map<String, Totals> parts() {
        return Map.of("antimony-metal", metal, "antimony-oxide", oxide);
    }

    @Test
    void aMineralAddsUpTheContentOfItsForms() {
        ContainedWeight weight = contained("antimony", all(), parts()).orElseThrow();

        assertThat(weight.sum()).isCloseTo(150_000 + OXIDE * 300_000, within(1e-6));
        assertThat(weight.grams(countries.column(CHINA)).orElseThrow())
                .isCloseTo(50_000 + OXIDE * 200_000, within(1e-6));
        assertThat(weight.coverage()).isEqualTo(1);
    }

    @Test
    void aFormHasItsOwnContent() {
        ContainedWeight weight = contained("antimony-oxide", oxide, Map.of()).orElseThrow();

        assertThat(weight.sum()).isCloseTo(OXIDE * 300_000, within(1e-6));
        assertThat(weight.share(new Supply(oxide, CountryCode.of("US")), List.of(CHINA)))
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void goodsWithoutAWeightAreNotCovered() {
        metal.add(CountryCode.of("BO"), 100_000, -1, 1);
        ContainedWeight weight = contained("antimony", all(), parts()).orElseThrow();

        assertThat(weight.coverage()).isEqualTo(0.5);
        assertThat(weight.covers(new Supply(all(), CountryCode.of("US")))).isFalse();
        assertThat(weight.grams(countries.column(CountryCode.of("BO")))).isEmpty();
    }

    @Test
    void aFormOfUnknownContentIsNotCovered() {
        assertThat(CATALOGUE.form("aluminum-bauxite").orElseThrow().content()).isEmpty();
        Totals bauxite = Origins.weights(countries, "JM 900 9000");
        Totals alumina = Origins.weights(countries, "BR 100 1000");
        Totals both = new Totals(countries);
        both.add(bauxite, 1);
        both.add(alumina, 1);

        ContainedWeight weight = contained(
                        "aluminum", both, Map.of("aluminum-bauxite", bauxite, "aluminum-alumina", alumina))
                .orElseThrow();

        assertThat(weight.coverage()).isEqualTo(0.1);
        assertThat(weight.sum()).isCloseTo(0.5293 * 1_000_000, within(1e-6));
        assertThat(contained("aluminum-bauxite", bauxite, Map.of())).isEmpty();
    }

    @Test
    void withoutAnyWeightThePartsAreNotAskedFor() {
        Totals unweighed = Origins.values(countries, "CN 5");

        assertThat(new ContentFactors(CATALOGUE, "antimony").containedIn(unweighed, () -> {
                    throw new AssertionError("nothing has a weight");
                }))
                .isEmpty();
    }

    @Test
    void returnedGoodsAreInTheTotalAndNotInAShareOfTheSupply() {
        Totals gallium = Origins.weights(countries, "US 100 900, CN 100 75, JP 100 25");
        ContainedWeight weight = contained("gallium", gallium, Map.of()).orElseThrow();
        Supply supply = new Supply(gallium, CountryCode.of("US"));

        assertThat(weight.sum()).isEqualTo(1_000_000);
        assertThat(weight.share(supply, List.of(CHINA, CountryCode.of("US")))).isEqualTo(0.75);
    }

    @Test
    void sharesHaveTheContainedWeightOfEachCountry() {
        MineralShares shares = new Shares(CATALOGUE)
                .of(
                        ANTIMONY,
                        new Window(
                                Months.of("2024-12"), 12, new WindowState(12, true, false, false), false, false, all()),
                        Optional.empty(),
                        this::parts);

        double sum = 150_000 + OXIDE * 300_000;
        assertThat(shares.getContainedGrams()).isCloseTo(sum, within(1e-6));
        assertThat(shares.getContainedCoverage()).isEqualTo(1);
        CountryShare china = shares.getCountries().get(0);
        assertThat(china.getCountry()).isEqualTo("CN");
        assertThat(china.getContainedShare()).isCloseTo((50_000 + OXIDE * 200_000) / sum, within(1e-12));
        assertThat(china.getWeightShare()).isCloseTo(250.0 / 450, within(1e-12));
    }
}
