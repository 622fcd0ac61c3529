package org.lodewatch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

class DryRunTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private static final ImportRules RULES = new ImportRules(
            iso2 -> CATALOGUE.country(iso2).isPresent(),
            Clock.fixed(Instant.parse("2026-11-28T00:00:00Z"), ZoneOffset.UTC));

    @TempDir
    private Path folder;

    private DryRun run(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("report.csv"), """
                "Standard Report - Imports"
                "Commodity","Country","Time","Customs Value (Gen) ($US)","Customs SWT (Gen) (kg)",
                """ + rows);
        Layout layout = Layout.of(LayoutFile.of("usa-trade-online").settings(), List.of());
        return DryRun.of(
                new CsvFeed(InputFile.of(file.toString()), layout.withoutRevision(), CountryLookup.of(CATALOGUE)),
                RULES,
                CATALOGUE);
    }

    private static String printed(DryRun run) {
        StringWriter out = new StringWriter();
        run.print(Screen.plain(new PrintWriter(out, true), new PrintWriter(out, true)));
        return out.toString();
    }

    @Test
    void recordsAndWhatIsLeftOutAreShown() throws IOException {
        DryRun run = run("""
                "8105203000 Cobalt Alloys","China","March 2025","1,250,300","31,000",
                "8105203000 Cobalt Alloys","Korea, South","March 2025","220,100","(s)",
                "0101210000 Horses","Norway","March 2025","1,000","2",
                "8105203000 Cobalt Alloys","World Total","March 2025","1,470,400","36,120",
                """);

        assertThat(run.someRejected()).isFalse();
        assertThat(printed(run)).isEqualTo("""
                dataset           reporter  origin  code        period      value USD  weight kg
                usa-trade-online  US        CN      8105203000  2025-03  1,250,300.00     31,000
                usa-trade-online  US        KR      8105203000  2025-03    220,100.00    unknown
                usa-trade-online  US        NO      0101210000  2025-03      1,000.00          2
                would be published: 3 records, $1.5 M; period 2025-03; reporter US; origins CN, KR, NO; 1 without weight
                minerals: cobalt 2
                of no mineral of the catalogue: 1 record: 0101210000 1
                left out: lines above the header 1 (line 1), total 'World Total' 1 (line 6)
                the file has no revision: publish it with --edition, whose revision is the time of the file, or with --set revision=N, a number that grows with each edition
                """);
    }

    @Test
    void aCodeIsOfTheMineralThatItHasInThePeriodOfTheRow() throws IOException {
        assertThat(printed(run("""
                "2825600020 Zirconium Dioxide","China","December 2024","1,000","2",
                "2825600020 Zirconium Dioxide","China","January 2025","1,000","2",
                "2825600020 Zirconium Dioxide","Norway","January 2025","1,000","2",
                """))).contains("minerals: zirconium 2, germanium 1\n");
    }

    @Test
    void rowsThatWouldBeRejectedAreCountedWithTheFirst() throws IOException {
        DryRun run = run("""
                "8105203000 Cobalt Alloys","Atlantis","March 2025","1","31",
                "8105203000 Cobalt Alloys","China","March 2025","withheld","31",
                "8105203000 Cobalt Alloys","Norway","2025-Q1","1","31",
                "8105203000 Cobalt Alloys","Norway","2025-Q2","1","31",
                """);

        assertThat(run.someRejected()).isTrue();
        assertThat(printed(run))
                .contains("would be rejected: 2 invalid-period (first: line 5: period: '2025-Q1' is a quarter")
                .contains("would be rejected: 1 unknown-country (first: line 3: origin: 'Atlantis'")
                .contains("would be rejected: 1 invalid-customs-value (first: line 4:");
    }
}
