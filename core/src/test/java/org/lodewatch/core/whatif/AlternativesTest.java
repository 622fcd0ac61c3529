package org.lodewatch.core.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;

class AlternativesTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private static final AntimonyBooks BOOKS = new AntimonyBooks()
            .with("antimony-oxide", 2021, "CN:70000000 BE:10000000 MX:4000000 VN:6000000")
            .with("antimony-oxide", 2023, "CN:60000000 BE:20000000 MX:4000000")
            .with("antimony-oxide", 2024, "CN:60000000/6000000 BE:25000000/2500000 MX:10000000/1000000 RU:5000000");

    private static Alternatives alternatives(Optional<String> lost, Optional<String> bloc) {
        PublishedWindows published = BOOKS.published();
        return Alternatives.of(
                        CATALOGUE,
                        AntimonyBooks.ANTIMONY,
                        published.of("antimony"),
                        Months.of("2024-12"),
                        lost.map(typed -> SupplierGroup.of(CATALOGUE, typed)),
                        bloc.map(typed -> SupplierGroup.bloc(CATALOGUE, typed)))
                .orElseThrow();
    }

    private static Alternative of(Alternatives alternatives, String supplier) {
        return alternatives.suppliers().stream()
                .filter(some -> some.supplier().equals(supplier))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLargestSupplierIsReplacedUnlessAnotherIsNamed() {
        Alternatives china = alternatives(Optional.empty(), Optional.empty());

        assertThat(china.lost().id()).isEqualTo("CN");
        assertThat(china.gap().valueCents()).isEqualTo(6_000_000_000L);
        assertThat(china.suppliers()).extracting(Alternative::supplier).containsExactly("BE", "MX", "RU");
        assertThat(alternatives(Optional.of("Belgium"), Optional.empty()).suppliers())
                .extracting(Alternative::supplier)
                .containsExactly("CN", "MX", "RU");
    }

    @Test
    void aTrendIsLinearGrowthOfTheLastYears() {
        Alternative mexico = of(alternatives(Optional.empty(), Optional.empty()), "MX");

        Trend year = mexico.trends().get(0);
        assertThat(year.growthCents()).isEqualTo(OptionalLong.of(600_000_000L));
        assertThat(year.filledAfter(12)).isEqualTo(OptionalDouble.of(0.1));
        assertThat(year.filledAfter(36).orElseThrow()).isCloseTo(0.3, within(1e-9));
        assertThat(year.monthsToFill()).isEqualTo(OptionalInt.of(120));
        Trend threeYears = mexico.trends().get(1);
        assertThat(threeYears.growthCents()).isEqualTo(OptionalLong.of(200_000_000L));
        assertThat(threeYears.monthsToFill()).isEqualTo(OptionalInt.of(360));
        assertThat(mexico.times().orElseThrow()).isEqualTo(7.0);
    }

    @Test
    void thoseWhoHaveStoppedCountInTheTrendOfAll() {
        Alternative together = alternatives(Optional.empty(), Optional.empty()).together();

        assertThat(together.supplier()).isEqualTo("others");
        assertThat(together.valueCents()).isEqualTo(4_000_000_000L);
        assertThat(together.trends().get(1).growthCents())
                .isEqualTo(OptionalLong.of(Math.round((40_000_000_00L - 20_000_000_00L) / 3.0)));
    }

    @Test
    void aSupplierThatShrinksFillsNothing() {
        Alternative china = of(alternatives(Optional.of("MX"), Optional.empty()), "CN");

        assertThat(china.trends().get(1).growthCents().orElseThrow()).isNegative();
        assertThat(china.trends().get(1).filledAfter(12)).isEqualTo(OptionalDouble.of(0));
        assertThat(china.trends().get(1).monthsToFill()).isEmpty();
    }

    @Test
    void theMembersOfABlocAreListedAlsoIfTheySupplyNothing() {
        Alternatives usmca = alternatives(Optional.empty(), Optional.of("usmca"));

        assertThat(usmca.suppliers()).extracting(Alternative::supplier).containsExactly("MX", "CA");
        assertThat(of(usmca, "CA").times()).isEmpty();
        assertThat(usmca.together().supplier()).isEqualTo("usmca");
        assertThat(usmca.together().valueCents()).isEqualTo(1_000_000_000L);
        assertThatThrownBy(() -> alternatives(Optional.of("entities-of-concern"), Optional.of("china")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("no member of china is left");
    }

    @Test
    void producersAndUnitValuesAreThoseOfTheCatalogueAndTheWindow() {
        Alternatives all = alternatives(Optional.empty(), Optional.empty());

        assertThat(of(all, "RU").produces()).contains(true);
        assertThat(of(all, "BE").produces()).contains(false);
        assertThat(of(all, "BE").unitValue()).isEqualTo(OptionalDouble.of(10));
        assertThat(of(all, "RU").unitValue()).isEmpty();
    }

    @Test
    void anUnknownTrendSaysWhy() {
        PublishedWindows published = AntimonyBooks.census().published();
        Alternatives found = Alternatives.of(
                        CATALOGUE,
                        AntimonyBooks.ANTIMONY,
                        published.of("antimony"),
                        Months.of("2024-12"),
                        Optional.empty(),
                        Optional.empty())
                .orElseThrow();

        assertThat(found.suppliers().get(0).trends().get(0).absence()).contains("no window ends with 2023-12");
        assertThat(found.suppliers().get(0).trends().get(0).monthsToFill()).isEmpty();
        assertThat(found.suppliers().get(0).trends().get(0).filledAfter(12)).isEmpty();
    }
}
