package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.values.Months;

/** The forms, codes, names and figures of the bundled catalogue. */
class CatalogueFormsTest {

    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    void everyFormHasACodeAndEveryCodeIsOfAListedForm() {
        Map<Form, Long> codes = catalogue.commodities().stream()
                .collect(Collectors.groupingBy(Classification::form, Collectors.counting()));

        assertThat(codes.keySet()).containsExactlyInAnyOrderElementsOf(catalogue.forms());
    }

    @Test
    void theOnlyHeadlineFormOfAMineralHasTheBookOfTheMineral() {
        Map<String, List<Form>> headlines =
                catalogue.forms().stream().filter(Form::headline).collect(Collectors.groupingBy(Form::mineral));

        assertThat(headlines).hasSize(46).allSatisfy((mineral, forms) -> {
            if (forms.size() == 1) {
                assertThat(forms.get(0).book()).isEqualTo(mineral);
                assertThat(catalogue.parts(mineral)).isEmpty();
                assertThat(catalogue.formOf(mineral)).isEmpty();
            } else {
                assertThat(forms)
                        .extracting(Form::book)
                        .isEqualTo(catalogue.parts(mineral))
                        .allSatisfy(book -> assertThat(book).startsWith(mineral + "-"))
                        .allSatisfy(book -> assertThat(catalogue.sumOf(book)).contains(mineral));
                assertThat(catalogue.form(mineral)).isEmpty();
            }
        });
        assertThat(headlines.get("copper")).extracting(Form::id).containsExactly("refined");
    }

    @Test
    void aFormOutsideTheHeadlineIsInNoSum() {
        assertThat(catalogue.forms()).filteredOn(form -> !form.headline()).allSatisfy(form -> {
            assertThat(form.book()).isEqualTo(form.mineral() + "-" + form.id());
            assertThat(catalogue.sumOf(form.book())).isEmpty();
            assertThat(catalogue.formOf(form.book())).contains(form.mineral());
            assertThat(catalogue.parts(form.mineral())).doesNotContain(form.book());
        });
    }

    @Test
    void theBookOfTitaniumIsTheSumOfConcentratesSpongeAndOtherUnwroughtMetal() {
        assertThat(catalogue.parts("titanium"))
                .containsExactly("titanium-concentrates", "titanium-sponge", "titanium-unwrought");
        assertThat(catalogue.sumOf("titanium-sponge")).contains("titanium");
        assertThat(catalogue.mineralOf("titanium-sponge")).isEqualTo("titanium");
        assertThat(catalogue.withForms("titanium"))
                .startsWith("titanium", "titanium-concentrates", "titanium-sponge")
                .contains("titanium-slag", "titanium-scrap")
                .doesNotHaveDuplicates();
        assertThat(catalogue.withForms("titanium-sponge")).containsExactly("titanium-sponge");
        assertThat(catalogue.withForms("copper")).startsWith("copper", "copper-ore");
        assertThat(catalogue.withForms("gallium")).containsExactly("gallium");
    }

    @ParameterizedTest
    @CsvSource({
        "titanium, 261400 810820 8108200010",
        "titanium-sponge, 8108200010",
        "titanium-slag, 2620995000",
        "antimony, 282580 811010",
        "copper, 740311 740312 740313 740319",
        "copper-ore, 260300",
        "arsenic, 280480 2811191000 2811291000",
        "beryllium, 2825901000 7405006030 7409901030 7409905030 7409909030 811212 811213 811219",
        "germanium, 2825600010 8112926000 8112926500",
        "yttrium, ''",
        "copper-refined, ''",
    })
    void aBookCountsTheCodesOfItsForms(String book, String prefixes) {
        assertThat(catalogue.codes(book).stream().map(Classification::prefix).collect(Collectors.joining(" ")))
                .isEqualTo(prefixes);
    }

