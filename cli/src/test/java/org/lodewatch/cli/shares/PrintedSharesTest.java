package org.lodewatch.cli.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.messages.ShareMove;

/** What the two tables of shares print about a book. */
class PrintedSharesTest {

    private final StringWriter text = new StringWriter();
    private final Screen screen = Screen.plain(new PrintWriter(text), new PrintWriter(text));

    private static CountryShare country(
            String country, long cents, Long grams, double share, Double weightShare, Double change) {
        return CountryShare.newBuilder()
                .setCountry(country)
                .setValueCents(cents)
                .setWeightGrams(grams)
                .setValueShare(share)
                .setWeightShare(weightShare)
                .setValueShareChange(change)
                .build();
    }

    private static MineralShares.Builder german() {
        return MineralShares.newBuilder()
                .setDataset("eurostat")
                .setReporter("DE")
                .setMineral("cobalt")
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(2_000_000_000)
                .setWeightCoverage(0)
                .setRecords(3)
                .setCountries(List.of(
                        country("NO", 1_500_000_000L, null, 0.75, null, null),
                        country("CN", 500_000_000L, null, 0.25, null, null)))
                .setHhi(6_250)
                .setTopCountry("NO")
                .setTopShare(0.75)
                .setTop3Share(1)
                .setWithoutTopValueCents(500_000_000);
    }

    /** Twelve of twenty million dollars came back, and three of the others' eight are of unlisted origins. */
    private static MineralShares.Builder chinese() {
        return german().setReporter("CN")
                .setMineral("rare-earths")
                .setCountries(List.of(
                        country("CN", 1_200_000_000L, null, 0.6, null, null),
                        country("MM", 500_000_000L, null, 0.25, null, null),
                        country("XX", 300_000_000L, null, 0.15, null, null)))
                .setHhi(3_906.25)
                .setTopCountry("MM")
                .setTopShare(0.625)
                .setTop3Share(0.625)
                .setWithoutTopValueCents(300_000_000)
                .setReturnedValueCents(1_200_000_000);
    }

    private List<String> table(MineralShares.Builder book) {
        new SharesReport(Catalogue.bundled(), Optional.empty(), false).print(List.of(book.build()), screen);
        return text.toString().lines().toList();
    }

    private List<String> suppliers(MineralShares.Builder book) {
        new SuppliersReport(Catalogue.bundled(), Optional.empty()).print(List.of(book.build()), screen);
        return text.toString().lines().toList();
    }

    @Test
    void aBookOfADatasetThatDeclaresNothingHasNeitherBasisNorNotes() {
        assertThat(table(german().setCurrency("USD")))
                .containsExactly(
                        "eurostat, reporter Germany, 12 months to 2024-12",
                        "mineral  imports  top supplier   share               HHI  reliance  of use",
                        "cobalt   $20.0 M  Norway        75.0 %  █████████  6,250         -       -",
                        "");
    }

    @Test
    void theTableNamesTheBasisAndTheCurrency() {
        assertThat(table(german().setBasis("general imports, CIF value, HS6").setCurrency("EUR")))
                .startsWith("eurostat, reporter Germany, 12 months to 2024-12: general imports, CIF value, HS6")
                .anySatisfy(line -> assertThat(line).contains("cobalt   EUR 20.0 M  Norway"));
    }

    @Test
    void theReportOfAMineralNamesTheBasisAndTheCurrency() {
        assertThat(suppliers(
                        german().setBasis("general imports, CIF value, HS6").setCurrency("EUR")))
                .containsExactly(
                        "cobalt, reporter Germany, eurostat, 12 months to 2024-12: general imports, CIF value, HS6",
                        "EUR 20.0 M in 3 records; HHI 6,250; without the top supplier EUR 5.0 M",
                        "net import reliance -",
                        "country       value   share                           in a year  by weight",
                        "Norway   EUR 15.0 M  75.0 %  ██████████████████████▌          -          -",
                        "China     EUR 5.0 M  25.0 %  ███████▌                         -          -",
                        "");
    }

