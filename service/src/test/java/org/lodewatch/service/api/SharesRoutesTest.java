package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.EventStreams;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

/** Tables of shares over HTTP: which rows and figures they have, when they are sent again, and how. */
@Timeout(60)
class SharesRoutesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EventStreams streams = new EventStreams();
    private final PublishedView view = new PublishedView(streams);
    private final HttpClient client = HttpClient.newHttpClient();
    private ServicePort port;

    @BeforeEach
    void open() {
        publish("cobalt", BookHistoryJsonTest.window("2024-01", 5000, "CN", 500, "NO", 500));
        publish(
                "cobalt",
                comparable(BookHistoryJsonTest.window(
                        "2025-01", 4000, "US", 1000, "CN", 600, "NO", 200, "FI", 100, "XX", 100)));
        publish(
                "tin",
                BookHistoryJsonTest.weighed(
                        BookHistoryJsonTest.window("2025-01", 5200, "BO", 600, "PE", 400), "BO", 1000, "PE", 3000));
        VersionedAnswers versions = new VersionedAnswers(view::version, Clock.systemUTC());
        port = ServicePort.open(ServiceSettings.of(Map.of("http.port", "0")), routes -> {
            new SharesRoutes(view, Catalogue.bundled()).add(routes, versions::of);
            new BookRoutes(view, Catalogue.bundled()).add(routes, versions::of);
        });
    }

    @AfterEach
    void close() {
        port.close();
        streams.close();
    }

    private void publish(String mineral, MineralShares shares) {
        shares.setMineral(mineral);
        shares.getCountries().stream().findFirst().ifPresent(first -> {
            boolean isReporter = first.getCountry().equals("US");
            CountryShare top = isReporter ? shares.getCountries().get(1) : first;
            shares.setTopCountry(top.getCountry());
            shares.setTopShare(
                    (double) top.getValueCents() / (shares.getTotalValueCents() - shares.getReturnedValueCents()));
        });
        view.takeShares("acme/US/%s@%s".formatted(mineral, shares.getAsOf()), Optional.of(() -> Optional.of(shares)));
    }

    private static MineralShares comparable(MineralShares shares) {
        shares.getCountries().get(0).setValueShareChange(0.1);
        return shares;
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(port.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private JsonNode row(String path, String mineral) throws Exception {
        return StreamSupport.stream(json(path).spliterator(), false)
                .filter(row -> row.get("mineral").textValue().equals(mineral))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableHasTheLargestSuppliersWithPartsOfTheSupply() throws Exception {
        JsonNode cobalt = row("/api/minerals?top=2", "cobalt");

        assertThat(cobalt.get("countries"))
                .hasToString("[{\"country\":\"CN\",\"share\":0.6,\"change\":0.1},"
                        + "{\"country\":\"NO\",\"share\":0.2,\"change\":-0.3}]");
        assertThat(cobalt.get("otherShare").doubleValue()).isEqualTo(0.1);
        assertThat(cobalt.get("unknownShare").doubleValue()).isEqualTo(0.1);
        assertThat(cobalt.get("topCountry").textValue()).isEqualTo("CN");
        assertThat(cobalt.get("topShare").doubleValue()).isEqualTo(0.6);
        assertThat(cobalt.get("hhi").doubleValue()).isEqualTo(4000);
        assertThat(cobalt.get("hhiChange").doubleValue()).isEqualTo(-1000);
        assertThat(cobalt.get("measure").textValue()).isEqualTo("value");
        assertThat(cobalt.get("totalValueUsd").decimalValue()).isEqualByComparingTo("20.00");
        assertThat(row("/api/shares?top=0", "cobalt").get("countries")).isEmpty();
        assertThat(row("/api/minerals/cobalt?top=1", "cobalt").get("countries")).hasSize(1);
    }

    @Test
    void aWindowWithoutAComparableOneAYearBeforeHasNoChange() throws Exception {
        assertThat(row("/api/minerals?top=1", "tin").get("countries"))
                .hasToString("[{\"country\":\"BO\",\"share\":0.6}]");
        assertThat(row("/api/minerals?top=1", "tin").has("hhiChange")).isFalse();
    }

    @Test
    void countriesAndBlocsThatAreAskedForAreThereIfTheySupplySomething() throws Exception {
        JsonNode cobalt = row("/api/minerals?top=1&suppliers=FI,RU,Norway,eu27", "cobalt");

        assertThat(cobalt.get("suppliers"))
                .hasToString(
                        "[{\"id\":\"FI\",\"share\":0.1,\"change\":0.1},{\"id\":\"NO\",\"share\":0.2,\"change\":-0.3},"
                                + "{\"id\":\"eu27\",\"share\":0.1,\"change\":0.1}]");
        assertThat(row("/api/minerals?top=1", "cobalt").has("suppliers")).isFalse();
    }

    @Test
    void byWeightTheOrderAndTheFiguresAreOthersOrThereIsAReason() throws Exception {
        JsonNode tin = row("/api/minerals?top=5&measure=weight", "tin");
        JsonNode cobalt = row("/api/minerals?top=5&measure=weight", "cobalt");

        assertThat(tin.get("measure").textValue()).isEqualTo("weight");
        assertThat(tin.get("countries"))
                .hasToString("[{\"country\":\"PE\",\"share\":0.75},{\"country\":\"BO\",\"share\":0.25}]");
        assertThat(tin.get("topCountry").textValue()).isEqualTo("PE");
        assertThat(tin.get("hhi").doubleValue()).isEqualTo(6250);
        assertThat(cobalt.get("measureAbsence").textValue()).isEqualTo("less than 95 % of the value has a weight");
        assertThat(cobalt.has("hhi")).isFalse();
        assertThat(cobalt.has("topCountry")).isFalse();
        assertThat(cobalt.get("countries")).isEmpty();
    }

    @Test
    void allFiguresByWeightSayThatTheyAre() throws Exception {
        JsonNode tin = row("/api/minerals?measure=weight", "tin");

        assertThat(tin.get("measure").textValue()).isEqualTo("weight");
        assertThat(tin.get("topCountry").textValue()).isEqualTo("PE");
        assertThat(tin.get("topShare").doubleValue()).isEqualTo(0.75);
        assertThat(tin.get("hhi").doubleValue()).isEqualTo(6250);
        assertThat(tin.get("effectiveSuppliers").doubleValue()).isEqualTo(1.6);
        assertThat(tin.get("countries").findValuesAsText("country")).containsExactly("PE", "BO");
        assertThat(row("/api/minerals", "tin").has("measure")).isFalse();
        assertThat(row("/api/minerals", "tin").get("countries").findValuesAsText("country"))
                .containsExactly("BO", "PE");
        assertThat(row("/api/minerals?measure=weight", "cobalt")
                        .get("measureAbsence")
                        .textValue())
                .startsWith("less than 95 %");
    }

    @Test
    void recentWindowsEndWithTheOneThatIsAskedForAndGapsAreNull() throws Exception {
        publish("cobalt", BookHistoryJsonTest.window("2024-02", 10_000, "NO", 1));

        JsonNode recent = row("/api/minerals?months=3&asOf=2024-02", "cobalt").get("recent");
        assertThat(recent.get("asOf")).hasToString("[\"2023-12\",\"2024-01\",\"2024-02\"]");
        assertThat(recent.get("hhi")).hasToString("[null,5000.0,10000.0]");
        assertThat(recent.get("topShare")).hasToString("[null,0.5,1.0]");
        assertThat(row("/api/minerals?top=1", "cobalt").has("recent")).isFalse();
    }

    @Test
    void theAlertIsThatOfTheMonthByTheHistory() throws Exception {
        view.takeStatus(alert(
                new HistoryEntry("2024-01", Transition.RAISED, Severity.WARNING, 51.0, 52.0),
                new HistoryEntry("2024-09", Transition.ESCALATED, Severity.CRITICAL, 66.0, 66.0),
                new HistoryEntry("2025-01", Transition.RESOLVED, Severity.NONE, 10.0, null)));

        assertThat(row("/api/minerals?top=1&asOf=2024-01", "cobalt")
                        .get("alert")
                        .textValue())
                .isEqualTo("warning");
        assertThat(row("/api/minerals?asOf=2024-01", "cobalt").get("alert").textValue())
                .isEqualTo("warning");
        assertThat(row("/api/minerals?top=1&asOf=2025-01", "cobalt").has("alert"))
                .isFalse();
        assertThat(row("/api/minerals?top=1", "cobalt").get("alert").textValue())
                .isEqualTo("critical");
    }

    @Test
    void aTableThatHasNotChangedIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = get("/api/minerals?top=2");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> second = get("/api/minerals?top=2", "If-None-Match", tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("Cache-Control")).contains("no-cache");

        publish("tin", BookHistoryJsonTest.window("2025-01", 10_000, "PE", 400));
        HttpResponse<byte[]> third = get("/api/minerals?top=2", "If-None-Match", tag);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(third.body()).findValuesAsText("topCountry")).containsExactly("PE", "CN");

        String later = third.headers().firstValue("ETag").orElseThrow();
        view.takeStatus(alert());
        HttpResponse<byte[]> fourth = get("/api/minerals?top=2", "If-None-Match", later);
        assertThat(fourth.statusCode()).isEqualTo(200);
        assertThat(new String(fourth.body(), StandardCharsets.UTF_8)).contains("\"alert\":\"critical\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/minerals",
                "/api/minerals/tin",
                "/api/shares?country=CN",
                "/api/minerals/cobalt/history",
                "/api/datasets",
                "/api/catalogue"
            })
    void everyAnswerHasATagOfItsVersion(String path) throws Exception {
        HttpResponse<byte[]> first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);

        HttpResponse<byte[]> second =
                get(path, "If-None-Match", first.headers().firstValue("ETag").orElseThrow());
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(get(path, "If-None-Match", "W/\"other-0-0\"").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorHasNoTag() throws Exception {
        HttpResponse<byte[]> missing = get("/api/minerals/gold?top=1");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("ETag")).isEmpty();
        assertThat(missing.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aTableIsCompressedForThoseWhoAcceptIt() throws Exception {
        HttpResponse<byte[]> compressed = get("/api/minerals?top=2", "Accept-Encoding", "gzip");

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(text.readAllBytes()).isEqualTo(get("/api/minerals?top=2").body());
        }
    }

    @Test
    void aTableOfNothingIsEmpty() throws Exception {
        assertThat(json("/api/minerals?top=2&dataset=none")).isEmpty();
        assertThat(json("/api/minerals?top=2&asOf=1999-01")).isEmpty();
    }

    @Test
    void invalidParametersAreExplained() throws Exception {
        assertThat(error("/api/minerals?top=all")).isEqualTo("top is 'all', but must be a number from 0 to 999");
        assertThat(error("/api/minerals?dataset=a&dataset=b"))
                .isEqualTo("the parameter dataset is there 2 times: write it once");
        assertThat(error("/api/minerals?months=-1")).isEqualTo("months is '-1', but must be a number from 0 to 999");
        assertThat(error("/api/minerals?measure=volume")).isEqualTo("measure is 'volume', but must be value or weight");
        assertThat(error("/api/minerals?top=1&suppliers=Atlantis"))
                .contains("'Atlantis' is neither a country nor a bloc");
        assertThat(error("/api/minerals?top=1&country=CN"))
                .isEqualTo("country and bloc cannot be combined with measure, top, suppliers, months: leave one or the"
                        + " other out");
    }

    private String error(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(400);
        return MAPPER.readTree(response.body()).get("error").textValue();
    }

    private static Message<String, DependenceAlert> alert(HistoryEntry... history) {
        DependenceAlert alert = DependenceAlert.newBuilder()
                .setAlertId("single-source/acme/US/cobalt/CN")
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(Severity.CRITICAL)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("acme")
                .setReporter("US")
                .setMineral("cobalt")
                .setSubject("CN")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setHistory(List.of(history))
                .setToldAt(Instant.now())
                .setSentence("China supplied a share.")
                .build();
        return new Message<>(alert.getAlertId(), Optional.of(alert), 0, 0, Instant.now());
    }
}
