package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.comtrade.ComtradeStub;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.MineralShares;

/** Imports of two years lead through UN Comtrade's API to the same shares as from a file. */
class ComtradeFeedIT {

    private static final int UNITED_STATES = 842;
    private static final int AREAS_NOT_SPECIFIED = 899;

    @TempDir
    private Path directory;

    private record Line(String code, String origin, String year) {}

    /** Antimony and natural graphite of the bundled file, at six digits. */
    private static Map<Line, Long> dollars() throws IOException {
        Map<Line, Long> dollars = new TreeMap<>(
                Comparator.comparing(Line::code).thenComparing(Line::origin).thenComparing(Line::year));
        BundledFiles.lines(BundledFiles.ANNUAL, line -> line.split(",")[5].matches("(8110|2504).*")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> dollars.merge(
                        new Line(cells[5].substring(0, 6), cells[4], cells[6]), Long.parseLong(cells[7]), Long::sum));
        return dollars;
    }

    private static int partner(String origin) {
        Country country = Catalogue.bundled().country(origin).orElseThrow();
        return country.comtrade().isEmpty()
                ? country.m49().orElse(AREAS_NOT_SPECIFIED)
                : country.comtrade().get(0);
    }

    private static Map<String, String> views(RunningLodewatch lodewatch, String dataset) {
        Map<String, String> views = new TreeMap<>();
        lodewatch.shares().values().stream()
                .filter(shares -> shares.getDataset().equals(dataset))
                .forEach(shares -> views.put(shares.getMineral() + "@" + shares.getAsOf(), view(shares)));
        return views;
    }

    private static String view(MineralShares shares) {
        return shares.getComplete() + " " + shares.getTotalValueCents() + " "
                + shares.getCountries().stream()
                        .map(country -> country.getCountry() + "=" + country.getValueCents())
                        .collect(Collectors.joining(" "));
    }

    private Path catalogue() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("catalogue"));
        Files.writeString(
                folder.resolve("minerals.csv"),
                "mineral,name,usgs_2022,usgs_2025,member_of,source\n"
                        + "graphite,graphite,yes,yes,,test\nantimony,antimony,yes,yes,,test\n");
        Files.writeString(
                folder.resolve("forms.csv"),
                "mineral,form,name,stage,headline\n"
                        + "graphite,flake,natural graphite,ore,yes\n"
                        + "antimony,metal,unwrought antimony,refined,yes\n");
        Files.writeString(
                folder.resolve("commodities.csv"),
                "prefix,mineral,form,confirmed,description,source\n"
                        + "2504,graphite,flake,yes,natural graphite,test\n"
                        + "8110,antimony,metal,yes,antimony,test\n");
        return folder;
    }

    @Test
    @Timeout(180)
    void theApiLeadsToTheSameSharesAsTheFile() throws Exception {
        Path catalogue = catalogue();
        Path key = Files.writeString(directory.resolve("key"), ComtradeStub.KEY);
        List<String> rows = new ArrayList<>(List.of("commodity_code,origin,period,customs_value_usd"));
        try (ComtradeStub source = new ComtradeStub();
                RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.load(catalogue))) {
            dollars().forEach((line, value) -> {
                rows.add(String.join(",", line.code(), line.origin(), line.year(), Long.toString(value)));
                if (value > 0) {
                    source.put(
                            line.year(),
                            UNITED_STATES,
                            partner(line.origin()),
                            line.code(),
                            Long.toString(value),
                            null);
                }
                source.list(line.code());
            });
            source.release("2024", UNITED_STATES, LocalDateTime.of(2025, 4, 1, 12, 0));
            source.release("2025", UNITED_STATES, LocalDateTime.of(2026, 4, 1, 12, 0));
            Path file = Files.write(directory.resolve("imports.csv"), rows);

            Session fromFile = lodewatch.run(
                    "produce",
                    "csv",
                    file.toString(),
                    "--set=dataset=from-file",
                    "--set=reporter=US",
                    "--set=revision=1",
                    "--compose-record-id");
            Session comtrade = lodewatch.run(
                    "produce",
                    "comtrade",
                    "--annual",
                    "--from=2024-01",
                    "--catalog=" + catalogue,
                    "--key-file=" + key,
                    "--state-dir=" + directory.resolve("state"),
                    "--url=" + source.base());

            assertThat(fromFile.err()).isEmpty();
            assertThat(comtrade.err()).isEmpty();
            assertThat(comtrade.out()).endsWith(" rows published, none rejected; 2 periods declared complete\n");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(views(lodewatch, "from-file")).hasSize(4);
                assertThat(views(lodewatch, "un-comtrade-annual")).isEqualTo(views(lodewatch, "from-file"));
            });
        }
    }
}
