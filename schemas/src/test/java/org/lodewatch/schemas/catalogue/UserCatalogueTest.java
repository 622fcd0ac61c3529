package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void changesItsFingerprintWithAHeadlineFlag() {
        String before = directory.load().fingerprint();

        directory.with("forms.csv", CatalogueDirectory.FORMS.replaceFirst("yes", "no"));

        assertThat(directory.load().fingerprint()).isNotEqualTo(before);
    }

    @Test
    void changesItsFingerprintWithABlocOrANetImportReliance() {
        String before = directory.load().fingerprint();

        String withoutMember = directory
                .with("blocs.csv", CatalogueDirectory.BLOCS.replace("pair,the pair,US\n", ""))
                .load()
                .fingerprint();
        String withOtherReliance = directory
                .with("net_import_reliance.csv", CatalogueDirectory.RELIANCE.replace("91", "90"))
                .load()
                .fingerprint();

        assertThat(withoutMember).isNotEqualTo(before);
        assertThat(withOtherReliance).isNotEqualTo(before).isNotEqualTo(withoutMember);
    }
}
