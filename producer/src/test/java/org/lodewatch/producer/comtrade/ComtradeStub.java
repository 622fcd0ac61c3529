package org.lodewatch.producer.comtrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * UN Comtrade's API over a table of imports that a test can change at any time: figures with and without a key,
 * the list of what is published, and the list of codes. It responds as the real one was observed to, including its
 * mistakes. Thread-safe.
 */
public final class ComtradeStub implements AutoCloseable {

    /** The key that it accepts. */
    public static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS_WITH_KEY = 100_000;
    private static final int ROWS_IN_PREVIEW = 500;
    private static final int WORLD = 0;

    /** The failures that it can simulate. */
    public enum ComtradeFailure {
        /** 429: Rate limit is exceeded. Try again in 0 seconds. */
        RATE_LIMIT,
        /** 403: Out of call volume quota. */
        QUOTA,
        /** 401: invalid subscription key. */
        KEY_REFUSED,
        /** 403: invalid subscription key. */
        KEY_FORBIDDEN,
        /** 403 with nothing but a Retry-After. */
        HELD_OFF,
        /** 404: the resource has been removed. */
        ADDRESS_TOO_LONG,
        /** 400 with an errorObject. */
        BAD_REQUEST,
        /** 200 with an envelope whose error is not empty. */
        ERROR_IN_ENVELOPE,
        /** 500. */
        SERVER_ERROR,
        /** 200 with a page in place of JSON. */
        HTML,
        /** 200 with a JSON content type and a body that is not JSON. */
        NOT_JSON,
        /** 200 with JSON that ends in its middle. */
        CUT_JSON,
        /** A connection that is reset before the answer. */
        RESET,
        /** A connection that breaks off in the answer. */
        BREAKS_OFF,
        /** 301. */
        MOVED,
        /** 302. */
        ELSEWHERE_FOR_NOW,
        /** 200 with no rows. */
        EMPTY,
        /** The last partner of every code is left out, and the row of the world is unchanged. */
        SHORT_SUM
    }

    /**
     * A figure in the table.
     *
     * @param period 202605 or 2025
     * @param code six digits
     * @param weight kilograms; null is none
     */
    public record Import(String period, int reporter, int partner, String code, BigDecimal value, BigDecimal weight) {}

    /**
     * A request that was received.
     *
     * @param url path and query
     */
    public record StubRequest(String url, Optional<String> key) {}

    private record Dataset(String period, int reporter) {}

    private record Place(String period, int reporter, int partner, String code) {}

    private final Map<Place, Import> imports = new LinkedHashMap<>();
    private final Map<Dataset, LocalDateTime> released = new HashMap<>();
    private final Set<String> listed = new TreeSet<>();
    private final Set<String> worldless = new TreeSet<>();
    private final Deque<ComtradeFailure> failures = new ArrayDeque<>();
    private final List<StubRequest> requests = new ArrayList<>();
    private Optional<String> figures = Optional.empty();
    private Optional<String> availability = Optional.empty();
    private int longestAddress = 4_096;
    private int fullAbove = Integer.MAX_VALUE;
    private boolean extraBreakdowns;
    private boolean twice;

    private final WireMockServer server;

    public ComtradeStub() {
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .extensions(new Answers()));
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /**
     * Adds a figure, or replaces one.
     *
     * @param period 202605 or 2025
     * @param weight kilograms; null is none
     */
    public synchronized ComtradeStub put(
            String period, int reporter, int partner, String code, String value, String weight) {
        imports.put(
                new Place(period, reporter, partner, code),
                new Import(
                        period,
                        reporter,
                        partner,
                        code,
                        value == null ? null : new BigDecimal(value),
                        weight == null ? null : new BigDecimal(weight)));
        return this;
    }

    /** Sends every row twice, as if two datasets were served at a time. */
    public synchronized void sendTwice() {
        twice = true;
    }

    public synchronized void remove(String period, int reporter, int partner, String code) {
        imports.remove(new Place(period, reporter, partner, code));
    }

    /** Publishes a period, or publishes it again. */
    public synchronized ComtradeStub release(String period, int reporter, LocalDateTime moment) {
        released.put(new Dataset(period, reporter), moment);
        return this;
    }

    /** Adds codes to its list of the Harmonized System, which has those of the table anyway. */
    public synchronized ComtradeStub list(String... codes) {
        listed.addAll(Arrays.asList(codes));
        return this;
    }

    /** Leaves out the row of the world of a code, as while a period is loaded. */
    public synchronized void withoutWorld(String code) {
        worldless.add(code);
    }

    /** Fails at the next requests of any kind. */
    public synchronized ComtradeStub fail(ComtradeFailure failure, int times) {
        failures.addAll(Collections.nCopies(times, failure));
        return this;
    }

