package org.lodewatch.producer.census;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.clients.http.DailyQuota;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.producer.census.CensusBulkSource.BulkQuery;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

class CensusBulkSourceTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 1);
    private static final Instant NOW = Instant.parse("2026-03-12T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String JANUARY = "/2026/Merch/im_m/IMDB2601.ZIP";
    private static final String FEBRUARY = "/2026/Merch/im_m/IMDB2602.ZIP";

    @TempDir
    private Path directory;

    private final List<String> rates = new ArrayList<>();
    private final WireMockServer site =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    @AfterEach
    void stop() {
        site.stop();
    }

    private CensusBulkSource source(BulkFiles files, Basis basis) {
        BulkQuery query = new BulkQuery(basis, BulkQuery.datasetOf(basis), MONTH, ImdbGenerator.SCOPES);
        return new CensusBulkSource(query, files, Catalogue.bundled(), rates::add);
    }

    private WebService web() {
        RequestLimits quick =
                new RequestLimits(1, Duration.ofMillis(1), 3, Duration.ofMillis(5), Duration.ofSeconds(10));
        DailyQuota quota = new DailyQuota("test", 100, directory.resolve("requests"), CLOCK);
        return new WebService("US Census site", quick, quota, Optional.empty());
    }

    private static List<Part> parts(CensusBulkSource source, String month) throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        try (Figures figures = source.read(List.of(month))) {
            for (Optional<Part> part = figures.next(); part.isPresent(); part = figures.next()) {
                parts.add(part.get());
            }
        }
        return parts;
    }

    private static long dollars(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> ((Part.Lines) part).lines().stream())
                .mapToLong(line -> Long.parseLong(line.fields().get(ImportField.CUSTOMS_VALUE_USD)))
                .sum();
    }

    @Test
    void everyScopeOfAMonthIsReadFromAFolder() throws Exception {
        ImdbGenerator generator = new ImdbGenerator(MONTH, 3_000, 1).write(directory.resolve("imdb2601.zip"));
        CensusBulkSource source = source(new BulkFolder(directory), Basis.GENERAL);

        assertThat(source.releases()).containsOnlyKeys("2026-01");
        List<Part> parts = parts(source, "2026-01");

        assertThat(parts)
                .extracting(part -> ((Part.Lines) part).set().key())
                .containsExactly(
                        "us-census-bulk/US/2026-01/2504",
                        "us-census-bulk/US/2026-01/7403",
                        "us-census-bulk/US/2026-01/8110");
        assertThat(dollars(parts))
                .isEqualTo(generator.sums().values().stream()
                        .mapToLong(ImdbGenerator.Sum::general)
                        .sum());
        Line first = ((Part.Lines) parts.get(0)).lines().get(0);
        ImdbGenerator.Sum sum = generator.sums().firstEntry().getValue();
        assertThat(first.fields().get(ImportField.ORIGIN)).isEqualTo("CA");
        assertThat(first.fields().get(ImportField.NET_WEIGHT_KG)).isEqualTo(Long.toString(sum.kilograms()));
        assertThat(rates).singleElement().asString().startsWith("IMDB2601.ZIP: 3,000 lines, 2 MB in ");
    }

    @Test
    void importsForConsumptionHaveADatasetOfTheirOwn() throws Exception {
        ImdbGenerator generator = new ImdbGenerator(MONTH, 3_000, 1).write(directory.resolve("IMDB2601.ZIP"));
        CensusBulkSource source = source(new BulkFolder(directory), Basis.CONSUMPTION);

        assertThat(source.dataset()).isEqualTo("us-census-bulk-consumption");
        assertThat(source.declaration().codes()).contains("250410").doesNotContain("260400");
        assertThat(dollars(parts(source, "2026-01")))
                .isEqualTo(generator.sums().values().stream()
                        .mapToLong(ImdbGenerator.Sum::consumption)
                        .sum());
    }

    @Test
    void aReplacedFileIsDueAgainUnderALaterVintage() throws Exception {
        Path file = directory.resolve("IMDB2601.ZIP");
        new ImdbGenerator(MONTH, 300, 1).write(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-05T13:30:00Z")));
        CensusBulkSource source = source(new BulkFolder(directory), Basis.GENERAL);
        var read = source.releases();
        assertThat(read.get("2026-01").vintage()).isEqualTo(20260305133000L);
        assertThat(source.due(read, read)).isEmpty();

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-10T13:30:00Z")));

        assertThat(source.due(source.releases(), read)).containsExactly(List.of("2026-01"));
        assertThat(source.releases().get("2026-01").vintage()).isEqualTo(20260610133000L);
    }

    @Test
    void aDamagedFileIsAFaultOfItsMonth() throws Exception {
        Path file = directory.resolve("IMDB2601.ZIP");
        new ImdbGenerator(MONTH, 3_000, 1).write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(parts(source(new BulkFolder(directory), Basis.GENERAL), "2026-01"))
                .singleElement()
                .isInstanceOfSatisfying(Part.Fault.class, fault -> {
                    assertThat(fault.reason()).hasToString("damaged-zip-file");
                    assertThat(fault.periods()).containsExactly("2026-01");
                    assertThat(fault.message()).startsWith("IMDB2601.ZIP: ");
                });
    }

    @Test
    void twoFilesOfOneMonthAreRejected() throws Exception {
        new ImdbGenerator(MONTH, 300, 1).write(directory.resolve("IMDB2601.ZIP"));
        new ImdbGenerator(MONTH, 300, 2).write(directory.resolve("IMDB2601.zip"));
        assumeTrue(directory.toFile().list().length == 2, "case tells file names apart");
        CensusBulkSource source = source(new BulkFolder(directory), Basis.GENERAL);

        assertThatThrownBy(source::releases)
                .isInstanceOf(OperatorException.class)
                .hasMessage("IMDB2601.ZIP and IMDB2601.zip in %s are of one month; leave only one there", directory);
    }

    @Test
    void aMissingFolderIsReported() {
        assertThatThrownBy(() -> new BulkFolder(directory.resolve("nowhere")))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("no such folder: ");
    }

    @Test
    void theSiteIsPolledForNewMonthsAndABrokenDownloadIsRepeated() throws Exception {
        Path file = directory.resolve("x.zip");
        ImdbGenerator generator = new ImdbGenerator(MONTH, 3_000, 1).write(file);
        byte[] zip = Files.readAllBytes(file);
        site.start();
        var found = aResponse()
                .withHeader("Last-Modified", "Thu, 05 Mar 2026 13:30:00 GMT")
                .withHeader("ETag", "\"5f-1:a\"")
                .withBody(zip);
        site.stubFor(get(urlEqualTo(JANUARY))
                .inScenario("files")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(found)
                .willSetStateTo("known"));
        site.stubFor(get(urlEqualTo(JANUARY))
                .inScenario("files")
                .whenScenarioStateIs("known")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("broken"));
        site.stubFor(get(urlEqualTo(JANUARY))
                .inScenario("files")
                .whenScenarioStateIs("broken")
                .willReturn(found));
        try (WebService web = web()) {
            CensusBulkSource source = source(new BulkSite(URI.create(site.baseUrl()), web, CLOCK), Basis.GENERAL);

            assertThat(source.releases())
                    .isEqualTo(new TreeMap<>(Map.of("2026-01", new Release(20260305133000L, "5f-1a"))));
            site.verify(1, getRequestedFor(urlEqualTo(FEBRUARY)));
            assertThat(dollars(parts(source, "2026-01")))
                    .isEqualTo(generator.sums().values().stream()
                            .mapToLong(ImdbGenerator.Sum::general)
                            .sum());
            site.verify(3, getRequestedFor(urlEqualTo(JANUARY)));
        }
    }

    @Test
    void aDownloadThatBreaksOffInTheMiddleIsRepeated() throws Exception {
        Path file = directory.resolve("x.zip");
        ImdbGenerator generator = new ImdbGenerator(MONTH, 3_000, 1).write(file);
        byte[] zip = Files.readAllBytes(file);
        site.start();
        site.stubFor(get(urlEqualTo(JANUARY))
                .inScenario("files")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse()
                        .withHeader("Content-Length", Integer.toString(zip.length))
                        .withBody(Arrays.copyOf(zip, zip.length / 2)))
                .willSetStateTo("broken"));
        site.stubFor(get(urlEqualTo(JANUARY))
                .inScenario("files")
                .whenScenarioStateIs("broken")
                .willReturn(aResponse().withBody(zip)));
        try (WebService web = web()) {
            CensusBulkSource source = source(new BulkSite(URI.create(site.baseUrl()), web, CLOCK), Basis.GENERAL);

            assertThat(dollars(parts(source, "2026-01")))
                    .isEqualTo(generator.sums().values().stream()
                            .mapToLong(ImdbGenerator.Sum::general)
                            .sum());
            site.verify(2, getRequestedFor(urlEqualTo(JANUARY)));
        }
    }

    @Test
    void aFileThatIsDamagedOnTheSiteIsAFaultOfItsMonthAndIsDownloadedOnce() throws Exception {
        Path file = directory.resolve("x.zip");
        new ImdbGenerator(MONTH, 3_000, 1).write(file);
        byte[] zip = Files.readAllBytes(file);
        site.start();
        site.stubFor(get(urlEqualTo(JANUARY)).willReturn(aResponse().withBody(Arrays.copyOf(zip, zip.length / 2))));
        try (WebService web = web()) {
            CensusBulkSource source = source(new BulkSite(URI.create(site.baseUrl()), web, CLOCK), Basis.GENERAL);

            assertThat(parts(source, "2026-01"))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Part.Fault.class,
                            fault -> assertThat(fault.reason()).hasToString("damaged-zip-file"));
            site.verify(1, getRequestedFor(urlEqualTo(JANUARY)));
        }
    }

    @Test
    void aWebPageInPlaceOfAFileIsRetried() throws Exception {
        site.start();
        site.stubFor(get(urlEqualTo(JANUARY))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<p>We are moving</p>")));
        try (WebService web = web()) {
            CensusBulkSource source = source(new BulkSite(URI.create(site.baseUrl()), web, CLOCK), Basis.GENERAL);

            assertThatThrownBy(source::releases)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a web page in place of the file: We are moving");
        }
    }
}