    @Test
    void marksOfAWindowAreExplained() {
        MineralShares.Builder marked =
                german().setComplete(false).setPartial(true).setStale(true).setCoveredMonths(10);

        assertThat(table(marked))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("eurostat, reporter Germany, 12 months to 2024-12*‡ (10 of 12 months published)"))
                .anySatisfy(line -> assertThat(line).startsWith("cobalt (stale)"))
                .anySatisfy(line -> assertThat(line).startsWith("* provisional: "))
                .anySatisfy(
                        line -> assertThat(line).startsWith("‡ partial: rows of a period in this window are missing"))
                .anySatisfy(line -> assertThat(line).startsWith("stale: no record in the last two periods"));
        text.getBuffer().setLength(0);
        assertThat(suppliers(marked))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("cobalt, reporter Germany, eurostat, 12 months to 2024-12*‡"
                                + " (10 of 12 months published) (stale)"))
                .anySatisfy(line -> assertThat(line).startsWith("‡ partial: "))
                .anySatisfy(line -> assertThat(line).startsWith("stale: "));
    }

    @Test
    void theTableMarksReturnedGoodsAndSaysWhatTheShareIsOf() {
        assertThat(table(chinese()))
                .anySatisfy(line -> assertThat(line).contains("$20.0 M  Myanmar §", "62.5 %  ███████▌░", "≥ 3,906"))
                .contains("§ share and HHI are of what other countries supply; returned goods are in the imports:"
                        + " rare earths 60.0 %");
    }

    @Test
    void theReportOfAMineralShowsReturnedGoodsAndBothShares() {
        assertThat(suppliers(chinese()))
                .anySatisfy(line -> assertThat(line).matches("China \\(returned goods\\) +\\$12.0 M +60.0 % +-  █.*"))
                .anySatisfy(line -> assertThat(line).matches("Myanmar +\\$5.0 M +25.0 % +62.5 %  █.*"))
                .anySatisfy(line -> assertThat(line).matches("Unknown or unlisted +\\$3.0 M +15.0 % +37.5 %  ░.*"))
                .contains(
                        "░ unlisted origins hold 37.5 %, as no country's own: HHI is a lower bound",
                        "returned goods are 60.0 % of the total; of what other countries supply, Myanmar has 62.5 %: HHI and"
                                + " policies are of that");
    }

    @Test
    void onlyReturnedGoodsAreNobodysSupply() {
        MineralShares.Builder alone = chinese()
                .setCountries(List.of(country("CN", 2_000_000_000L, null, 1.0, null, null)))
                .setHhi(0)
                .setTopCountry(null)
                .setTopShare(null)
                .setWithoutTopValueCents(0)
                .setReturnedValueCents(2_000_000_000);

        assertThat(table(alone)).anySatisfy(line -> assertThat(line).contains("none known §", " 0.0 %"));
        text.getBuffer().setLength(0);
        assertThat(suppliers(alone))
                .contains("returned goods are 100.0 % of the total; of what other countries supply, nothing is known:"
                        + " HHI and policies are of that");
    }

    private static MineralShares titanium() {
        return german().setReporter("US")
                .setMineral("titanium")
                .setTopCountry("JP")
                .setTopShare(0.369)
                .build();
    }

    private static MineralShares.Builder sponge() {
        return german().setReporter("US")
                .setMineral("titanium-sponge")
                .setFormOf("titanium")
                .setTopCountry("JP")
                .setTopShare(0.783)
                .setReliance(new PublishedReliance(">95", RelianceBound.LOWER, 2024, "MCS2026"))
                .setNetImportReliance(0.95)
                .setEffectiveDependence(0.783 * 0.95);
    }

    private List<String> table(int width, boolean forms, MineralShares... books) {
        Screen sized = new Screen(new PrintWriter(text), new PrintWriter(text), false, false, width, 50);
        new SharesReport(Catalogue.bundled(), Optional.empty(), forms).print(List.of(books), sized);
        return text.toString().lines().toList();
    }

    @Test
    void theLineOfAMineralSaysWhichFormIsWorse() {
        List<String> lines = table(120, false, titanium(), sponge().build());

        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("titanium")
                        .contains("36.9 %", "by form")
                        .endsWith("sponge: Japan 78.3 %, critical"))
                .noneSatisfy(line -> assertThat(line).startsWith("  sponge"));
    }

    @Test
    void aNarrowScreenHasTheFormBelowItsMineralAndNoLineThatIsTooLong() {
        List<String> lines = table(80, false, titanium(), sponge().build());

        assertThat(lines)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .contains("  sponge: Japan 78.3 %, critical");
    }

    @Test
    void allFormsStandBelowTheirMineralOnRequestWithTheirBounds() {
        assertThat(table(120, true, titanium(), sponge().build()))
                .anySatisfy(line ->
                        assertThat(line).startsWith("  sponge").contains("Japan", "78.3 %", ">95 %", "≥ 74.4 %"))
                .anySatisfy(line -> assertThat(line).startsWith("reliance: ").contains("of 2024, USGS MCS2026"));
    }

    @Test
    void smallBooksHaveASectionOfTheirOwn() {
        MineralShares small = german().setReporter("US")
                .setMineral("thallium")
                .setTotalValueCents(99_999_999)
                .build();

        assertThat(table(120, false, titanium(), small))
                .containsSubsequence("under $1.0 M a year, where a single delivery decides the shares")
                .anySatisfy(line -> assertThat(line).startsWith("thallium"));
    }

    @Test
    void marksSayWhatCallsForCare() {
        MineralShares marked = german().setReporter("US")
                .setMineral("nickel")
                .setCodeCoverage(new CodeCoverage(6, List.of("283324")))
                .setSeriesBreak("code 2825600010 begins in 2025-01")
                .setValueWeightGap(54.1)
                .setUnproducedShare(0.842)
                .setDetour(new Detour(31.2, List.of(new ShareMove("CN", -43.0)), List.of(new ShareMove("BE", 12.8))))
                .build();

        String all = String.join(" ", table(1000, false, marked)).replaceAll("\\s+", " ");

        assertThat(all)
                .contains("nickel ° ~ ≠ ?")
                .contains("nickel 1 of 6 codes: 283324")
                .contains("nickel code 2825600010 begins in 2025-01")
                .contains("nickel by 54.1 points")
                .contains("nickel 84.2 % (China -43.0; Belgium +12.8)");
    }

    @Test
    void twoDatasetsStandSideBySideWithTheReason() {
        MineralShares general = german().setDataset("general")
                .setBasis("general imports, customs value, HS6")
                .build();
        MineralShares consumed = german().setDataset("consumed")
                .setBasis("imports for consumption, customs value, HS6")
                .setTotalValueCents(1_900_000_000)
                .build();

        new SuppliersReport(Catalogue.bundled(), Optional.empty()).print(List.of(general, consumed), screen);

        assertThat(text.toString().lines())
                .startsWith("cobalt, reporter Germany: 2 datasets")
                .anySatisfy(line -> assertThat(line).matches("imports +\\$20.0 M +\\$19.0 M"))
                .anySatisfy(line -> assertThat(line).startsWith("their totals differ by $1.0 M: "));
        assertThat(text.toString().replaceAll("\\s+", " "))
                .contains(
                        "general imports count goods when they arrive, imports for consumption when they are released");
    }

    @Test
    void equalTotalsAreNotSaidToMeasureOtherThingsWithoutAReason() {
        MineralShares one = german().setDataset("one").build();
        MineralShares other = german().setDataset("other").build();
        MineralShares consumed = german().setDataset("consumed")
                .setBasis("imports for consumption, customs value, HS6")
                .build();

        new SuppliersReport(Catalogue.bundled(), Optional.empty()).print(List.of(one, other), screen);
        assertThat(text.toString().lines()).contains("their totals are the same");

        new SuppliersReport(Catalogue.bundled(), Optional.empty()).print(List.of(one, consumed), screen);
        assertThat(text.toString()).contains("their totals are the same, though not what they measure: ");
    }

    @Test
    void concentrationByGovernanceIsALowerBoundWhereASupplierHasNoIndicators() {
        MineralShares.Builder known = german().setHhiGovernance(12_345.0);
        MineralShares.Builder without = german().setHhiGovernance(12_345.0)
                .setCountries(List.of(
                        country("NO", 1_500_000_000L, null, 0.75, null, null),
                        country("AQ", 500_000_000L, null, 0.25, null, null)));

        assertThat(suppliers(known)).anySatisfy(line -> assertThat(line).contains("by governance 12,345;"));
        text.getBuffer().setLength(0);
        assertThat(suppliers(without)).anySatisfy(line -> assertThat(line).contains("by governance ≥ 12,345;"));
        text.getBuffer().setLength(0);
        assertThat(suppliers(chinese().setHhiGovernance(12_345.0)))
                .anySatisfy(line -> assertThat(line).contains("by governance ≥ 12,345;"));
    }

    @Test
    void theGapOfValueAndWeightQuotesSharesOfTheSupply() {
        MineralShares.Builder returned = german().setReporter("US")
                .setCountries(List.of(
                        country("US", 1_000_000_000L, 1_000_000L, 0.5, 0.25, null),
                        country("MM", 750_000_000L, 1_500_000L, 0.375, 0.375, null),
                        country("DE", 250_000_000L, 1_500_000L, 0.125, 0.375, null)))
                .setReturnedValueCents(1_000_000_000)
                .setValueWeightGap(25.0);

        assertThat(suppliers(returned))
                .contains("value and weight disagree by 25.0 points (Myanmar 75.0 % by value, 50.0 % by weight)");
    }

    @Test
    void theReportOfAMineralShowsItsFormsAndWhyThereIsNoReliance() {
        MineralShares whole = german().setMineral("titanium")
                .setRelianceAbsence("none is published for titanium as a whole, but for titanium-sponge")
                .build();
        MineralShares form =
                german().setMineral("titanium-sponge").setFormOf("titanium").build();

        new SuppliersReport(Catalogue.bundled(), Optional.empty()).print(List.of(whole, form), screen);

        assertThat(text.toString().lines())
                .contains("net import reliance: none is published for titanium as a whole, but for titanium-sponge")
                .anySatisfy(line -> assertThat(line).matches("sponge +\\$20.0 M +- +Norway 75.0 %, China 25.0 %"));
    }
}