    @ParameterizedTest
    @CsvSource({
        "2825600000, 2024-01, 2024-12, germanium-mixed-oxides, 2825600000",
        "2825600000, 2024-12, 2024-12, germanium-mixed-oxides, 2825600000",
        "2825600000, 2025-01, 2025-12, germanium-mixed-oxides, 282560",
        "2825600010, 2025-01, 2025-01, germanium-dioxide, 2825600010",
        "2825600010, 2026-01, 2026-12, germanium-dioxide, 2825600010",
        "2825600010, 2024-12, 2024-12, germanium-mixed-oxides, 282560",
        "2825600010, 2024-07, 2025-06, germanium-dioxide, 2825600010",
        "2825600020, 2025-03, 2025-03, zirconium-dioxide, 2825600020",
        "2825600020, 2023-01, 2023-12, germanium-mixed-oxides, 282560",
        "282560, 2023-01, 2023-01, germanium-mixed-oxides, 282560",
        "282560, 2025-01, 2025-12, germanium-mixed-oxides, 282560",
    })
    void aCodeHasTheFormOfTheLongestPrefixThatIsValidInThePeriod(
            String code, String first, String last, String book, String prefix) {
        Classification found =
                catalogue.classify(code, Months.of(first), Months.of(last)).orElseThrow();

        assertThat(found.book()).isEqualTo(book);
        assertThat(found.prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "rare-earths, 2024, 53, EXACT, 0.53",
        "rare-earths, 2023, >90, LOWER, 0.90",
        "neodymium, 2024, 53, EXACT, 0.53",
        "copper, 2024, 45, EXACT, 0.45",
        "antimony, 2024, 86, EXACT, 0.86",
        "titanium-sponge, 2025, 100, EXACT, 1",
        "titanium-sponge, 2024, >95, LOWER, 0.95",
        "titanium-sponge, 2021, >95, LOWER, 0.95",
        "titanium-concentrates, 2025, 88, EXACT, 0.88",
        "zirconium-ore, 2024, <25, UPPER, 0.25",
        "zirconium-ore, 2022, <50, UPPER, 0.50",
        "magnesium-compounds, 2025, 59, EXACT, 0.59",
        "magnesium-metal, 2025, >75, LOWER, 0.75",
        "aluminum-alumina, 2025, 71, EXACT, 0.71",
        "boron, 2025, E, EXACT, 0",
        "yttrium, 2022, 100, EXACT, 1",
        // MCS 2024 estimated 82 for 2023, the newer edition has 81.
        "antimony, 2023, 81, EXACT, 0.81",
    })
    void netImportRelianceIsThatOfTheFormAndTheYearByTheNewestEdition(
            String book, int year, String printed, NetImportReliance.Bound bound, double part) {
        Reliance reliance = catalogue.reliance("US", book, year);

        assertThat(reliance.figure()).map(NetImportReliance::printed).contains(printed);
        assertThat(reliance.figure()).map(NetImportReliance::edition).contains("MCS2026");
        assertThat(reliance.bound()).isEqualTo(bound);
        assertThat(reliance.part()).hasValue(part);
        assertThat(reliance.absence()).isEmpty();
        assertThat(reliance.isNetExporter()).isEqualTo(printed.equals("E"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            US | titanium           | 2025 | none is published for titanium as a whole, but for titanium-concentrates, titanium-sponge, titanium-pigment
            US | zirconium          | 2024 | none is published for zirconium as a whole, but for zirconium-ore
            US | titanium-unwrought | 2025 | none is published for other unwrought titanium and powders
            US | uranium            | 2025 | none is published for uranium
            US | antimony           | 2026 | none is published for 2026 (newest: 2025, MCS2026)
            US | antimony           | 2020 | none is published for 2020 (newest: 2025, MCS2026)
            US | hafnium            | 2025 | MCS2026 prints NA for 2025
            JP | antimony           | 2025 | none is published for Japan
            """)
    void theAbsenceOfNetImportRelianceHasAReason(String reporter, String book, int year, String reason) {
        Reliance reliance = catalogue.reliance(reporter, book, year);

        assertThat(reliance.part()).isEmpty();
        assertThat(reliance.absence()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "antimony, antimony",
        "Sb, antimony",
        "sb, antimony",
        "SB, antimony",
        "rare earths, rare-earths",
        "Rare Earths, rare-earths",
        "rare-earths, rare-earths",
        "REE, rare-earths",
        "lithium carbonate, lithium-carbonate",
        "Lithium  Carbonate, lithium-carbonate",
        "lithium_carbonate, lithium-carbonate",
        "titanium sponge, titanium-sponge",
        "copper-refined, copper",
        "refined copper, copper",
        "copper ore, copper-ore",
        "aluminium, aluminum",
        "wolfram, tungsten",
        "W, tungsten",
        "chromite, chromium-chromite",
        "bauxite, aluminum-bauxite",
        "yttrium, yttrium",
        "Y, yttrium",
        "caesium, cesium",
        "met coal, metallurgical-coal",
        "In, indium",
    })
    void aBookIsFoundByIdNameSymbolOrAlias(String typed, String book) {
        assertThat(catalogue.book(typed)).contains(book);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kobalt", "", "titanium-", "spong", "US"})
    void anUnknownNameHasNoBook(String typed) {
        assertThat(catalogue.book(typed)).isEmpty();
    }

    @Test
    void everyNameOfTheCatalogueLeadsToTheBookThatItIsWrittenFor() {
        assertThat(catalogue.minerals()).allSatisfy(mineral -> {
            assertThat(catalogue.book(mineral.id())).contains(mineral.id());
            assertThat(catalogue.book(mineral.name())).contains(mineral.id());
            mineral.symbol()
                    .ifPresent(symbol -> assertThat(catalogue.book(symbol)).contains(mineral.id()));
            assertThat(mineral.aliases())
                    .allSatisfy(alias -> assertThat(catalogue.book(alias)).contains(mineral.id()));
        });
        assertThat(catalogue.forms()).allSatisfy(form -> {
            assertThat(catalogue.book(form.book())).contains(form.book());
            assertThat(catalogue.book(form.mineral() + "-" + form.id())).contains(form.book());
            assertThat(catalogue.book(form.name())).contains(form.book());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "kobalt, cobalt",
        "rare, rare-earths",
        "titanium spong, titanium-sponge titanium-slag",
        "lithium carbonat, lithium-carbonate",
        "aluminiun, aluminum",
        "qqqqqqqqqqq, ''",
    })
    void aMistypedNameIsNearTheBookThatItMeans(String typed, String book) {
        assertThat(String.join(" ", catalogue.near(typed))).isEqualTo(book);
    }

    @Test
    void everyMineralOfTheListOf2025HasCodesOrANoteOnWhereItsTradeIs() {
        assertThat(catalogue.minerals()).filteredOn(Mineral::on2025List).allSatisfy(mineral -> {
            if (catalogue.codes(mineral.id()).isEmpty()) {
                assertThat(mineral.note()).isPresent();
            } else {
                assertThat(mineral.note()).isEmpty();
                assertThat(catalogue.standIn(mineral.id())).isEmpty();
            }
        });
        assertThat(catalogue.minerals())
                .filteredOn(mineral ->
                        mineral.on2025List() && catalogue.codes(mineral.id()).isEmpty())
                .hasSize(18)
                .filteredOn(mineral -> catalogue.standIn(mineral.id()).isEmpty())
                .extracting(Mineral::id)
                .containsExactly("cesium", "rubidium");
        assertThat(catalogue.standIn("yttrium")).contains("rare-earths");
        assertThat(catalogue.standIn("cerium")).contains("rare-earths");
    }

    @Test
    void aNoteNamesTheBookThatStandsIn() {
        assertThat(catalogue.minerals())
                .filteredOn(mineral -> catalogue.standIn(mineral.id()).isPresent())
                .allSatisfy(mineral -> assertThat(mineral.note().orElseThrow())
                        .contains(catalogue.standIn(mineral.id()).orElseThrow()));
    }

    @Test
    void producersAreTheCountriesWithMineOrRefineryProduction() {
        Production antimony = catalogue.production("antimony").orElseThrow();

        assertThat(antimony.verb()).isEqualTo("mine");
        assertThat(antimony.years()).isEqualTo("2024 and 2025");
        assertThat(antimony.edition()).isEqualTo("MCS2026");
        assertThat(antimony.producers()).contains("CN", "TJ", "BO").doesNotContain("BE", "FR", "KR");
        assertThat(catalogue.production("yttrium")).isEmpty();
    }

    @Test
    void governanceIsThatOfTheNewestYear() {
        assertThat(catalogue.governanceYear()).isEqualTo(2023);
        assertThat(catalogue.governance("AU")).hasValue(1.5433);
        assertThat(catalogue.governance("XX")).isEmpty();
        assertThat(catalogue.countries().stream()
                        .map(Country::iso2)
                        .filter(iso2 -> catalogue.governance(iso2).isPresent()))
                .hasSizeGreaterThan(200)
                .containsAll(Set.of("CN", "US", "RU", "CD"));
    }

    @Test
    void aContentHasASource() {
        assertThat(catalogue.forms())
                .filteredOn(form -> form.content().isPresent())
                .allSatisfy(form -> assertThat(form.contentSource()).isNotEmpty());
        assertThat(catalogue.form("antimony-oxide").orElseThrow().content()).hasValue(0.8354);
        assertThat(catalogue.form("antimony-metal").orElseThrow().content()).hasValue(1);
        assertThat(catalogue.form("copper").orElseThrow().content()).hasValue(1);
        assertThat(catalogue.form("antimony-ore").orElseThrow().content()).isEmpty();
    }
}
