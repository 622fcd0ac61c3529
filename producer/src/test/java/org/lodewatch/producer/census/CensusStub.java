package org.lodewatch.producer.census;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The US Census Bureau's International Trade API on this machine, with figures that a test can publish, revise
 * and withdraw, and with the failures of the real one. It responds like the real one: with rows of groups of countries
 * and of zeros among the others, with predicates repeated as columns, and with no rows for a request that it does not
 * understand.
 */
public final class CensusStub implements AutoCloseable {

    /** The one key that it accepts. */
    public static final String KEY = "0123456789abcdef0123456789abcdef01234567";

    private static final String PATH = "/data/timeseries/intltrade/imports/hs";
    private static final String MISSING_KEY_PATH = "/data/missing_key.html";
    private static final Set<String> VARIABLES = Set.of(
            "I_COMMODITY",
            "I_COMMODITY_SDESC",
            "CTY_CODE",
            "CTY_NAME",
            "SUMMARY_LVL",
            "COMM_LVL",
            "time",
            "YEAR",
            "MONTH",
            "GEN_VAL_MO",
            "CON_VAL_MO",
            "GEN_QY1_MO",
            "GEN_QY1_MO_FLAG",
            "CON_QY1_MO",
            "CON_QY1_MO_FLAG",
            "UNIT_QY1",
            "GEN_QY2_MO",
            "GEN_QY2_MO_FLAG",
            "CON_QY2_MO",
            "CON_QY2_MO_FLAG",
            "UNIT_QY2",
            "LAST_UPDATE");

    private final TradeTable table = new TradeTable();
    private final Deque<Planned> failures = new ArrayDeque<>();
    private final List<CensusStubQuery> requests = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();
    private final WireMockServer server;
    private int mostRows = Integer.MAX_VALUE;
    private int mostMonths = Integer.MAX_VALUE;