    /** Sends this text for every request for figures. */
    public synchronized void answerFigures(String json) {
        figures = Optional.of(json);
    }

    /** Sends this text for every request for releases. */
    public synchronized void answerAvailability(String json) {
        availability = Optional.of(json);
    }

    /** Answers 404 to longer addresses (path and query). */
    public synchronized void longestAddress(int length) {
        longestAddress = length;
    }

    /** Truncates responses about more than so many codes times periods, to the most rows that a response may have. */
    public synchronized void fullAbove(int codesTimesPeriods) {
        fullAbove = codesTimesPeriods;
    }

    /** Sends breakdowns by mode of transport, customs procedure and second partner even where the total was requested. */
    public synchronized void sendExtraBreakdowns() {
        extraBreakdowns = true;
    }

    /** The requests so far, in order. */
    public synchronized List<StubRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests for figures so far. */
    public List<String> figureRequests() {
        return requests().stream()
                .map(StubRequest::url)
                .filter(url -> url.contains("/get/") || url.contains("/preview/"))
                .toList();
    }

    public synchronized void clearRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Answers implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "comtrade";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            synchronized (ComtradeStub.this) {
                return answer(event.getRequest()).build();
            }
        }
    }

    private ResponseDefinitionBuilder answer(Request request) {
        HttpHeader key = request.header("Ocp-Apim-Subscription-Key");
        requests.add(
                new StubRequest(request.getUrl(), key.isPresent() ? Optional.of(key.firstValue()) : Optional.empty()));
        ComtradeFailure failure = failures.isEmpty() ? null : failures.remove();
        if (failure != null && failure != ComtradeFailure.SHORT_SUM) {
            return wrong(failure);
        }
        String path = URI.create(request.getUrl()).getPath();
        if (path.startsWith("/data/") && !(key.isPresent() && key.containsValue(KEY))) {
            return wrong(ComtradeFailure.KEY_REFUSED);
        }
        if (request.getUrl().length() > longestAddress) {
            return wrong(ComtradeFailure.ADDRESS_TOO_LONG);
        }
        Map<String, String> query = query(request.getUrl());
        if (path.equals("/files/v1/app/reference/HS.json")) {
            return json(codes());
        }
        if (path.matches("/(public|data)/v1/getDa/C/[AM]/HS")) {
            return availability.map(this::json).orElseGet(() -> json(availability(path, query)));
        }
        if (path.matches("/(public/v1/preview|data/v1/get)/C/[AM]/HS")) {
            return figures.map(this::json)
                    .orElseGet(() -> figures(path.startsWith("/data"), frequency(path), query, failure != null));
        }
        return wrong(ComtradeFailure.ADDRESS_TOO_LONG);
    }

    private static Map<String, String> query(String url) {
        String query = URI.create(url).getQuery();
        return query == null
                ? Map.of()
                : Stream.of(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String frequency(String path) {
        return path.endsWith("/A/HS") ? "A" : "M";
    }

    private static boolean isOf(String frequency, String period) {
        return period.length() == (frequency.equals("A") ? 4 : 6);
    }

    private static boolean isAsked(Map<String, String> query, String parameter, Object value) {
        return !query.containsKey(parameter)
                || List.of(query.get(parameter).split(",")).contains(value.toString());
    }

    private ResponseDefinitionBuilder figures(
            boolean keyed, String frequency, Map<String, String> query, boolean shortSum) {
        int periods = query.getOrDefault("period", "").split(",").length;
        int codes = query.getOrDefault("cmdCode", "").split(",").length;
        int most = Math.min(
                keyed ? ROWS_WITH_KEY : ROWS_IN_PREVIEW,
                Integer.parseInt(query.getOrDefault("maxRecords", "" + ROWS_WITH_KEY)));
        if (periods > (keyed ? 12 : 1)) {
            return status(400, "{\"statusCode\":400,\"errorObject\":{\"errorMessage\":\"Too many periods\"}}");
        }
        if (periods * codes > fullAbove) {
            return json("{\"elapsedTime\":\"9.9 secs\",\"count\":%d,\"data\":[%s],\"error\":\"\"}"
                    .formatted(
                            most, IntStream.range(0, most).mapToObj(i -> "{}").collect(Collectors.joining(","))));
        }
        List<ObjectNode> rows = imports.values().stream()
                .filter(row -> isOf(frequency, row.period())
                        && isAsked(query, "reporterCode", row.reporter())
                        && isAsked(query, "period", row.period())
                        && isAsked(query, "cmdCode", row.code())
                        && isAsked(query, "flowCode", "M"))
                .collect(Collectors.groupingBy(
                        row -> row.period() + row.reporter() + row.code(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(code -> withWorld(code, shortSum))
                .filter(row -> isAsked(query, "partnerCode", row.partner()))
                .flatMap(row -> withBreakdowns(row, frequency, query))
                .toList();
        ObjectNode envelope = JSON.createObjectNode().put("elapsedTime", "0.21 secs");
        envelope.put("count", Math.min(rows.size(), most));
        ArrayNode data = envelope.putArray("data");
        rows.stream().limit(most).forEach(data::add);
        return json(envelope.put("error", ""));
    }

    private Stream<Import> withWorld(List<Import> partners, boolean shortSum) {
        Import any = partners.get(0);
        List<Import> shown = shortSum ? partners.subList(0, partners.size() - 1) : partners;
        if (worldless.contains(any.code())) {
            return shown.stream();
        }
        BigDecimal sum = partners.stream()
                .map(Import::value)
                .filter(value -> value != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Stream.concat(
                Stream.of(new Import(any.period(), any.reporter(), WORLD, any.code(), sum, null)), shown.stream());
    }

    private Stream<ObjectNode> withBreakdowns(Import row, String frequency, Map<String, String> query) {
        List<ObjectNode> rows = new ArrayList<>();
        rows.add(row(row, frequency, 0, "C00", 0));
        if (extraBreakdowns || !query.containsKey("motCode")) {
            rows.add(row(row, frequency, 1000, "C00", 0));
            rows.add(row(row, frequency, 2100, "C00", 0));
        }
        if (extraBreakdowns || !query.containsKey("customsCode")) {
            rows.add(row(row, frequency, 0, "C04", 0));
        }
        if (extraBreakdowns || !query.containsKey("partner2Code")) {
            rows.add(row(row, frequency, 0, "C00", row.partner() == WORLD ? 276 : row.partner()));
        }
        return twice ? Stream.concat(rows.stream(), rows.stream()) : rows.stream();
    }

    /** All fields of a row, in the order in which they come. */
    private static ObjectNode row(Import row, String frequency, int transport, String procedure, int partner2) {
        boolean annual = frequency.equals("A");
        int year = Integer.parseInt(row.period().substring(0, 4));
        int month = annual ? 52 : Integer.parseInt(row.period().substring(4));
        ObjectNode fields = JSON.createObjectNode();
        fields.put("typeCode", "C").put("freqCode", frequency);
        fields.put("refPeriodId", year * 10_000 + (annual ? 101 : month * 100 + 1));
        fields.put("refYear", year).put("refMonth", month).put("period", row.period());
        fields.put("reporterCode", row.reporter()).putNull("reporterISO").putNull("reporterDesc");
        fields.put("flowCode", "M").putNull("flowDesc");
        fields.put("partnerCode", row.partner()).putNull("partnerISO").putNull("partnerDesc");
        fields.put("partner2Code", partner2).putNull("partner2ISO").putNull("partner2Desc");
        fields.put("classificationCode", "H6").put("classificationSearchCode", "HS");
        fields.put("isOriginalClassification", true);
        fields.put("cmdCode", row.code()).putNull("cmdDesc").put("aggrLevel", 6).put("isLeaf", true);
        fields.put("customsCode", procedure).putNull("customsDesc").put("mosCode", "0");
        fields.put("motCode", transport).putNull("motDesc");
        fields.put("qtyUnitCode", 8).putNull("qtyUnitAbbr");
        fields.put("qty", row.weight()).put("isQtyEstimated", false);
        fields.put("altQtyUnitCode", -1).putNull("altQtyUnitAbbr").put("altQty", 0);
        fields.put("isAltQtyEstimated", false);
        fields.put("netWgt", row.weight()).put("isNetWgtEstimated", true);
        fields.put("grossWgt", 0).put("isGrossWgtEstimated", false);
        fields.put("cifvalue", row.value()).putNull("fobvalue").put("primaryValue", row.value());
        fields.put("legacyEstimationFlag", 4).put("isReported", false).put("isAggregate", true);
        return fields;
    }

    private JsonNode availability(String path, Map<String, String> query) {
        ObjectNode envelope = JSON.createObjectNode().put("elapsedTime", "0.05 secs");
        ArrayNode data = JSON.createArrayNode();
        SortedMap<String, Dataset> datasets = new TreeMap<>();
        released.keySet().stream()
                .filter(dataset -> isOf(frequency(path), dataset.period())
                        && isAsked(query, "period", dataset.period())
                        && isAsked(query, "reporterCode", dataset.reporter()))
                .forEach(dataset -> datasets.put(dataset.period() + dataset.reporter(), dataset));
        datasets.values().forEach(dataset -> data.add(availability(dataset, frequency(path))));
        envelope.put("count", data.size());
        envelope.set("data", data);
        return envelope.put("error", "");
    }

    private ObjectNode availability(Dataset dataset, String frequency) {
        List<Import> rows = imports.values().stream()
                .filter(row -> row.period().equals(dataset.period()) && row.reporter() == dataset.reporter())
                .toList();
        String moment = released.get(dataset).format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")) + ".8266667";
        ObjectNode fields = JSON.createObjectNode();
        fields.put("datasetCode", Long.parseLong("30" + dataset.reporter() + dataset.period() + "2100"));
        fields.put("typeCode", "C").put("freqCode", frequency).put("period", Integer.parseInt(dataset.period()));
        fields.put("reporterCode", dataset.reporter()).put("reporterISO", "USA").put("reporterDesc", "USA");
        fields.put("classificationCode", "H6").put("classificationSearchCode", "HS");
        fields.put("isOriginalClassification", true).put("isExtendedFlowCode", true);
        fields.put("isExtendedPartnerCode", true).put("isExtendedPartner2Code", false);
        fields.put("isExtendedCmdCode", true).put("isExtendedCustomsCode", false);
        fields.put("isExtendedMotCode", false);
        fields.put("totalRecords", rows.size())
                .put("datasetChecksum", rows.toString().hashCode());
        return fields.put("firstReleased", moment).put("lastReleased", moment);
    }

    private JsonNode codes() {
        Set<String> codes = new TreeSet<>(listed);
        imports.values().forEach(row -> codes.add(row.code()));
        ObjectNode list = JSON.createObjectNode().put("more", false).put("classCode", "HS");
        ArrayNode results = list.putArray("results");
        results.addObject()
                .put("id", "TOTAL")
                .put("text", "Total - All H6 commodities")
                .put("aggrLevel", 0);
        codes.stream()
                .map(code -> code.substring(0, 4))
                .distinct()
                .forEach(heading -> results.addObject()
                        .put("id", heading)
                        .put("parent", heading.substring(0, 2))
                        .put("isLeaf", "0")
                        .put("aggrLevel", 4));
        codes.forEach(code -> results.addObject()
                .put("id", code)
                .put("text", code + " - Some goods")
                .put("parent", code.substring(0, 4))
                .put("isLeaf", "1")
                .put("aggrLevel", 6)
                .put("standardUnitAbbr", "kg"));
        return list;
    }

    private ResponseDefinitionBuilder json(JsonNode node) {
        try {
            return json(JSON.writeValueAsString(node));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ResponseDefinitionBuilder json(String text) {
        return status(200, text);
    }

    private static ResponseDefinitionBuilder status(int status, String json) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(json);
    }

    private static ResponseDefinitionBuilder gateway(int status, String message) {
        return status(status, "{ \"statusCode\": %d, \"message\": \"%s\" }".formatted(status, message));
    }

    private static ResponseDefinitionBuilder page(int status, String text) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html><head><title>%d</title></head><body>%s</body></html>".formatted(status, text));
    }

    private static ResponseDefinitionBuilder wrong(ComtradeFailure failure) {
        String keyRefused = "Access denied due to invalid subscription key. Make sure to provide a valid key for an"
                + " active subscription.";
        return switch (failure) {
            case RATE_LIMIT -> gateway(429, "Rate limit is exceeded. Try again in 0 seconds.");
            case QUOTA -> gateway(403, "Out of call volume quota. Quota will be replenished in 03:14:17.");
            case KEY_REFUSED -> gateway(401, keyRefused);
            case KEY_FORBIDDEN -> gateway(403, keyRefused);
            case HELD_OFF -> page(403, "Forbidden").withHeader("Retry-After", "0");
            case ADDRESS_TOO_LONG ->
                page(
                        404,
                        "The resource you are looking for has been removed, had its name changed, or is temporarily"
                                + " unavailable.");
            case BAD_REQUEST ->
                status(
                        400,
                        "{\"statusCode\":400,\"errorObject\":{\"errorCode\":\"Bad\",\"errorMessage\":\"The period"
                                + " parameter is invalid\"}}");
            case ERROR_IN_ENVELOPE ->
                status(200, "{\"elapsedTime\":\"30 secs\",\"count\":0,\"data\":[],\"error\":\"Execution timeout\"}");
            case SERVER_ERROR -> status(500, "{\"message\":\"Internal server error\"}");
            case HTML -> page(200, "The site is being maintained");
            case NOT_JSON -> status(200, "Service unavailable");
            case CUT_JSON ->
                status(200, "{\"elapsedTime\":\"0.2 secs\",\"count\":2,\"data\":[{\"typeCode\":\"C\",\"fre");
            case RESET -> WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
            case BREAKS_OFF -> WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
            case MOVED -> page(301, "Moved").withHeader("Location", "https://example.org/v2");
            case ELSEWHERE_FOR_NOW -> page(302, "Found").withHeader("Location", "https://example.org/maintenance");
            case EMPTY, SHORT_SUM ->
                status(200, "{\"elapsedTime\":\"0.09 secs\",\"count\":0,\"data\":[],\"error\":\"\"}");
        };
    }
}
