package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledCatalogueTest {

    private static final Predicate<NetImportReliance> MCS2024 =
            figure -> figure.edition().equals("MCS2024");

    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    void theListOf2022HasFiftyMinerals() {
        assertThat(catalogue.minerals().stream().filter(Mineral::on2022List)).hasSize(50);
    }

    @Test
    void theListOf2025IsTheListOf2022AndTenMore() {
        assertThat(catalogue.minerals().stream().filter(Mineral::on2025List)).hasSize(60);
        assertThat(catalogue.minerals().stream().filter(mineral -> mineral.on2025List() && !mineral.on2022List()))
                .extracting(Mineral::name)
                .containsExactly(
                        "boron",
                        "copper",
                        "lead",
                        "metallurgical coal",
                        "phosphate",
                        "potash",
                        "rhenium",
                        "silicon",
                        "silver",
                        "uranium");
    }

    @Test
    void fourteenLanthanidesAreMembersOfTheRareEarthsAndNothingElseIs() {
        List<String> members = catalogue.minerals().stream()
                .filter(mineral -> mineral.memberOf().equals(Optional.of("rare-earths")))
                .map(Mineral::id)
                .toList();

        assertThat(members).hasSize(14).contains("cerium", "neodymium", "ytterbium");
        assertThat(members).doesNotContain("scandium", "yttrium");
        assertThat(catalogue.mineral("rare-earths").orElseThrow().on2025List()).isFalse();
    }

    @Test
    void twelveMineralsOfTheListOf2022WereImportedEntirelyAccordingToTheEditionOf2024() {
        assertThat(catalogue.minerals().stream()
                        .filter(Mineral::on2022List)
                        .flatMap(mineral -> catalogue.netImportReliance(mineral.id(), MCS2024).stream())
                        .filter(figure -> figure.printed().equals("100")))
                .extracting(NetImportReliance::mineral)
                .containsExactly(
                        "arsenic",
                        "cesium",
                        "fluorspar",
                        "gallium",
                        "graphite",
                        "indium",
                        "manganese",
                        "niobium",
                        "rubidium",
                        "scandium",
                        "tantalum",
                        "yttrium");
    }

    @Test
    void theNewestEditionOfNetImportRelianceIsTheDefault() {
        NetImportReliance antimony = catalogue.netImportReliance("antimony").orElseThrow();

        assertThat(antimony.edition()).isEqualTo("MCS2026");
        assertThat(antimony.year()).isEqualTo(2025);
        assertThat(antimony.percent()).hasValue(91);
        assertThat(catalogue
                        .netImportReliance("antimony", MCS2024)
                        .orElseThrow()
                        .percent())
                .hasValue(82);
    }

    @Test
    void aLanthanideInheritsTheNetImportRelianceOfTheRareEarths() {
        assertThat(catalogue.netImportReliance("neodymium")).isEqualTo(catalogue.netImportReliance("rare-earths"));
        assertThat(catalogue
                        .netImportReliance("neodymium", MCS2024)
                        .orElseThrow()
                        .bound())
                .isEqualTo(NetImportReliance.Bound.LOWER);
        assertThat(catalogue.netImportReliance("yttrium").orElseThrow().percent())
                .hasValue(100);
        assertThat(catalogue.netImportReliance("uranium")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2825800000, antimony, oxide, true",
        "282580, antimony, oxide, true",
        "8110100000, antimony, metal, true",
        "8110200000, antimony, scrap, false",
        "2617100000, antimony, ore, false",
        "8112921000, gallium, metal, true",
        "8112923000, indium, metal, true",
        "8112924000, niobium, metal, false",
        "8112926000, germanium, metal, true",
        "8112926500, germanium, metal, true",
        "8112927000, vanadium, metal, false",
        "2825600000, germanium, mixed-oxides, false",
        "2825600010, germanium, dioxide, true",
        "2825600020, zirconium, dioxide, false",
        "2615906060, tantalum, concentrates, false",
        "7110410010, iridium, metal, true",
        "7110410030, ruthenium, metal, true",
        "2805300050, rare-earths, metals, true",
        "2846100010, rare-earths, compounds, true",
        "2846902015, rare-earths, compounds, true",
        "8505110070, rare-earths, magnets, false",
        "2701120010, metallurgical-coal, coal, true",
        "2620995000, titanium, slag, false",
    })
    void aCodeHasTheClassificationOfItsLongestPrefix(String code, String mineral, String form, boolean headline) {
        Classification found = catalogue.classify(code).orElseThrow();

        assertThat(found.mineral()).isEqualTo(mineral);
        assertThat(found.form().id()).isEqualTo(form);
        assertThat(found.headline()).isEqualTo(headline);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8112920700",
                "811292",
                "8112999100",
                "7110410050",
                "2701120050",
                "2501000000",
                "8110",
                "",
                "282580.00",
                "28258000000",
                "x"
            })
    void aSharedOrUnlistedOrMalformedCodeHasNoClassification(String code) {
        assertThat(catalogue.classify(code)).isEmpty();
    }

    @Test
    void theBookOfAntimonyHoldsOxidesAndUnwroughtMetal() {
        assertThat(catalogue.commodities().stream()
                        .filter(commodity -> commodity.mineral().equals("antimony") && commodity.headline()))
                .extracting(Classification::prefix)
                .containsExactly("282580", "811010");
    }

    @Test
    void everyMineralWithACustomsCodeOfItsOwnHasABook() {
        Set<String> withoutCode = Set.of("cesium", "rubidium", "scandium", "yttrium");

        assertThat(catalogue.minerals())
                .filteredOn(mineral -> mineral.memberOf().isEmpty() && !withoutCode.contains(mineral.id()))
                .allSatisfy(mineral -> assertThat(catalogue.commodities())
                        .anyMatch(commodity -> commodity.mineral().equals(mineral.id()) && commodity.headline()));
    }

    @Test
    void everyCountryOfABlocIsInTheCatalogue() {
        assertThat(catalogue.blocs())
                .extracting(Bloc::id)
                .containsExactly("china", "entities-of-concern", "eu27", "usmca");
        assertThat(catalogue.blocs())
                .flatMap(Bloc::members)
                .allSatisfy(member -> assertThat(catalogue.country(member)).isPresent());
    }

    @Test
    void theBlocsHaveTheirMembers() {
        assertThat(catalogue.bloc("usmca").orElseThrow().members()).containsExactly("CA", "MX", "US");
        assertThat(catalogue.bloc("eu27").orElseThrow().members()).hasSize(27).doesNotContain("GB");
        assertThat(catalogue.bloc("entities-of-concern").orElseThrow().members())
                .containsExactly("CN", "HK", "IR", "KP", "MO", "RU");
        assertThat(catalogue.bloc("china").orElseThrow().members()).containsExactly("CN", "HK", "MO");
    }

    @Test
    void aCountryIsFoundByEveryCodeItHas() {
        Country china = catalogue.country("CN").orElseThrow();

        assertThat(china.name()).isEqualTo("China");
        assertThat(catalogue.countryByScheduleC("5700")).contains(china);
        assertThat(catalogue.countryByM49(156)).contains(china);
        assertThat(catalogue.countryByComtrade(156)).contains(china);
        assertThat(catalogue.countryByScheduleC("0003")).isEmpty();
        assertThat(catalogue.countryByM49(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"842, US", "251, FR", "250, FR", "699, IN", "579, NO", "757, CH", "490, TW", "158, TW", "899, XX"})
    void comtradeHasCodesOfItsOwn(int code, String iso2) {
        assertThat(catalogue.countryByComtrade(code)).map(Country::iso2).contains(iso2);
    }

    @Test
    void severalScheduleCCodesMayMeanOneCountry() {
        assertThat(catalogue.country("PS").orElseThrow().scheduleC()).containsExactly("5082", "5083");
        assertThat(catalogue.countryByScheduleC("5082")).isEqualTo(catalogue.countryByScheduleC("5083"));
    }

    @Test
    void everyIsoCountryAndTheUnknownOriginAreListed() {
        assertThat(catalogue.countries()).hasSize(251);
        assertThat(catalogue.country(Country.UNKNOWN)).map(Country::name).contains("Unknown or unlisted");
        assertThat(catalogue.countries())
                .filteredOn(country -> country.m49().isEmpty())
                .extracting(Country::iso2)
                .containsExactly("XK", "XX");
    }
}
