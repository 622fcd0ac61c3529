package org.lodewatch.core.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

class SimulationTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final int END_OF_2024 = Months.of("2024-12");
    private static final Offset<Double> TENTH = within(0.05);

    private static SimulatedBook simulated(AntimonyBooks books, String... moves) {
        return simulated(books, "antimony", Policies.initial(), moves);
    }

    private static SimulatedBook simulated(
            AntimonyBooks books, String book, List<DependencePolicy> policies, String... moves) {
        PublishedWindows published = books.published();
        return new Simulation(CATALOGUE, policies)
                .of(
                        new BookKey(AntimonyBooks.ANTIMONY.dataset(), "US", book),
                        published.of(book),
                        published.periodMonths(),
                        END_OF_2024,
                        Moves.of(CATALOGUE, List.of(moves)))
                .orElseThrow();
    }

    private static double share(MineralShares shares, String country) {
        long supply = shares.getTotalValueCents() - shares.getReturnedValueCents();
        return shares.getCountries().stream()
                .filter(share -> share.getCountry().equals(country))
                .mapToDouble(share -> 100.0 * share.getValueCents() / supply)
                .sum();
    }

    private static double bloc(MineralShares shares, String id) {
        return shares.getBlocs().stream()
                .filter(bloc -> bloc.getBloc().equals(id))
                .mapToDouble(BlocShare::getShare)
                .map(share -> 100 * share)
                .sum();
    }

    private static double times(SimulatedBook book, String supplier) {
        return book.growth().stream()
                .filter(growth -> growth.supplier().equals(supplier))
                .findFirst()
                .orElseThrow()
                .times()
                .orElseThrow();
    }

    @Test
    void aLostCountryLeavesAGapAndConcentratesTheRest() {
        SimulatedBook lost = simulated(AntimonyBooks.census(), "lose CN");

        assertThat(lost.gap().valueCents()).isEqualTo(13_881_676_200L);
        assertThat(100 * lost.gap().ofImports()).isCloseTo(45.1930, within(0.00005));
        assertThat(100 * lost.gap().ofConsumption().orElseThrow()).isCloseTo(38.9, TENTH);
        assertThat(lost.before().getHhi()).isCloseTo(2519.0758, within(0.00005));
        assertThat(lost.after().getHhi()).isCloseTo(1586.8907, within(0.00005));
        assertThat(100 * (times(lost, "others") - 1)).isCloseTo(82.4583, within(0.00005));
        assertThat(times(lost, "usmca")).isCloseTo(45.5, TENTH);
        assertThat(lost.after().getTopCountry()).isEqualTo("BE");
        assertThat(100 * lost.after().getTopShare()).isCloseTo(27.9130, within(0.00005));
        assertThat(lost.after().getTotalValueCents()).isEqualTo(30_716_456_500L - 13_881_676_200L);
        assertThat(lost.after().getCountries())
                .extracting(CountryShare::getCountry)
                .doesNotContain("CN");
        assertThat(lost.notes()).isEmpty();
        assertThat(lost.notJudged()).isEmpty();
    }

    @Test
    void aBookOfWhichTheDatasetHasOnlySomeCodesIsSaidNotToBeJudged() {
        PublishedWindows published = AntimonyBooks.census().published();
        BookCodes part = BookCodes.of("antimony", CATALOGUE, Optional.of(List.of("8110100000")));

        SimulatedBook lost = new Simulation(CATALOGUE, Policies.initial())
                .of(
                        AntimonyBooks.ANTIMONY,
                        published.of("antimony").counting(part),
                        published.periodMonths(),
                        END_OF_2024,
                        Moves.of(CATALOGUE, List.of("lose CN")))
                .orElseThrow();

        assertThat(lost.alerts()).isEmpty();
        assertThat(lost.notJudged())
                .hasValue("us-census-annual has 1 of 2 codes: 811010; only policies with partCodes judge it");
    }

    @Test
    void pointsOfTheSupplyMoveToACountry() {
        SimulatedBook moved = simulated(AntimonyBooks.census(), "move CN:20%:MX");

        assertThat(moved.after().getHhi()).isCloseTo(1539, within(0.5));
        assertThat(bloc(moved.after(), "usmca")).isCloseTo(21.0, TENTH);
        assertThat(share(moved.after(), "CN")).isCloseTo(25.2, TENTH);
        assertThat(moved.after().getTotalValueCents()).isEqualTo(moved.before().getTotalValueCents());
        assertThat(moved.gap().valueCents()).isZero();
        assertThat(moved.gap().ofConsumption().orElseThrow()).isZero();
        assertThat(moved.growth()).isEmpty();
        assertThat(100 * moved.movedPart()).isCloseTo(20, within(0.0001));
    }

    @Test
    void whatAllOthersTakeOverLeavesTheirProportions() {
        SimulatedBook lost = simulated(AntimonyBooks.census(), "lose CN");
        SimulatedBook moved = simulated(AntimonyBooks.census(), "move CN:all:pro-rata");

        assertThat(moved.after().getHhi()).isCloseTo(lost.after().getHhi(), within(0.001));
        assertThat(moved.after().getTotalValueCents()).isEqualTo(moved.before().getTotalValueCents());
        assertThat(moved.gap().valueCents()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "cap CN:30%, 30.0, 0.0",
        "cap CN:30%:MX, 30.0, 0.0",
        "cap CN:30%:lost, 30.0, 21.7",
        "cap CN:50%, 45.2, 0.0",
    })
    void aCapHoldsInTheResult(String cap, double percent, double gap) {
        SimulatedBook capped = simulated(AntimonyBooks.census(), cap);

        assertThat(share(capped.after(), "CN")).isCloseTo(percent, TENTH);
        assertThat(100 * capped.gap().ofImports()).isCloseTo(gap, TENTH);
    }

    @Test
    void aCapAfterALossHoldsToo() {
        SimulatedBook capped = simulated(AntimonyBooks.census(), "cap CN:50%", "lose BE");

        assertThat(share(capped.after(), "CN")).isCloseTo(50, TENTH);
    }

    @Test
    void aPartOfWhatASupplierSuppliesIsLost() {
        SimulatedBook lost = simulated(AntimonyBooks.census(), "lose CN:1/2");

        assertThat(100 * lost.gap().ofImports()).isCloseTo(45.193 / 2, within(0.0001));
    }

    @Test
    void aBlocIsLostWithoutTheReporter() {
        SimulatedBook lost = simulated(
                new AntimonyBooks().with("antimony-oxide", 2024, "US:1000000 CN:3000000 MX:1000000 CA:1000000"),
                "lose usmca");

        assertThat(lost.gap().valueCents()).isEqualTo(200_000_000L);
        assertThat(100 * lost.gap().ofImports()).isCloseTo(40, within(1e-9));
        assertThat(lost.after().getReturnedValueCents()).isEqualTo(100_000_000L);
        assertThat(lost.after().getTopShare()).isEqualTo(1.0);
    }

    @Test
    void theMembersOfABlocTakeOverByWhatTheySupply() {
        SimulatedBook moved = simulated(
                new AntimonyBooks().with("antimony-oxide", 2024, "CN:6000000 MX:3000000 CA:1000000"),
                "move CN:20%:usmca");

        assertThat(share(moved.after(), "MX")).isCloseTo(45, within(1e-6));
        assertThat(share(moved.after(), "CA")).isCloseTo(15, within(1e-6));
    }

    @Test
    void membersThatSupplyNothingTakeOverTheSameEach() {
        SimulatedBook moved = simulated(
                new AntimonyBooks().with("antimony-oxide", 2024, "CN:6000000 BE:4000000"), "move CN:20%:usmca");

        assertThat(share(moved.after(), "MX")).isCloseTo(10, within(1e-6));
        assertThat(share(moved.after(), "CA")).isCloseTo(10, within(1e-6));
        assertThat(moved.notes())
                .singleElement()
                .asString()
                .contains("no member of USMCA supplies it now", "Canada, Mexico");
    }

    @Test
    void othersGiveAPartOfWhatEachSupplies() {
        SimulatedBook moved = simulated(
                new AntimonyBooks().with("antimony-oxide", 2024, "CN:5000000 BE:3000000 XX:1000000 MX:1000000"),
                "move others:1/10:usmca");

        assertThat(share(moved.after(), "CN")).isCloseTo(45, within(1e-6));
        assertThat(share(moved.after(), "BE")).isCloseTo(27, within(1e-6));
        assertThat(share(moved.after(), "XX")).isCloseTo(9, within(1e-6));
        assertThat(share(moved.after(), "MX")).isCloseTo(19, within(1e-6));
    }

    @Test
    void aSourceGivesAllThatItHasAndANoteSaysSo() {
        SimulatedBook moved = simulated(AntimonyBooks.census(), "move TH:20%:MX");

        assertThat(share(moved.after(), "TH")).isZero();
        assertThat(share(moved.after(), "MX")).isCloseTo(0.7 + 11.5, TENTH);
        assertThat(moved.notes()).containsExactly("Thailand supplies 11.5 %: move TH:20%:MX moves all of that");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lose TD | Chad supplies none of it: lose TD changes nothing",
                "lose US | United States is the reporter, whose returned goods are no supply: lose US changes nothing",
                "move CN:20%:US | what the reporter makes itself is not imported, so move CN:20%:US changes nothing:"
                        + " write lost instead",
                "cap CN:60% | China supplies 45.2 %: cap CN:60%:pro-rata changes nothing",
            })
    void aMoveWithoutEffectIsNoted(String move, String note) {
        SimulatedBook same = simulated(AntimonyBooks.census(), move);

        assertThat(same.after()).isEqualTo(same.before());
        assertThat(same.movedCents()).isZero();
        assertThat(same.notes()).containsExactly(note);
    }

    @Test
    void theLossOfTheOnlySupplierLeavesNothing() {
        SimulatedBook lost = simulated(new AntimonyBooks().with("antimony-oxide", 2024, "CN:6000000"), "lose CN");

        assertThat(100 * lost.gap().ofImports()).isEqualTo(100);
        assertThat(lost.after().getTopCountry()).isNull();
        assertThat(lost.after().getHhi()).isZero();
        assertThat(lost.growth())
                .allSatisfy(growth -> assertThat(growth.times()).isEmpty());
        assertThat(simulated(new AntimonyBooks().with("antimony-oxide", 2024, "CN:6000000"), "move CN:10%:pro-rata")
                        .notes())
                .containsExactly("there is no other supplier: move CN:10%:pro-rata changes nothing");
    }

    @Test
    void unlistedOriginsKeepTheirProportionAndAreNoNamedSupplier() {
        AntimonyBooks books = new AntimonyBooks().with("antimony-oxide", 2024, "CN:5000000 XX:3000000 BE:2000000");
        SimulatedBook lost = simulated(books, "lose CN");

        assertThat(lost.after().getTopCountry()).isEqualTo("BE");
        assertThat(100 * lost.after().getTopShare()).isEqualTo(40);
        assertThat(times(lost, "others")).isEqualTo(2.0);
        assertThat(share(simulated(books, "move CN:20%:pro-rata").after(), "XX"))
                .isCloseTo(42, within(1e-6));
    }

    @Test
    void alertsBeginEscalateEaseAndEndAsTheJudgementSays() {
        AntimonyBooks books =
                new AntimonyBooks().with("antimony-oxide", 2024, "CN:66000000 BE:20000000 RU:4000000 MX:10000000");

        assertThat(alerts(simulated(books, "lose CN")))
                .contains(
                        "effective-dependence/CN ENDS WARNING->NONE 56.8->0.0",
                        "entities-of-concern/entities-of-concern ENDS CRITICAL->NONE 70.0->11.8",
                        "single-source/BE BEGINS NONE->WARNING 20.0->58.8",
                        "single-source/CN ENDS CRITICAL->NONE 66.0->0.0");
        assertThat(alerts(simulated(books, "move CN:10%:MX")))
                .contains("single-source/CN EASES CRITICAL->WARNING 66.0->56.0")
                .contains("entities-of-concern/entities-of-concern STAYS CRITICAL->CRITICAL 70.0->60.0");
        assertThat(alerts(simulated(books, "lose BE")))
                .contains("effective-dependence/CN ESCALATES WARNING->CRITICAL 56.8->71.0");
    }

    private static List<String> alerts(SimulatedBook book) {
        return book.alerts().stream()
                .map(alert -> String.format(
                        Locale.ROOT,
                        "%s/%s %s %s->%s %.1f->%.1f",
                        alert.policy().getId(),
                        alert.subject(),
                        alert.effect(),
                        alert.before(),
                        alert.after(),
                        alert.observedBefore().orElse(-1),
                        alert.observedAfter().orElse(-1)))
                .toList();
    }

    @Test
    void onlyTheWindowThatIsAskedForChanges() {
        AntimonyBooks books = new AntimonyBooks()
                .with("antimony-oxide", 2023, "CN:66000000 BE:34000000")
                .with("antimony-oxide", 2024, "CN:40000000 BE:60000000")
                .with("antimony-oxide", 2025, "CN:90000000 BE:10000000");
        SimulatedBook moved = simulated(books, "move BE:20%:CN");

        assertThat(moved.before().getAsOf()).isEqualTo("2024-12");
        assertThat(moved.alerts())
                .extracting(alert -> alert.alertId(), SimulatedAlert::before, SimulatedAlert::after)
                .contains(
                        tuple("single-source/us-census-annual/US/antimony/CN", Severity.NONE, Severity.WARNING),
                        tuple("single-source/us-census-annual/US/antimony/BE", Severity.WARNING, Severity.NONE));
    }

    @Test
    void goodsKeepTheirWeightAndContent() {
        AntimonyBooks books = new AntimonyBooks()
                .with("antimony-oxide", 2024, "CN:60000000/6000000 BE:20000000/2000000")
                .with("antimony-metal", 2024, "CN:10000000/1000000 TH:10000000/1000000");
        DependencePolicy byContent = DependencePolicy.newBuilder(
                        Policies.initial().get(0))
                .setMeasure(Measure.CONTAINED_WEIGHT)
                .build();
        SimulatedBook moved = simulated(books, "antimony", List.of(byContent), "move CN:35%:MX");

        assertThat(moved.after().getTotalWeightGrams()).isEqualTo(moved.before().getTotalWeightGrams());
        assertThat(moved.after().getWeightCoverage()).isEqualTo(1.0);
        double content = 0.8354;
        double all = 8 * content + 2;
        double china = (6 * content + 1) / all;
        assertThat(moved.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.observedBefore().orElseThrow()).isCloseTo(100 * china, within(1e-6));
            assertThat(alert.observedAfter().orElseThrow()).isCloseTo(100 * china / 2, within(1e-6));
            assertThat(alert.effect()).isEqualTo(SimulatedAlert.Effect.ENDS);
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Of any supply and any moves, no cent appears or disappears but what is reported as lost. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyCentIsAccountedFor(long seed) {
        Random random = new Random(seed);
        List<String> countries = List.of("CN", "BE", "US", "XX", "MX", "CA", "RU", "TH");
        String values = countries.stream()
                .filter(country -> country.equals("CN") || random.nextBoolean())
                .map(country -> country + ":" + random.nextLong(1, 3_000_000_000L))
                .collect(Collectors.joining(" "));
        List<String> moves = List.of(
                "lose RU:1/3",
                "move CN:" + random.nextInt(1, 100) + "." + random.nextInt(10) + "%:pro-rata",
                "move others:1/7:usmca",
                "move BE:50%:TH",
                "cap CN:" + random.nextInt(1, 100) + "%");
        SimulatedBook moved =
                simulated(new AntimonyBooks().with("antimony-oxide", 2024, values), moves.toArray(new String[0]));

        assertThat(moved.after().getTotalValueCents() + moved.gap().valueCents())
                .isEqualTo(moved.before().getTotalValueCents());
        assertThat(moved.after().getReturnedValueCents())
                .isEqualTo(moved.before().getReturnedValueCents());
        assertThat(moved.after().getCountries())
                .allSatisfy(country -> assertThat(country.getValueCents()).isPositive());
    }
}
