package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.values.Months;

class BookCodesTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    /** The codes of the demo's monthly file. */
    private static final List<String> BATTERY =
            List.of("250410", "280461", "282200", "282520", "283324", "283691", "380110", "760200", "850511");

    private static BookCodes codes(String book, String... declared) {
        return BookCodes.of(book, CATALOGUE, Optional.of(List.of(declared)));
    }

    private static Window window(String asOf) {
        return window(asOf, 12);
    }

    private static Window window(String asOf, int months) {
        return new Window(
                Months.of(asOf),
                months,
                new WindowState(months, true, false, false),
                false,
                false,
                new Totals(new Countries()));
    }

    private static Optional<String> coverage(BookCodes codes) {
        return codes.coverage(window("2025-12")).map(BookCodes::text);
    }

    @ParameterizedTest
    @CsvSource({
        "nickel, 1 of 6 codes: 283324",
        "graphite, 1 of 2 codes: 250410",
        "silicon, 1 of 4 codes: 280461",
        "graphite-other, 0 of 1 code",
        "lithium, ",
        "graphite-flake, ",
        "silicon-polysilicon, ",
        "nickel-sulfate, "
    })
    void aDatasetOfSomeCodesCoversItsFormsAndOnlyAPartOfTheirMinerals(String book, String expected) {
        assertThat(coverage(BookCodes.of(book, CATALOGUE, Optional.of(BATTERY))))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void aDatasetThatDoesNotDeclareItsCodesCoversEveryBook() {
        assertThat(coverage(BookCodes.of("nickel", CATALOGUE, Optional.empty())))
                .isEmpty();
        assertThat(coverage(BookCodes.NONE)).isEmpty();
    }

    @Test
    void aLongerCodeCountsAsThePrefixThatClassifiesIt() {
        assertThat(coverage(codes("antimony", "8110100000", "2825800000"))).isEmpty();
        assertThat(coverage(codes("titanium-unwrought", "8108200010"))).contains("0 of 1 code");
        assertThat(coverage(codes("titanium-unwrought", "8108200095"))).isEmpty();
    }

    @Test
    void aShorterCodeContainsThoseUnderItInTheBookThatCountsIt() {
        assertThat(coverage(codes("titanium", "810820")).orElseThrow()).endsWith(" codes: 810820, 8108200010");
        assertThat(coverage(codes("titanium-sponge", "810820"))).contains("0 of 1 code");
        assertThat(coverage(codes("rare-earths-compounds", "284610", "284690"))).isEmpty();
    }

    @Test
    void nationalCodesOfOneFormUnderOneHeadingStandForEachOther() {
        assertThat(coverage(codes("helium", "2804290010"))).isEmpty();
        assertThat(coverage(codes("helium", "28042910"))).isEmpty();
        assertThat(coverage(codes("vanadium-residues", "2620991000"))).isEmpty();
        assertThat(coverage(codes("indium", "8112921000"))).contains("0 of 1 code");
    }

    @Test
    void aBookCoveredInPartHasNoReliance() {
        BookKey nickel = new BookKey("us-census-battery", "US", "nickel");
        Reliance inPart =
                codes("nickel", "283324").reliance(nickel, window("2025-12"), new CatalogueFacts(CATALOGUE).of(nickel));

        assertThat(inPart.part()).isEmpty();
        assertThat(inPart.absence()).contains("us-census-battery has 1 of 6 codes: 283324");
        assertThat(BookCodes.NONE
                        .reliance(nickel, window("2025-12"), new CatalogueFacts(CATALOGUE).of(nickel))
                        .part())
                .isPresent();
    }

    @Test
    void onlyTheCodesThatTheTariffHasInAWindowMustBeCovered() {
        BookCodes germanium = codes("germanium", "8112926000", "8112926500");

        assertThat(germanium.coverage(window("2024-12"))).isEmpty();
        assertThat(germanium.coverage(window("2025-01")).map(BookCodes::text))
                .contains("2 of 3 codes: 8112926000, 8112926500");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-12, 12, false, true", "2024-01, 12, true, true", "2024-12, 12, true, true",
        "2025-01, 12, true, false", "2026-11, 12, true, false", "2026-12, 12, false, true",
        "2027-11, 24, true, false", "2027-12, 24, false, true"
    })
    void windowsNearACodeThatBeginsAreNotComparable(String asOf, int months, boolean isBreak, boolean comparable) {
        BookCodes germanium = codes("germanium");
        Window window = window(asOf, months);

        assertThat(germanium.seriesBreak(window).isPresent()).isEqualTo(isBreak);
        assertThat(germanium.breakSince(window, 12).isEmpty()).isEqualTo(comparable);
    }

    @Test
    void aBreakNamesTheCodeAndItsMonth() {
        assertThat(codes("germanium").seriesBreak(window("2025-12"))).contains("code 2825600010 begins in 2025-01");
        assertThat(codes("germanium-mixed-oxides").seriesBreak(window("2025-12")))
                .contains("code 2825600000 ends in 2024-12");
        assertThat(codes("antimony").seriesBreak(window("2025-12"))).isEmpty();
    }
}
