package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lodewatch.schemas.catalogue.CountryCodes.AUTO;
import static org.lodewatch.schemas.catalogue.CountryCodes.COMTRADE;
import static org.lodewatch.schemas.catalogue.CountryCodes.ISO2;
import static org.lodewatch.schemas.catalogue.CountryCodes.ISO3;
import static org.lodewatch.schemas.catalogue.CountryCodes.M49;
import static org.lodewatch.schemas.catalogue.CountryCodes.NAME;
import static org.lodewatch.schemas.catalogue.CountryCodes.SCHEDULE_C;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.catalogue.CountryLookup.Found;
import org.lodewatch.schemas.catalogue.CountryLookup.Kind;

class CountryLookupTest {

    private final CountryLookup lookup = CountryLookup.of(Catalogue.bundled());

    private static Stream<Country> countries() {
        return Catalogue.bundled().countries().stream()
                .filter(country -> !country.iso2().equals(Country.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("countries")
    void everyCountryIsFoundInEverySystemOfCodesThatHasIt(Country country) {
        Found expected = new Found(Kind.COUNTRY, country.iso2(), country.name());

        assertThat(lookup.find(country.iso2(), ISO2)).isEqualTo(expected);
        assertThat(lookup.find(country.iso2(), AUTO)).isEqualTo(expected);
        assertThat(lookup.find(country.iso3().orElseThrow(), ISO3)).isEqualTo(expected);
        assertThat(lookup.find(country.iso3().orElseThrow(), AUTO)).isEqualTo(expected);
        assertThat(lookup.find(country.name(), NAME)).isEqualTo(expected);
        assertThat(lookup.find(country.name(), AUTO)).isEqualTo(expected);
        country.scheduleC().forEach(code -> {
            assertThat(lookup.find(code, SCHEDULE_C)).isEqualTo(expected);
            assertThat(lookup.find(code, AUTO)).isEqualTo(expected);
        });
        country.m49().ifPresent(code -> {
            for (String text : List.of(Integer.toString(code), "%03d".formatted(code))) {
                assertThat(lookup.find(text, M49)).isEqualTo(expected);
                assertThat(lookup.find(text, COMTRADE)).isEqualTo(expected);
                assertThat(lookup.find(text, AUTO)).isEqualTo(expected);
            }
        });
        country.comtrade().forEach(code -> {
            assertThat(lookup.find(Integer.toString(code), COMTRADE)).isEqualTo(expected);
            assertThat(lookup.find(Integer.toString(code), AUTO)).isEqualTo(expected);
        });
    }

    @Test
    void theThreeLetterCodesAreThoseOfIso3166() {
        assertThat(Stream.of(Locale.getISOCountries()))
                .allSatisfy(iso2 -> assertThat(
                                Catalogue.bundled().country(iso2).orElseThrow().iso3())
                        .contains(new Locale.Builder().setRegion(iso2).build().getISO3Country()));
    }

    @ParameterizedTest
    @MethodSource("countries")
    void theEnglishNamesOfUnicodeAreFound(Country country) {
        String name = new Locale.Builder().setRegion(country.iso2()).build().getDisplayCountry(Locale.ENGLISH);

        assertThat(lookup.find(name, NAME).iso2()).isEqualTo(country.iso2());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Korea, South | KR",
                "Korea, Republic of | KR",
                "Republic of Korea | KR",
                "Rep. of Korea | KR",
                "Korea | KR",
                "South Korea (Republic of Korea) | KR",
                "Korea, North | KP",
                "Dem. People's Rep. of Korea | KP",
                "Congo (Kinshasa) | CD",
                "Congo (DROC) | CD",
                "Dem. Rep. of the Congo | CD",
                "Congo, Democratic Republic of the Congo (formerly Zaire) | CD",
                "D.R. Congo | CD",
                "Congo (Brazzaville) | CG",
                "Congo | CG",
                "Congo (ROC) | CG",
                "Congo, Republic of the Congo | CG",
                "Burma | MM",
                "Myanmar (Burma) | MM",
                "Burma (Myanmar) | MM",
                "Türkiye | TR",
                "Turkiye | TR",
                "TURKEY | TR",
                "Viet Nam | VN",
                "Vietnam | VN",
                "Russian Federation | RU",
                "Russia | RU",
                "Czechia | CZ",
                "Czech Republic | CZ",
                "Cote d'Ivoire | CI",
                "Côte d’Ivoire | CI",
                "COTE D`IVOIRE | CI",
                "Ivory Coast | CI",
                "Taiwan | TW",
                "Other Asia, nes | TW",
                "Chinese Taipei | TW",
                "China, Hong Kong SAR | HK",
                "Macau | MO",
                "United States | US",
                "United States of America | US",
                "USA | US",
                "U.S.A. | US",
                "Bolivia (Plurinational State of) | BO",
                "Venezuela, RB | VE",
                "Lao People's Dem. Rep. | LA",
                "Swaziland | SZ",
                "Macedonia | MK",
                "TFYR of Macedonia | MK",
                "St. Lucia | LC",
                "St.Lucia | LC",
                "Cook Isds | CK",
                "Trinidad & Tobago | TT",
                "Guinea-Bissau | GW",
                "United Rep. of Tanzania | TZ",
                "Iran (Islamic Republic of) | IR",
                "  gErmAny  | DE",
                "Germany (Federal Republic of Germany) | DE",
                "Holy See (Vatican City State) | VA",
                "Saint Barthélemy | BL",
                "Curaçao | CW",
                "Réunion (Overseas France) | RE",
                "Faeroe Isds | FO",
            })
    void theUsualSpellingsOfANameMeanOneCountry(String name, String iso2) {
        assertThat(lookup.find(name, NAME)).satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.COUNTRY);
            assertThat(found.iso2()).isEqualTo(iso2);
        });
        assertThat(lookup.find(name, AUTO).iso2()).isEqualTo(iso2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EL | ISO2 | GR",
                "UK | ISO2 | GB",
                "XI | ISO2 | GB",
                "XU | AUTO | GB",
                "XC | ISO2 | ES",
                "XS | ISO2 | RS",
                "XK | ISO2 | XK",
                "S19 | ISO3 | TW",
                "490 | COMTRADE | TW",
                "842 | M49 | US",
                "842 | COMTRADE | US",
                "251 | COMTRADE | FR",
                "699 | COMTRADE | IN",
                "579 | COMTRADE | NO",
                "757 | COMTRADE | CH",
                "280 | COMTRADE | DE",
                "412 | COMTRADE | XK",
                "NA | AUTO | NA",
                "NA | ISO2 | NA",
                "de | ISO2 | DE",
                "deu | ISO3 | DE",
            })
    void codesOutsideTheListsOfIsoAndM49MeanTheirCountries(String text, CountryCodes codes, String iso2) {
        assertThat(lookup.find(text, codes).kind()).isEqualTo(Kind.COUNTRY);
        assertThat(lookup.find(text, codes).iso2()).isEqualTo(iso2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "899 | COMTRADE | Areas, nes",
                "899 | M49 | Areas, nes",
                "837 | COMTRADE | Bunkers",
                "838 | AUTO | Free zones",
                "839 | COMTRADE | Special categories",
                "568 | COMTRADE | Other Europe, nes",
                "577 | COMTRADE | Other Africa, nes",
                "527 | COMTRADE | Oceania, nes",
                "636 | COMTRADE | Rest of America, nes",
                "473 | COMTRADE | LAIA, nes",
                "290 | COMTRADE | Northern Africa, nes",
                "879 | COMTRADE | Western Asia, nes",
                "896 | COMTRADE | Areas, nes (896)",
                "898 | AUTO | Areas, not elsewhere specified (898)",
                "_X | ISO3 | Areas, nes",
                "E19 | ISO3 | Other Europe, nes",
                "QP | ISO2 | High seas",
                "QU | ISO2 | Countries not specified",
                "QY | AUTO | Countries not specified for commercial or military reasons, intra-EU trade",
                "QZ | ISO2 | Countries not specified for commercial or military reasons, extra-EU trade",
                "XZ | ISO2 | International waters",
                "ZZ | ISO2 | Unknown country",
                "XX | ISO2 | Unknown or unlisted",
                "Areas, nes | NAME | Areas, nes",
                "Areas, NES | AUTO | Areas, nes",
                "Free Zones | NAME | Free zones",
                "Unidentified | NAME | Unidentified",
                "High seas | AUTO | High seas",
                "891 | COMTRADE | Serbia and Montenegro (until 2006)",
            })
    void areasThatAreNoCountryHaveAnUnknownOriginAndAName(String text, CountryCodes codes, String name) {
        assertThat(lookup.find(text, codes)).isEqualTo(new Found(Kind.SPECIAL_AREA, "XX", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT", "QU", "QV", "QW", "QX", "QY", "QZ", "XA", "XB", "XD",
                "XE", "XF", "XG", "XH", "XJ", "XN", "XO", "XP", "XQ", "XR", "XT", "XV", "XW", "XX", "XY", "XZ", "AA",
                "ZZ"
            })
    void userAssignedCodesAreSpecialAreas(String code) {
        assertThat(lookup.find(code, ISO2).kind()).isEqualTo(Kind.SPECIAL_AREA);
        assertThat(lookup.find(code, AUTO)).isEqualTo(lookup.find(code, ISO2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "World",
                "WORLD",
                "W00",
                "WLD",
                "World Total",
                "TOTAL",
                "Total All Countries",
                "TOTAL FOR ALL COUNTRIES",
                "All countries",
                "All countries of the world",
                "EU27_2020",
                "EXTRA_EU27_2020",
                "INTRA_EU27_2020",
                "EXT_EU27_2020",
                "INT_EU27_2020",
                "EU27_2020_EXTRA",
                "EU28",
                "EU",
                "EA20",
                "EXT_EA21",
                "Extra-EU27 (from 2020)",
                "Intra-EU27 (from 2020)",
                "Extra-euro area - 21 countries (from 2026)",
                "European Union - 27 countries (from 2020)",
                "European Union",
                "Euro area",
                "ASEAN",
                "OPEC",
            })
    void totalsAreFoundWhateverTheCodes(String text) {
        for (CountryCodes codes : CountryCodes.values()) {
            assertThat(lookup.find(text, codes).kind())
                    .describedAs("%s by %s", text, codes)
                    .isEqualTo(Kind.TOTAL);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, AUTO",
        "000, M49",
        "0, COMTRADE",
        "001, M49",
        "97, COMTRADE",
        "-, SCHEDULE_C",
        "0003, SCHEDULE_C",
        "1XXX, SCHEDULE_C",
        "0003, AUTO",
        "150, M49",
        "419, M49"
    })
    void numbersOfTotalsAreTotals(String text, CountryCodes codes) {
        assertThat(lookup.find(text, codes).kind()).isEqualTo(Kind.TOTAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "na | AUTO",
                "N/A | AUTO",
                "n.a. | AUTO",
                "no | AUTO",
                "el | AUTO",
                "We | AUTO",
                "- | AUTO",
                ". | AUTO",
                "'' | AUTO",
                "' ' | NAME",
                "Virgin Islands | AUTO",
                "ROC | AUTO",
                "Samoa, American or Western | NAME",
                "12345 | AUTO",
                "0840 | AUTO",
                "840 | SCHEDULE_C",
                "5700 | COMTRADE",
                "156 | ISO2",
                "CN | ISO3",
                "CHN | ISO2",
                "China | ISO2",
                "CN | NAME",
                "CN | M49",
                "EL | NAME",
                "Atlantis | AUTO",
            })
    void aTextThatMayMeanSomethingElseIsNotGuessed(String text, CountryCodes codes) {
        assertThat(lookup.find(text, codes)).isEqualTo(new Found(Kind.NOT_FOUND, "", ""));
    }

    @ParameterizedTest
    @EnumSource
    void aSecondQuestionHasTheSameAnswer(CountryCodes codes) {
        for (int text = 0; text < 6000; text++) {
            String code = Integer.toString(text);

            assertThat(lookup.find(code, codes)).isEqualTo(lookup.find(code, codes));
        }
    }

    @Test
    void aCatalogueWithoutThreeLetterCodesOrNamesUsesTheBundledNamesOfItsOwnCountries(@TempDir Path path) {
        CountryLookup own = CountryLookup.of(CatalogueDirectory.in(path).load());

        assertThat(own.find("USA", NAME).iso2()).isEqualTo("US");
        assertThat(own.find("P.R. China", AUTO).iso2()).isEqualTo("CN");
        assertThat(own.find("Germany", NAME).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(own.find("DEU", AUTO).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(own.find("899", COMTRADE).name()).isEqualTo("Areas, nes");
        assertThat(own.find("World", AUTO).kind()).isEqualTo(Kind.TOTAL);
    }

    @Test
    void aCatalogueMayNameItsCountriesItself(@TempDir Path path) {
        CountryLookup own = CountryLookup.of(CatalogueDirectory.in(path)
                .with("countries.csv", """
                        iso2,iso3,name,schedule_c,un_m49,un_comtrade
                        CN,CHN,China,5700,156,
                        US,,United States,1000,840,842
                        XX,,Unknown or unlisted,,,899;838
                        """)
                .with("country_names.csv", """
                        name,iso2
                        The Middle Kingdom,CN
                        """)
                .with("area_codes.csv", """
                        code,name,iso2
                        S1,Free port,XX
                        T,Sum,
                        """)
                .load());

        assertThat(own.find("CHN", ISO3).iso2()).isEqualTo("CN");
        assertThat(own.find("the middle kingdom", NAME).iso2()).isEqualTo("CN");
        assertThat(own.find("S1", AUTO).name()).isEqualTo("Free port");
        assertThat(own.find("Sum", NAME).kind()).isEqualTo(Kind.TOTAL);
    }
}
