package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCatalogueTest {

    @TempDir
    private Path path;

    private CatalogueDirectory directory;

    @BeforeEach
    void writeTheFiles() {
        directory = CatalogueDirectory.in(path);
    }

    @Test
    void takesThePlaceOfTheBundledOne() {
        Catalogue catalogue = directory.load();

        assertThat(catalogue.minerals()).extracting(Mineral::id).containsExactly("antimony", "cerium", "rare-earths");
        assertThat(catalogue.classify("2846902015"))
                .map(Classification::mineral)
                .contains("rare-earths");
        assertThat(catalogue.classify("2846902015").orElseThrow().description()).isEqualTo("Compounds, of rare earths");
        assertThat(catalogue.classify("8110100000")).isEmpty();
        assertThat(catalogue.countries()).extracting(Country::iso2).containsExactly("CN", "US", "XX");
        assertThat(catalogue.bloc("pair").orElseThrow().members()).containsExactly("CN", "US");
        assertThat(catalogue.bloc("eu27")).isEmpty();
    }

    @Test
    void borrowsTheBundledCountriesBlocsAndNetImportRelianceThatItLeavesOut() {
        directory.without("countries.csv").without("blocs.csv").without("net_import_reliance.csv");

        Catalogue catalogue = directory.load();

        assertThat(catalogue.countries()).isEqualTo(Catalogue.bundled().countries());
        assertThat(catalogue.blocs()).isEqualTo(Catalogue.bundled().blocs());
        assertThat(catalogue.netImportReliance("cerium"))
                .isEqualTo(Catalogue.bundled().netImportReliance("cerium"));
        assertThat(catalogue.netImportReliance("gallium")).isEmpty();
    }

    @Test
    void borrowedBlocsKeepTheMembersThatItsOwnCountriesHave() {
        directory.without("blocs.csv");

        Catalogue catalogue = directory.load();

        assertThat(catalogue.bloc("china").orElseThrow().members()).containsExactly("CN");
        assertThat(catalogue.bloc("eu27")).isEmpty();
    }

    @Test
    void namesTheRequiredFilesThatAreMissing() {
        directory.without("minerals.csv").without("forms.csv").without("commodities.csv");

        assertThatThrownBy(directory::load)
                .isInstanceOf(CatalogueException.class)
                .hasMessage("""
                        the catalogue has 3 mistakes:
                        %s: is missing; a catalogue directory needs minerals.csv, forms.csv and commodities.csv
                        %s: is missing; a catalogue directory needs minerals.csv, forms.csv and commodities.csv
                        %s: is missing; a catalogue directory needs minerals.csv, forms.csv and commodities.csv""".formatted(
                        path.resolve("minerals.csv"), path.resolve("forms.csv"), path.resolve("commodities.csv")));
    }

    @Test
    void reportsAPathThatIsNotADirectory() {
        Path nowhere = path.resolve("nowhere");

        assertThatThrownBy(() -> Catalogue.load(nowhere))
                .hasMessage(nowhere
                        + ": is not a directory; name one that holds minerals.csv, forms.csv and commodities.csv");
    }

    @Test
    void readsFilesWithAByteOrderMarkAndWindowsLineEnds() {
        String before = directory.load().fingerprint();

        directory.with("minerals.csv", "\uFEFF" + CatalogueDirectory.MINERALS.replace("\n", "\r\n"));

        assertThat(directory.load().fingerprint()).isEqualTo(before);
    }

    @Test
    void hasAFingerprintOfSixteenHexadecimalDigits() {
        assertThat(directory.load().fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void keepsItsFingerprintWhenOnlyCommentsOrderAndWordingChange() {
        String before = directory.load().fingerprint();

        directory.with("commodities.csv", """
                # a comment
                mineral,prefix,form,confirmed,source,description

                rare-earths,2846,compounds,no,elsewhere,other words
                antimony,282580,oxide,yes,,
                """);
        directory.with("countries.csv", CatalogueDirectory.COUNTRIES.replace("899;838", "838;899"));

        assertThat(directory.load().fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            forms.csv               | compound,yes        | compound,no
            forms.csv               | compound,yes        | refined,yes
            forms.csv               | headline            | headline,content
            commodities.csv         | 2846,               | 2847,
            commodities.csv         | source              | source,valid_from
            commodities.csv         | source              | source,valid_to
            countries.csv           | 5700                | 5701
            blocs.csv               | pair,the pair,US    |
            minerals.csv            | yes,yes,rare-earths | yes,no,rare-earths
            minerals.csv            | yes,yes,rare-earths | yes,yes,
            net_import_reliance.csv | 91                  | 90
            net_import_reliance.csv | 2025                | 2024
            net_import_reliance.csv | source              | source,form
            production.csv          | US,2025,0           | US,2025,1
            production.csv          | ore,US              | refined,US
            governance.csv          | -0.3                | -0.4
            """)
    void changesItsFingerprintWithEachFactThatDecidesFigures(String file, String before, String after)
            throws IOException {
        String original = directory.load().fingerprint();
        String content = Files.readString(path.resolve(file));
        assertThat(content).contains(before);

        directory.with(file, changed(content, before, after == null ? "" : after));

        assertThat(directory.load().fingerprint()).isNotEqualTo(original);
    }

    /** A new column gets a value in the first row, and none in the others. */
    private static String changed(String content, String before, String after) {
        if (!after.startsWith(before + ",")) {
            return content.replaceFirst(Pattern.quote(before) + (after.isEmpty() ? "\n" : ""), after);
        }
        String column = after.substring(before.length() + 1);
        String value = Map.of("content", "0.5", "form", "oxide").getOrDefault(column, "2025-01");
        String[] lines = content.split("\n");
        return IntStream.range(0, lines.length)
                .mapToObj(line -> lines[line] + "," + (line == 0 ? column : line == 1 ? value : ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void takesAFigureOfTheOnlyHeadlineFormAsOneOfTheMineral() {
        directory.with("net_import_reliance.csv", """
                mineral,form,edition,year,percent,source
                antimony,oxide,MCS2026,2025,<50,
                """);

        assertThat(directory.load().reliance("US", "antimony", 2025).bound()).isEqualTo(NetImportReliance.Bound.UPPER);
    }

    @Test
    void borrowsFiguresAndProducersOfTheMineralsAndFormsThatItHas() {
        directory.without("net_import_reliance.csv").without("production.csv").without("governance.csv");
        directory.with("minerals.csv", CatalogueDirectory.MINERALS + "titanium,titanium,yes,yes,,\n");
        directory.with("forms.csv", CatalogueDirectory.FORMS + """
                titanium,sponge,titanium sponge,refined,yes
                titanium,powder,titanium powder,refined,yes
                """);

        Catalogue catalogue = directory.load();

        assertThat(catalogue.reliance("US", "titanium-sponge", 2025).part()).hasValue(1);
        assertThat(catalogue.netImportReliance("titanium-concentrates")).isEmpty();
        assertThat(catalogue.production("antimony").orElseThrow().producers()).containsExactly("CN", "US");
        assertThat(catalogue.production("tin")).isEmpty();
        assertThat(catalogue.governance("CN")).isPresent();
        assertThat(catalogue.governance("AU")).isEmpty();
    }

    @Test
    void namesTheBookThatHoldsTheTradeOfAMineralWithoutCodes() {
        directory.with("minerals.csv", """
                mineral,name,symbol,aliases,usgs_2022,usgs_2025,member_of,stand_in,note,source
                antimony,antimony,Sb,stibium;regulus,yes,yes,,,,
                rare-earths,rare earths,,,no,no,,,,
                yttrium,yttrium,Y,,yes,yes,,rare-earths,In other codes.,
                """);

        Catalogue catalogue = directory.load();

        assertThat(catalogue.standIn("yttrium")).contains("rare-earths");
        assertThat(catalogue.mineral("yttrium").orElseThrow().note()).contains("In other codes.");
        assertThat(catalogue.book("regulus")).contains("antimony");

        directory.with("minerals.csv", """
                mineral,name,usgs_2022,usgs_2025,member_of,stand_in,source
                antimony,antimony,yes,yes,,,
                rare-earths,rare earths,no,no,,,
                yttrium,yttrium,yes,yes,,lanthanides,
                """);

        assertThatThrownBy(directory::load)
                .hasMessage("%1$s:4:26: mineral \"lanthanides\" is not in %1$s; add it there or correct the name"
                        .formatted(path.resolve("minerals.csv")));
    }
}
