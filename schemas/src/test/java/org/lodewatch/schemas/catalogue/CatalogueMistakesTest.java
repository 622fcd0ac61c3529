package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueMistakesTest {

    @TempDir
    private Path path;

    private CatalogueDirectory directory;

    @BeforeEach
    void writeTheFiles() {
        directory = CatalogueDirectory.in(path);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            minerals.csv    | mineral,name,               | mineral,label,              | 1:9  | unknown column "label"; the columns are [mineral, name, usgs_2022, usgs_2025, member_of, source]
            minerals.csv    | ,member_of,source           | ,member_of,source,name      | 1:51 | column "name" appears twice; remove one of them
            minerals.csv    | ,member_of,source           | ,member_of                  | 1:43 | column "source" is missing; add it to the header
            minerals.csv    | antimony,antimony,yes,yes,, | antimony,antimony,yes,yes,  | 2:27 | the row has 5 fields and the header 6; add what is missing
            commodities.csv | Antimony oxides             | Antimony, oxides,           | 2:44 | the row has 8 fields and the header 6; quote a field that holds a comma
            minerals.csv    | antimony,antimony           | Antimony,antimony           | 2:1  | "Antimony" is not an id; use lower-case letters, digits and hyphens, such as rare-earths
            minerals.csv    | antimony,antimony           | antimony,                   | 2:10 | is empty; fill it in
            minerals.csv    | cerium,cerium,yes           | antimony,cerium,yes         | 4:1  | mineral "antimony" is already in line 2; remove one of the two
            minerals.csv    | cerium,cerium,yes           | cerium,cerium,Y             | 4:15 | "Y" is neither yes nor no; write one of them
            minerals.csv    | yes,yes,rare-earths         | yes,yes,lanthanides         | 4:23 | mineral "lanthanides" is not in DIR/minerals.csv; add it there or correct the name
            minerals.csv    | rare earths,no,no,          | rare earths,no,no,antimony  | 4:23 | group "rare-earths" is itself a member of "antimony"; groups are one level deep
            commodities.csv | 282580                      | 2825.80                     | 2:1  | "2825.80" is not a commodity code; write 2 to 10 digits without dots
            commodities.csv | 282580                      | 2                           | 2:1  | "2" is not a commodity code; write 2 to 10 digits without dots
            commodities.csv | 282580                      | 28258000001                 | 2:1  | "28258000001" is not a commodity code; write 2 to 10 digits without dots
            commodities.csv | 282580                      | 2846                        | 3:1  | prefix "2846" is already in line 2; remove one of the two
            commodities.csv | 282580,antimony             | 282580,stibnite             | 2:8  | mineral "stibnite" is not in DIR/minerals.csv; add it there or correct the name
            commodities.csv | antimony,oxide              | antimony,metal              | 2:17 | form "metal" of "antimony" is not in DIR/forms.csv; add it there or correct the name
            commodities.csv | antimony,oxide              | rare-earths,oxide           | 2:20 | form "oxide" of "rare-earths" is not in DIR/forms.csv; add it there or correct the name
            commodities.csv | yes,Antimony                | maybe,Antimony              | 2:23 | "maybe" is neither yes nor no; write one of them
            commodities.csv | "Compounds, of              | "Compounds" of              | 3:32 | is broken CSV; close the quote and double every quote inside it, or drop it
            commodities.csv | of rare earths"             | of rare earths              | 3:32 | is broken CSV; close the quote and double every quote inside it, or drop it
            commodities.csv | Antimony oxides             | Antimony "oxides"           | 2:27 | has a quote in the middle; quote the whole field and double the quotes inside it
            forms.csv       | antimony,oxide              | stibnite,oxide              | 2:1  | mineral "stibnite" is not in DIR/minerals.csv; add it there or correct the name
            forms.csv       | antimony,oxide              | antimony,Oxide              | 2:10 | "Oxide" is not an id; use lower-case letters, digits and hyphens, such as rare-earths
            forms.csv       | antimony oxide,             | ,                           | 2:16 | is empty; fill it in
            forms.csv       | compound,yes                | oxide,yes                   | 2:31 | "oxide" is not a stage; write ore, compound, refined, scrap or synthetic
            forms.csv       | compound,yes                | compound,true               | 2:40 | "true" is neither yes nor no; write one of them
            forms.csv       | rare-earths,compounds       | antimony,oxide              | 3:10 | form "antimony-oxide" is already in line 2; remove one of the two
            forms.csv       | form,name                   | name                        | 1:28 | column "form" is missing; add it to the header
            forms.csv       | stage,headline              | stage,headline,metal        | 1:34 | unknown column "metal"; the columns are [mineral, form, name, stage, headline]
            countries.csv   | CN,China                    | cn,China                    | 2:1  | "cn" is not an ISO 3166-1 alpha-2 code; write two capital letters
            countries.csv   | US,United                   | CN,United                   | 3:1  | country "CN" is already in line 2; remove one of the two
            countries.csv   | 5700                        | 570                         | 2:10 | "570" is not a Schedule C code; write its four digits
            countries.csv   | 1000                        | 1000;5700                   | 3:18 | Schedule C code "5700" is already in line 2; remove one of the two
            countries.csv   | 840                         | 0840                        | 3:23 | "0840" is not a number from 1 to 999; write the code without leading zeros
            countries.csv   | 840                         | 156                         | 3:23 | M49 code "156" is already in line 2; remove one of the two
            countries.csv   | 899;838                     | 899;842                     | 4:26 | UN Comtrade code "842" is already in line 3; remove one of the two
            blocs.csv       | pair,the pair,US            | the pair,the pair,US        | 3:1  | "the pair" is not an id; use lower-case letters, digits and hyphens, such as rare-earths
            blocs.csv       | pair,the pair,US            | pair,the pair,UK            | 3:15 | country "UK" is not in DIR/countries.csv; add it there or correct the name
            blocs.csv       | pair,the pair,US            | pair,the pair,CN            | 3:15 | member "pair/CN" is already in line 2; remove one of the two
            blocs.csv       | pair,the pair,US            | pair,a pair,US              | 3:6  | bloc "pair" is called "the pair" in line 2; give every row of a bloc the same name
            net_import_reliance.csv | ,91,                | ,all,                       | 2:23 | "all" is not a net import reliance; write 0 to 100, >N, <N, E, NA, W, s or -
            net_import_reliance.csv | ,91,                | ,101,                       | 2:23 | "101" is not a net import reliance; write 0 to 100, >N, <N, E, NA, W, s or -
            net_import_reliance.csv | 2025                | '25                         | 2:18 | "'25" is not a year; write its four digits
            production.csv  | antimony,ore,CN             | stibnite,ore,CN             | 2:1  | mineral "stibnite" is not in DIR/minerals.csv; add it there or correct the name
            production.csv  | antimony,ore,CN             | antimony,mine,CN            | 2:10 | "mine" is not a stage; write ore, compound, refined, scrap or synthetic
            production.csv  | antimony,ore,CN             | antimony,ore,BO             | 2:14 | country "BO" is not in DIR/countries.csv; add it there or correct the name
            production.csv  | CN,2025                     | CN,25                       | 2:17 | "25" is not a year; write its four digits
            production.csv  | 40000                       | 40 000                      | 2:22 | "40 000" is not an amount; write a number, >N, <N, W, NA or s
            governance.csv  | CN,2023                     | UK,2023                     | 2:1  | country "UK" is not in DIR/countries.csv; add it there or correct the name
            governance.csv  | CN,2023                     | CN,2023.5                   | 2:4  | "2023.5" is not a year; write its four digits
            governance.csv  | -0.3                        | -2.6                        | 2:9  | "-2.6" is not a score; write a number from -2.5 to 2.5
            governance.csv  | US,2023                     | CN,2023                     | 3:1  | country and year "CN 2023" is already in line 2; remove one of the two
            net_import_reliance.csv | antimony,           | stibnite,                   | 2:1  | mineral "stibnite" is not in DIR/minerals.csv; add it there or correct the name
            """)
    void aMistakeIsReportedWithItsPlaceAndItsRemedy(
            String file, String good, String bad, String place, String explanation) {
        directory.with(file, contentOf(file).replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));

        assertThat(mistakes()).contains(at(file, place, explanation.replace("DIR", path.toString())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            36 | "36" is not the number in un_m49 with three digits; write 036
            040 | "040" is not the number in un_m49 with three digits; write 036
            '' | "" is not the number in un_m49 with three digits; write 036
            """)
    void theIsoNumberIsTheOneOfM49WithThreeDigits(String number, String explanation) {
        directory.with("countries.csv", """
                iso2,iso_numeric,name,schedule_c,un_m49,un_comtrade
                AU,%s,Australia,,36,
                XK,,Kosovo,,,
                XX,,Unknown,,,
                """.formatted(number));

        assertThat(mistakes()).contains(at("countries.csv", "2:4", explanation));
    }

    @Test
    void aCountryWithoutANumberHasNone() {
        directory.with("countries.csv", """
                iso2,iso_numeric,name,schedule_c,un_m49,un_comtrade
                XK,983,Kosovo,,,
                XX,,Unknown,,,
                """);

        assertThat(mistakes())
                .contains(at(
                        "countries.csv",
                        "2:4",
                        "\"983\" has no number in un_m49; leave it empty or add the number there"));
    }

    @Test
    void twoFiguresForOneEditionAreAMistake() {
        directory.with("net_import_reliance.csv", CatalogueDirectory.RELIANCE + "antimony,MCS2026,2025,90,\n");

        assertThat(mistakes())
                .containsExactly(
                        at(
                                "net_import_reliance.csv",
                                "3:1",
                                "mineral, form, edition and year \"antimony - MCS2026 2025\" is already in line 2; remove one of the two"));
    }

    @Test
    void linesAreThoseOfTheFileDespiteCommentsEmptyLinesAndFieldsOfSeveralLines() {
        directory.with("commodities.csv", """
                # comment, with a comma
                prefix,mineral,form,confirmed,description,source

                282580,antimony,oxide,yes,"of
                ""two"" lines",a
                # another
                2846,rare-earths,"compounds",si,,
                """);

        assertThat(mistakes())
                .containsExactly(at("commodities.csv", "7:30", "\"si\" is neither yes nor no; write one of them"));
    }

    @Test
    void aFieldAfterOneOfSeveralLinesHasTheColumnOfItsOwnLine() {
        directory.with("commodities.csv", """
                description,prefix,mineral,form,confirmed,source
                "of
                two lines",282580,antimony,oxide,perhaps,
                """);

        assertThat(mistakes())
                .containsExactly(at("commodities.csv", "3:34", "\"perhaps\" is neither yes nor no; write one of them"));
    }

    @Test
    void columnsAreCountedInCharactersNotInBytes() {
        directory.with("minerals.csv", CatalogueDirectory.MINERALS.replace("cerium,cerium,yes", "cerium,Cér,ja"));

        assertThat(mistakes())
                .containsExactly(at("minerals.csv", "4:12", "\"ja\" is neither yes nor no; write one of them"));
    }

    @Test
    void aFileThatIsNotUtf8IsAMistakeAtTheFirstInvalidByte() {
        directory.with(
                "minerals.csv",
                CatalogueDirectory.MINERALS
                        .replace("cerium,cerium", "cerium,Cérium")
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes()).containsExactly(at("minerals.csv", "4:9", "is not UTF-8; save the file as UTF-8"));
    }

    @ParameterizedTest
    @CsvSource({"''", "'# only a comment\n'", "'\n\n'"})
    void aFileWithoutAHeaderIsEmpty(String content) {
        directory.with("minerals.csv", content);

        assertThat(mistakes())
                .containsExactly(at(
                        "minerals.csv",
                        "1:1",
                        "the file is empty; begin with the header mineral,name,usgs_2022,usgs_2025,member_of,source"));
    }

    @Test
    void countriesWithoutAnUnknownOriginAreAMistake() {
        directory.with("countries.csv", CatalogueDirectory.COUNTRIES.replace("XX,", "ZZ,"));

        assertThat(mistakes())
                .containsExactly(at(
                        "countries.csv", "1:1", "there is no country XX; add a row for unknown or unlisted origins"));
    }

    @Test
    void linesThatEndAsOnWindowsAreCountedOnce() {
        directory.with(
                "minerals.csv",
                CatalogueDirectory.MINERALS.replace("cerium,yes", "cerium,oui").replace("\n", "\r\n"));

        assertThat(mistakes())
                .containsExactly(at("minerals.csv", "4:15", "\"oui\" is neither yes nor no; write one of them"));
    }

    @Test
    void aQuoteThatIsNeverClosedIsFoundBehindCommentsAndEmptyLines() {
        directory.with("commodities.csv", CatalogueDirectory.COMMODITIES + "\n# \"\n\n8110,antimony,\"oxide,yes,,\n");

        assertThat(mistakes())
                .containsExactly(at(
                        "commodities.csv",
                        "7:15",
                        "is broken CSV; close the quote and double every quote inside it, or drop it"));
    }

    @Test
    void allMistakesAreReportedAtOnceInTheOrderOfTheLines() {
        directory.with("minerals.csv", """
                mineral,name,usgs_2022,usgs_2025,member_of,source
                antimony,antimony,yes,jo,gone,
                rare-earths,rare earths,non,no,,
                """);
        directory.with("commodities.csv", CatalogueDirectory.COMMODITIES.replace("282580", "28x"));

        assertThat(mistakes())
                .containsExactly(
                        at("minerals.csv", "2:23", "\"jo\" is neither yes nor no; write one of them"),
                        at(
                                "minerals.csv",
                                "2:26",
                                "mineral \"gone\" is not in " + path.resolve("minerals.csv")
                                        + "; add it there or correct the name"),
                        at("minerals.csv", "3:25", "\"non\" is neither yes nor no; write one of them"),
                        at(
                                "commodities.csv",
                                "2:1",
                                "\"28x\" is not a commodity code; write 2 to 10 digits without dots"));
    }

    @Test
    void aFileThatCannotBeReadWholeDoesNotMakeEveryReferenceToItAMistake() {
        directory.with("minerals.csv", "nonsense\n");

        assertThat(mistakes()).isNotEmpty().allMatch(mistake -> mistake.contains("minerals.csv:1:"));
    }

    @Test
    void aFormWithAMistakeDoesNotMakeEveryReferenceToItAMistake() {
        directory.with("forms.csv", CatalogueDirectory.FORMS.replace("compound,yes", "oxide,yes"));

        assertThat(mistakes()).hasSize(2).allMatch(mistake -> mistake.contains("forms.csv:"));

        directory.with("forms.csv", "nonsense\n");

        assertThat(mistakes()).isNotEmpty().allMatch(mistake -> mistake.contains("forms.csv:1:"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            forms.csv               | 0.8354                | 83.54   | 2:44 | "83.54" is not a content; write a part of the weight, more than 0 and at most 1, such as 0.8354
            forms.csv               | 0.8354                | 0.0     | 2:44 | "0.0" is not a content; write a part of the weight, more than 0 and at most 1, such as 0.8354
            commodities.csv         | 2024-01               | 2024-13 | 2:23 | "2024-13" is not a month; write YYYY-MM
            commodities.csv         | 2025-12               | 2025    | 2:31 | "2025" is not a month; write YYYY-MM
            commodities.csv         | 2025-12               | 2023-12 | 2:31 | ends before it begins; valid_from is the first month, valid_to the last
            net_import_reliance.csv | oxide                 | metal   | 2:10 | form "metal" of "antimony" is not in DIR/forms.csv; add it there or correct the name
            """)
    void aMistakeInAColumnThatAFileMayHaveIsReported(
            String file, String good, String bad, String place, String explanation) {
        String content = switch (file) {
            case "forms.csv" -> """
                            mineral,form,name,stage,headline,content,content_source
                            antimony,oxide,antimony oxide,compound,yes,0.8354,stoichiometry of Sb2O3
                            rare-earths,compounds,rare-earth compounds,compound,yes,,
                            """;
            case "commodities.csv" -> """
                            prefix,mineral,form,valid_from,valid_to,confirmed,description,source
                            282580,antimony,oxide,2024-01,2025-12,yes,,
                            """;
            default -> """
                            mineral,form,edition,year,percent,source
                            antimony,oxide,MCS2026,2025,>50,
                            """;
        };
        directory.with(file, content);
        assertThat(directory.load().codes("antimony")).hasSize(1);

        directory.with(file, content.replaceFirst(Pattern.quote(good), bad));

        assertThat(mistakes()).containsExactly(at(file, place, explanation.replace("DIR", path.toString())));
    }

    @Test
    void aFormWhoseBookWouldBeThatOfAMineralIsAMistake() {
        directory.with("minerals.csv", CatalogueDirectory.MINERALS + "antimony-oxide,antimony oxide,no,no,,\n");

        assertThat(mistakes())
                .containsExactly(at(
                        "forms.csv",
                        "2:10",
                        "the book of the form is \"antimony-oxide\", which is a mineral; rename one of them"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aFileOfTheVersionsBeforeFormsIsReportedOnceWithWhatToDo(boolean withForms) {
        directory.with("commodities.csv", """
                # our codes
                prefix,mineral,stage,headline,confirmed,description,source
                282580,antimony,compound,yes,yes,Antimony oxides,
                """);
        if (!withForms) {
            directory.without("forms.csv");
        }

        assertThat(mistakes())
                .containsExactly(path.resolve("commodities.csv")
                        + ": has the columns stage and headline of an earlier version; move them to forms.csv, one row a"
                        + " form, and name the form of each code in a column form: CHANGELOG.md has the steps under"
                        + " \"How to move\"");
    }

    @Test
    void theMessageStopsAtTwentyMistakes() {
        directory.with(
                "commodities.csv",
                IntStream.rangeClosed(10, 34)
                        .mapToObj(prefix -> prefix + ",antimony,oxide,maybe,,\n")
                        .collect(Collectors.joining("", "prefix,mineral,form,confirmed,description,source\n", "")));

        CatalogueException thrown = catchThrowableOfType(CatalogueException.class, directory::load);

        assertThat(thrown.getMessage().lines()).hasSize(22);
        assertThat(thrown)
                .hasMessageStartingWith("the catalogue has 25 mistakes:")
                .hasMessageEndingWith("and 5 more");
        assertThat(thrown.mistakes()).hasSize(25);
    }

    private List<String> mistakes() {
        return catchThrowableOfType(CatalogueException.class, directory::load).mistakes();
    }

    private String at(String file, String place, String explanation) {
        return path.resolve(file) + ":" + place + ": " + explanation;
    }

    private static String contentOf(String file) {
        return switch (file) {
            case "countries.csv" -> CatalogueDirectory.COUNTRIES;
            case "blocs.csv" -> CatalogueDirectory.BLOCS;
            case "minerals.csv" -> CatalogueDirectory.MINERALS;
            case "forms.csv" -> CatalogueDirectory.FORMS;
            case "production.csv" -> CatalogueDirectory.PRODUCTION;
            case "governance.csv" -> CatalogueDirectory.GOVERNANCE;
            case "commodities.csv" -> CatalogueDirectory.COMMODITIES;
            default -> CatalogueDirectory.RELIANCE;
        };
    }
}
