package org.lodewatch.producer.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.schemas.OperatorException;

class LayoutTest {

    static final List<String> BUNDLED = LayoutFile.BUNDLED;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("BUNDLED")
    void everyBundledLayoutIsValidAndRecognisedByItsColumns(String name) {
        Layout layout = LayoutFile.of(name).layout();

        assertThat(LayoutFile.recognised(layout.marks())).map(LayoutFile::name).hasValue(name);
        assertThat(layout.title()).isPresent();
        assertThat(layout.declaration().currency()).isPresent();
        assertThat(layout.columns().constant(ImportField.DATASET)).isPresent();
        assertThat(layout.plain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour = red           | line 2: there is no colour; expected one of charset, code-level
            just words             | line 2: expected key = value, such as column = origin=Country
            column = origin        | line 2: expected column with NAME=VALUE
            round = yes            | line 2: expected true or false
            charset = klingon      | line 2: is no encoding; expected one such as UTF-8, ISO-8859-1 or windows-1252
            charset = UTF-16       | line 2: is not supported: convert the file to UTF-8, for instance with iconv
            weight-unit = stone    | line 2: expected one of kg, t, 100kg, g, lb, kt
            thousands = x          | line 2: expected comma, dot, apostrophe or space
            thousands = dot        | line 2: the same character cannot also begin the decimals
            country-codes = fips   | line 2: expected one of auto, iso2, iso3, m49, comtrade, schedule-c, name
            value-scale = 12       | line 2: expected 1, 1000 or 1000000
            skip-lines = many      | line 2: expected a whole number from 0 to 100000
            revision-format = qqqq{ | line 2: expected a date format such as dd/MM/yy HH:mm:ss
            revision-format = naZpme | line 2: expected a date format such as dd/MM/yy HH:mm:ss
            na =                   | line 2: expected texts with commas between them
            imports = all          | line 2: expected general or consumption
            valuation = fob        | line 2: expected customs or cif
            currency = euro        | line 2: expected an ISO 4217 code such as EUR
            separator = ;;         | line 2: ';;' is not a single character, such as ';', or the word tab
            """)
    void aMistakeInAFileIsReportedWithItsLine(String line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("my.layout"), "# my own\n" + line + "\n");

        assertThatThrownBy(() -> LayoutFile.of(file.toString()).layout())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("my.layout, " + message);
    }

    @Test
    void anUnknownLayoutIsReportedWithThoseThatThereAre() {
        assertThatThrownBy(() -> LayoutFile.of("comtrad"))
                .isInstanceOf(OperatorException.class)
                .hasMessage(
                        "there is no layout comtrad: name a file, or one of comtrade, usa-trade-online, comext, dataweb");
    }

    @Test
    void optionsOverrideLinesForTheirField() {
        List<Setting> file = LayoutFile.of("usa-trade-online").settings();

        Layout layout = Layout.of(
                file,
                List.of(
                        Setting.option("set", "dataset=mine"),
                        Setting.option("column", "reporter=Importer"),
                        Setting.option("column", "record_id=Id"),
                        Setting.option("thousands", "space")));

        assertThat(layout.columns().constant(ImportField.DATASET)).hasValue("mine");
        assertThat(layout.columns().constant(ImportField.REPORTER)).isEmpty();
        assertThat(layout.columns().nameOf(ImportField.REPORTER)).isEqualTo("Importer");
        assertThat(layout.columns().composesRecordId()).isFalse();
        assertThat(layout.cells().numbers().thousands()).hasValue(' ');
    }

    @Test
    void aFieldIsNotBothSetAndNamedOnTheCommandLine() {
        assertThatThrownBy(() -> Layout.of(
                        List.of(),
                        List.of(Setting.option("set", "origin=CN"), Setting.option("column", "origin=Country"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("both --column and --set are given for origin");
    }

    @Test
    void indicatorsNeedTheirColumn() {
        assertThatThrownBy(() -> Layout.of(List.of(), List.of(Setting.option("value-indicator", "USD"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("--indicator-column");
    }

    @Test
    void aLayoutOfColumnsAloneReadsRowsAsTheyAre() {
        assertThat(Layout.of(List.of(), List.of(Setting.option("column", "origin=Country")))
                        .plain())
                .isTrue();
        assertThat(Layout.of(List.of(), List.of(Setting.option("na", "x"))).plain())
                .isFalse();
    }

    @Test
    void thePageOnLayoutsNamesEveryKeyAndItsExampleIsValid() throws IOException {
        String page = Files.readString(Path.of("../docs/layouts.md"));

        for (String key : LayoutKeys.ALL) {
            assertThat(page).containsAnyOf("`--" + key, "`" + key + "`");
        }
        String example = page.substring(page.indexOf("```properties\n") + 14);
        Path file = Files.writeString(folder.resolve("our.layout"), example.substring(0, example.indexOf("```")));
        assertThat(LayoutFile.of(file.toString()).layout().filters()).hasSize(1);
    }
}
