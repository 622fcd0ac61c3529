package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.schemas.catalogue.Catalogue;

class DemoIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Timeout(90)
    void replaysBothDatasetsPrintsAlertsAndEndsWithTheTablesOfTheReadme() throws IOException {
        Screen screen = Screen.plain(new PrintWriter(out), new PrintWriter(err));
        Demo demo = new Demo(Catalogue.bundled(), screen, Duration.ZERO, new CompletableFuture<>());

        demo.run(BrokerSetup.single(), false);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("2026-06-14: Census's yearly revision"))
                .anyMatch(line -> line.startsWith("critical  raised     us-census-battery"))
                .anyMatch(line -> line.startsWith("          restated   us-census-battery"))
                .noneMatch(line -> line.startsWith("critical  raised     us-census-annual"))
                .containsSubsequence(
                        "us-census-annual, reporter United States, 12 months to 2025-12: general imports, customs value, 10-digit"
                                + " codes",
                        "us-census-battery, reporter United States, 12 months to 2026-04: general imports, customs value, HS6")
                .anyMatch(line -> line.startsWith("graphite") && line.contains("Indonesia"))
                .anyMatch(line -> line.startsWith("gallium") && line.contains("Canada"))
                .anyMatch(line -> line.contains("every published figure equals the recount, cent for cent"));
        assertThat(err.toString()).isEmpty();
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(out.toString())
                .contains(excerpt(readme, "us-census-battery, reporter United States", "\n\n"))
                .contains(excerpt(readme, "us-census-annual, reporter United States", "...\n```"));
    }

    private static String excerpt(String readme, String title, String end) {
        int begin = readme.indexOf(title);
        return readme.substring(begin, readme.indexOf(end, begin));
    }
}