    private CensusStub() {
        server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .jettyAcceptors(1)
                .disableRequestJournal()
                .extensions(new Interface()));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(ok()));
    }

    /** Without any figures. */
    public static CensusStub started() {
        return new CensusStub();
    }

    /** Its address, as the real one's is {@link CensusQuery#BASE}. */
    public URI base() {
        return URI.create(origin() + PATH);
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /**
     * Publishes figures, in place of those of the same code, month and country.
     *
     * @param day the day of their last change according to the API, YYYY-MM-DD; empty if it reports none
     */
    public synchronized CensusStub publish(String day, Collection<Trade> trades) {
        trades.forEach(trade -> table.put(trade, day));
        return this;
    }

    public CensusStub publish(String day, Trade... trades) {
        return publish(day, Arrays.asList(trades));
    }

    /** Withdraws figures. */
    public synchronized void withdraw(String code, String month, String country) {
        table.remove(code, month, country);
    }

    /** Reports that a month's figures have changed on a day, although they have not. */
    public synchronized void touch(String month, String day) {
        table.update(month, day);
    }

    /** Removes all figures. */
    public synchronized void clear() {
        table.clear();
    }

    /** Makes the next responses fail. */
    public void fail(int times, CensusFailure failure) {
        fail(times, failure, query -> true);
    }

    /** Makes the next responses to some requests fail. */
    public synchronized void fail(int times, CensusFailure failure, Predicate<CensusStubQuery> to) {
        IntStream.range(0, times).forEach(time -> failures.add(new Planned(failure, to)));
    }

    /** Truncates every longer response, without an error. */
    public synchronized void cutAnswersAfter(int rows) {
        mostRows = rows;
    }

    /** Fails, with status 500, whenever lines of more months are requested. */
    public synchronized void failBeyond(int months) {
        mostMonths = months;
    }

    /** The requests so far, in order. */
    public synchronized List<CensusStubQuery> requests() {
        return List.copyOf(requests);
    }

    /** Clears the requests. */
    public synchronized void clearRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop();
    }

    private record Planned(CensusFailure failure, Predicate<CensusStubQuery> to) {}

    private final class Interface implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "census";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest().getUrl()).build();
        }
    }

    private synchronized ResponseDefinitionBuilder answer(String url) {
        if (url.startsWith(MISSING_KEY_PATH)) {
            return html("<html><head><title>Missing Key</title></head><body>A valid <em>key</em> must be included with"
                    + " each data API request.</body></html>");
        }
        if (!url.startsWith(PATH)) {
            return text(404, "error: unknown dataset");
        }
        CensusStubQuery query = CensusStubQuery.of(url);
        requests.add(query);
        Optional<CensusFailure> failure = nextTrouble(query);
        return failure.isPresent() ? troubled(failure.get(), query) : answer(query);
    }

    private Optional<CensusFailure> nextTrouble(CensusStubQuery query) {
        for (Iterator<Planned> planned = failures.iterator(); planned.hasNext(); ) {
            Planned next = planned.next();
            if (next.to().test(query)) {
                planned.remove();
                return Optional.of(next.failure());
            }
        }
        return Optional.empty();
    }

    private ResponseDefinitionBuilder troubled(CensusFailure failure, CensusStubQuery query) {
        return switch (failure) {
            case TOO_MANY_REQUESTS -> text(429, "Too Many Requests").withHeader("Retry-After", "0");
            case QUERY_FAILED -> queryFailed();
            case UNAVAILABLE -> text(503, "Service Unavailable");
            case RESET -> new ResponseDefinitionBuilder().withFault(Fault.CONNECTION_RESET_BY_PEER);
            case CUT_OFF -> {
                String whole = body(query, rows(query));
                yield table(whole.substring(0, whole.length() * 2 / 3));
            }
            case SHORT -> {
                List<Map<String, String>> rows = rows(query);
                rows.remove(lastCountry(rows));
                yield table(body(query, rows));
            }
            case SILENCE -> nothing();
            case PLAIN_TEXT -> text(200, "Please come back later");
            case KEY_UNSEEN -> missingKey();
        };
    }

    private ResponseDefinitionBuilder answer(CensusStubQuery query) {
        if (query.get("key").isEmpty()) {
            return missingKey();
        }
        if (!query.get("key").equals(KEY)) {
            return html("<html><head><title>Invalid Key</title></head><body>You included a key with this request,"
                            + " however, it is not valid.</body></html>")
                    .withHeader("X-DataWebAPI-KeyError", "1");
        }
        Optional<String> unknown = Stream.concat(query.variables().stream(), query.predicates().stream())
                .filter(variable -> !VARIABLES.contains(variable))
                .findFirst();
        if (unknown.isPresent()) {
            return text(400, "error: unknown variable '" + unknown.get() + "'");
        }
        if (query.digits() > 2 && query.span() > mostMonths) {
            return queryFailed();
        }
        List<Map<String, String>> rows = rows(query);
        return rows.isEmpty() ? nothing() : table(body(query, rows.subList(0, Math.min(rows.size(), mostRows))));
    }

    private List<Map<String, String>> rows(CensusStubQuery query) {
        return table.rows(query.digits(), query.codes(), query.months()).stream()
                .filter(query::wants)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static int lastCountry(List<Map<String, String>> rows) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).get("CTY_CODE").matches("[1-9][0-9]{3}"))
                .filter(i -> !rows.get(i).get("GEN_VAL_MO").equals("0"))
                .max()
                .orElseThrow();
    }

    /** The variables, then the predicates, whether they have a column already or not. */
    private String body(CensusStubQuery query, List<Map<String, String>> rows) {
        List<String> columns = new ArrayList<>(query.variables());
        columns.addAll(query.predicates());
        return Stream.concat(
                        Stream.of(columns),
                        rows.stream().map(row -> columns.stream().map(row::get).toList()))
                .map(this::array)
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private String array(List<String> cells) {
        try {
            return json.writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ResponseDefinitionBuilder table(String body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json;charset=utf-8")
                .withBody(body);
    }

    private ResponseDefinitionBuilder missingKey() {
        return new ResponseDefinitionBuilder().withStatus(302).withHeader("Location", origin() + MISSING_KEY_PATH);
    }

    private static ResponseDefinitionBuilder nothing() {
        return new ResponseDefinitionBuilder().withStatus(204);
    }

    private static ResponseDefinitionBuilder queryFailed() {
        return text(
                500,
                "There was an error while running your query.  We've logged the error and we'll correct it ASAP."
                        + "  Sorry for the inconvenience.");
    }

    private static ResponseDefinitionBuilder text(int status, String body) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "text/plain")
                .withBody(body);
    }

    private static ResponseDefinitionBuilder html(String body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody(body);
    }
}
