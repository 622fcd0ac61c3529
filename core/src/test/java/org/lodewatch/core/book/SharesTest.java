package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class SharesTest {

    private static final BookKey BOOK = new BookKey("us-census", "US", "antimony");
    private static final Shares SHARES = new Shares(Catalogue.bundled());
    private static final int AS_OF = Months.of("2024-12");
    private static final double EXACTLY_BUT_FOR_ROUNDING = 1e-9;

    private final Countries countries = new Countries();
    private final Totals totals = new Totals(countries);

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static void line(Totals totals, String country, long value, long weight) {
        totals.add(CountryCode.of(country), value, weight, 1);
    }

    private Window window(Totals totals, int asOf, int covered) {
        return new Window(asOf, 12, new WindowState(covered, true, false, false), false, false, totals);
    }

    private MineralShares shares() {
        return SHARES.of(BOOK, window(totals, AS_OF, 12), Optional.empty());
    }

    @Test
    void countriesAreSortedByValueAndTiesByCode() {
        line(totals, "BE", 30, -1);
        line(totals, "VN", 20, -1);
        line(totals, "CN", 30, -1);
        line(totals, "AU", 20, -1);

        assertThat(shares().getCountries())
                .extracting(CountryShare::getCountry)
                .containsExactly("BE", "CN", "AU", "VN");
    }

    @Test
    void concentrationIsTheSumOfSquaredPercentages() {
        line(totals, "CN", 50, -1);
        line(totals, "BE", 30, -1);
        line(totals, "AU", 20, -1);

        MineralShares shares = shares();

        assertThat(shares.getHhi()).isCloseTo(2500 + 900 + 400, within(EXACTLY_BUT_FOR_ROUNDING));
        assertThat(shares.getEffectiveSuppliers()).isCloseTo(10_000.0 / 3800, within(EXACTLY_BUT_FOR_ROUNDING));
        assertThat(shares.getTop3Share()).isEqualTo(1.0);
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(50);
    }

    @Test
    void anUnknownOriginCountsInTheTotalAndIsNeverASupplier() {
        line(totals, "XX", 60, -1);
        line(totals, "CN", 40, -1);

        MineralShares shares = shares();

        assertThat(shares.getTotalValueCents()).isEqualTo(100);
        assertThat(shares.getTopCountry()).isEqualTo("CN");
        assertThat(shares.getTopShare()).isEqualTo(0.4);
        assertThat(shares.getHhi()).isCloseTo(1600, within(EXACTLY_BUT_FOR_ROUNDING));
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(60);
        assertThat(shares.getCountries()).extracting(CountryShare::getCountry).containsExactly("XX", "CN");
    }

    @Test
    void returnedGoodsAreInTheTotalAndInNoMeasureOfSuppliers() {
        line(totals, "US", 1200, 60);
        line(totals, "MM", 600, 30);
        line(totals, "VN", 200, 10);

        MineralShares shares = shares();

        assertThat(shares.getTotalValueCents()).isEqualTo(2000);
        assertThat(shares.getReturnedValueCents()).isEqualTo(1200);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueShare, CountryShare::getWeightShare)
                .containsExactly(tuple("US", 0.6, 0.6), tuple("MM", 0.3, 0.3), tuple("VN", 0.1, 0.1));
        assertThat(shares.getTopCountry()).isEqualTo("MM");
        assertThat(shares.getTopShare()).isEqualTo(0.75);
        assertThat(shares.getTop3Share()).isEqualTo(1.0);
        assertThat(shares.getHhi()).isCloseTo(75 * 75 + 25 * 25, within(EXACTLY_BUT_FOR_ROUNDING));
        assertThat(shares.getEffectiveSuppliers()).isCloseTo(1.6, within(EXACTLY_BUT_FOR_ROUNDING));
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(200);
        assertThat(shares.getEffectiveDependence()).isCloseTo(0.75 * 0.86, within(EXACTLY_BUT_FOR_ROUNDING));
    }

    @Test
    void unknownOriginsStayInTheSupply() {
        line(totals, "US", 1000, -1);
        line(totals, "XX", 500, -1);
        line(totals, "MM", 500, -1);

        assertThat(shares().getTopShare()).isEqualTo(0.5);
    }

    @Test
    void onlyReturnedGoodsLeaveNoSupplier() {
        line(totals, "US", 60, 5);

        MineralShares shares = shares();

        assertThat(shares.getTopCountry()).isNull();
        assertThat(shares.getTopShare()).isNull();
        assertThat(shares.getHhi()).isZero();
        assertThat(shares.getWithoutTopValueCents()).isZero();
        assertThat(shares.getCountries().get(0).getValueShare()).isEqualTo(1);
    }

    @Test
    void onlyUnknownOriginsLeaveNoSupplier() {
        line(totals, "XX", 60, -1);

        MineralShares shares = shares();

        assertThat(shares.getTopCountry()).isNull();
        assertThat(shares.getTopShare()).isNull();
        assertThat(shares.getEffectiveSuppliers()).isNull();
        assertThat(shares.getHhi()).isZero();
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(60);
    }

    @Test
    void recordsWithoutAnyValueHaveSharesOfZero() {
        line(totals, "CN", 0, 500);
        line(totals, "BE", 0, -1);

        MineralShares shares = shares();

        assertThat(shares.getTotalValueCents()).isZero();
        assertThat(shares.getRecords()).isEqualTo(2);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getValueShare)
                .containsOnly(0.0);
        assertThat(shares.getTopCountry()).isNull();
        assertThat(shares.getWeightCoverage()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"95, 5, true", "94, 6, false", "100, 0, true"})
    void sharesByWeightNeedAWeightForNinetyFivePercentOfTheValue(long weighed, long unweighed, boolean given) {
        line(totals, "CN", weighed, 300);
        line(totals, "BE", unweighed, -1);

        MineralShares shares = shares();

        assertThat(shares.getWeightCoverage()).isEqualTo(weighed / 100.0);
        assertThat(shares.getCountries().get(0).getWeightShare()).isEqualTo(given ? 1.0 : null);
        assertThat(shares.getCountries().get(0).getWeightGrams()).isEqualTo(300);
        assertThat(shares.getCountries().get(1).getWeightGrams()).isNull();
        assertThat(shares.getTotalWeightGrams()).isEqualTo(300);
    }

    @Test
    void withoutAnyWeightTheTotalWeightIsAbsent() {
        line(totals, "CN", 5, -1);

        assertThat(shares().getTotalWeightGrams()).isNull();
    }

    @Test
    void aWeightOfZeroIsAWeight() {
        line(totals, "CN", 5, 0);

        assertThat(shares().getTotalWeightGrams()).isZero();
        assertThat(shares().getWeightCoverage()).isEqualTo(1);
    }

    @Test
    void theChangeOfAShareIsAgainstTheWindowAYearBefore() {
        line(totals, "CN", 60, -1);
        line(totals, "BE", 40, -1);
        Totals yearBefore = new Totals(countries);
        line(yearBefore, "CN", 100, -1);

        MineralShares shares =
                SHARES.of(BOOK, window(totals, AS_OF, 12), Optional.of(window(yearBefore, AS_OF - 12, 12)));

        assertThat(shares.getCountries())
                .extracting(CountryShare::getValueShareChange)
                .containsExactly(-0.4, 0.4);
    }

    @Test
    void withoutAWholeWindowAYearBeforeThereIsNoChange() {
        line(totals, "CN", 60, -1);

        assertThat(shares().getCountries().get(0).getValueShareChange()).isNull();
    }

    @Test
    void dependenceIsTheTopShareTimesTheRelianceOnImports() {
        line(totals, "CN", 80, -1);
        line(totals, "BE", 20, -1);

        MineralShares shares = shares();

        assertThat(shares.getNetImportReliance()).isEqualTo(0.86);
        assertThat(shares.getReliance()).isEqualTo(new PublishedReliance("86", RelianceBound.EXACT, 2024, "MCS2026"));
        assertThat(shares.getRelianceAbsence()).isNull();
        assertThat(shares.getEffectiveDependence()).isCloseTo(0.8 * 0.86, within(EXACTLY_BUT_FOR_ROUNDING));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sharesAddUpAndDoNotDependOnTheOrderInWhichCountriesAppeared(long seed) {
        Random random = new Random(seed);
        List<RandomBooks.Line> lines = RandomBooks.lines(random, 1 + random.nextInt(60), AS_OF, 1);
        List<RandomBooks.Line> shuffled = new java.util.ArrayList<>(lines);
        java.util.Collections.shuffle(shuffled, random);

        MineralShares one =
                SHARES.of(BOOK, window(RandomBooks.sum(new Countries(), lines), AS_OF, 12), Optional.empty());
        MineralShares other =
                SHARES.of(BOOK, window(RandomBooks.sum(new Countries(), shuffled), AS_OF, 12), Optional.empty());

        assertThat(other).as("seed %d", seed).isEqualTo(one);
        assertThat(one.getCountries().stream()
                        .mapToLong(CountryShare::getValueCents)
                        .sum())
                .as("seed %d", seed)
                .isEqualTo(one.getTotalValueCents());
        assertThat(one.getHhi()).as("seed %d", seed).isBetween(0.0, 10_000 + EXACTLY_BUT_FOR_ROUNDING);
        assertThat(one.getRecords()).as("seed %d", seed).isEqualTo(lines.size());
    }

    @Test
    void theSharesOfABookAsOfAMonthAreEmptyWithoutAWindowOrARecord() {
        ReporterBooks books = new ReporterBooks(BOOK.owner(), Catalogue.bundled(), WindowRule.DEFAULT, changed -> {});
        books.setClock(0, Optional.of(Clocks.silent(AS_OF - 1, AS_OF)));
        TrackedBook book = books.book(BOOK.mineral());
        Totals december = book.contribution(0, AS_OF);
        line(december, "CN", 50, -1);
        book.replace(0, AS_OF, december);
        Windows windows = book.windows(books.clock().orElseThrow());

        assertThat(SHARES.asOf(BOOK, AS_OF, windows))
                .hasValueSatisfying(shares -> assertThat(shares.getTopCountry()).isEqualTo("CN"));
        assertThat(SHARES.asOf(BOOK, AS_OF - 1, windows)).isEmpty();
        assertThat(SHARES.asOf(BOOK, AS_OF + 1, windows)).isEmpty();
    }

    private MineralShares shares(String book) {
        return SHARES.of(
                new BookKey("us-census", "US", book),
                window(Origins.values(countries, "CN 50, BE 30, MX 20"), AS_OF, 12),
                Optional.empty());
    }

    @Test
    void theBookOfAFormHasTheProducersOfItsMineral() {
        assertThat(shares("antimony").getFormOf()).isNull();
        assertThat(shares("antimony").getUnproducedShare()).isEqualTo(0.3);
        assertThat(shares("antimony-oxide").getFormOf()).isEqualTo("antimony");
        assertThat(shares("antimony-oxide").getUnproducedShare()).isEqualTo(0.3);
    }

    @Test
    void scrapAndSyntheticGoodsHaveNoProducers() {
        assertThat(shares("antimony-scrap").getUnproducedShare()).isNull();
        assertThat(shares("graphite-synthetic").getUnproducedShare()).isNull();
        assertThat(shares("graphite-flake").getUnproducedShare()).isNotNull();
    }

    @Test
    void everyBlocHasAPart() {
        assertThat(shares("antimony").getBlocs())
                .filteredOn(bloc -> bloc.getShare() > 0)
                .extracting(BlocShare::getBloc, BlocShare::getShare)
                .containsExactlyInAnyOrder(
                        tuple("china", 0.5),
                        tuple("entities-of-concern", 0.5),
                        tuple("eu27", 0.3),
                        tuple("usmca", 0.2));
    }

    @Test
    void aBoundOfTheRelianceStaysABound() {
        MineralShares sponge = shares("titanium-sponge");

        assertThat(sponge.getNetImportReliance()).isEqualTo(0.95);
        assertThat(sponge.getReliance()).isEqualTo(new PublishedReliance(">95", RelianceBound.LOWER, 2024, "MCS2026"));
        assertThat(sponge.getEffectiveDependence()).isCloseTo(0.5 * 0.95, within(EXACTLY_BUT_FOR_ROUNDING));
    }

    @Test
    void aYearWithoutAPublishedRelianceHasTheReason() {
        MineralShares shares =
                SHARES.of(BOOK, window(Origins.values(countries, "CN 50"), Months.of("2026-04"), 12), Optional.empty());

        assertThat(shares.getNetImportReliance()).isNull();
        assertThat(shares.getEffectiveDependence()).isNull();
        assertThat(shares.getReliance()).isNull();
        assertThat(shares.getRelianceAbsence()).startsWith("none is published for 2026");
    }

    @Test
    void aDetourNeedsAWindowAYearBefore() {
        Window now = window(Origins.values(countries, "CN 10, BE 90"), AS_OF, 12);
        Window before = window(Origins.values(countries, "CN 80, BE 20"), AS_OF - 12, 12);

        assertThat(SHARES.of(BOOK, now, Optional.empty()).getDetour()).isNull();
        assertThat(SHARES.of(BOOK, now, Optional.of(before)).getDetour().getPoints())
                .isCloseTo(70, within(EXACTLY_BUT_FOR_ROUNDING));
    }
}
