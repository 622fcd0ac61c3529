package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.producer.poll.Release;

/**
 * Requests to UN Comtrade's API, version 1. With a key a response has up to 100,000 rows of up to 12 periods; the
 * preview, without a key, 500 rows of one period.
 */
final class ComtradeApi {

    private static final int ROWS_WITH_KEY = 100_000;
    private static final int ROWS_IN_PREVIEW = 500;
    private static final int PERIODS_WITH_KEY = 12;

    /** Comtrade itself accepts about 4,000 characters; a proxy before it may not. */
    private static final int LONGEST_ADDRESS = 2000;

    /** How many partners a code has in a period: some more than the average of the United States, a large importer. */
    private static final int USUAL_PARTNERS = 20;

    private static final int CODE_AND_COMMA = 7;

    private static final JsonRows<FigureRow> FIGURES = new JsonRows<>("data", FigureRow.class);
    private static final JsonRows<HsCode> HS_CODES = new JsonRows<>("results", HsCode.class);

    private final ComtradeOptions options;
    private final int reporter;
    private final WebService service;
    private final ComtradeErrors errors;
    private final Map<String, String> headers = new HashMap<>();
    private final boolean keyed;

    /** @param reporter Comtrade's code */
    ComtradeApi(ComtradeOptions options, int reporter, WebService service, Clock clock) {
        this.options = options;
        this.reporter = reporter;
        this.service = service;
        this.errors = new ComtradeErrors(clock);
        this.keyed = options.key().isPresent();
        options.key().ifPresent(key -> headers.put("Ocp-Apim-Subscription-Key", key.reveal()));
    }

    /** The result of a request for figures. */
    sealed interface Reply {

        /**
         * @param rows by their numbers in the response, from 1
         * @param cutOff whether there are more rows, which were not sent
         */
        record Rows(SortedMap<Long, FigureRow> rows, boolean cutOff) implements Reply {}

        /** The address was too long; or it does not exist, however short it is. */
        record TooLong() implements Reply {}
    }

    private record HsCode(String id) {}

    /** The most periods of a request. */
    int periodsARequest() {
        return keyed ? PERIODS_WITH_KEY : 1;
    }

    /** The codes of a request: so many that neither the address nor, as a rule, the response is too long. */
    int codesARequest(List<String> periods) {
        int others = address(new ComtradeQuery(periods, List.of())).toString().length();
        int fittingAddress = (LONGEST_ADDRESS - others) / CODE_AND_COMMA;
        int fittingResponse = rowsAResponse() / USUAL_PARTNERS / periods.size();
        return Math.max(1, Math.min(fittingAddress, fittingResponse));
    }

    boolean keyed() {
        return keyed;
    }

    /** The most rows of a response. */
    int rowsAResponse() {
        return keyed ? ROWS_WITH_KEY : ROWS_IN_PREVIEW;
    }

    /** All releases of the reporter. */
    SortedMap<String, Release> releases() throws IOException, InterruptedException {
        String path = "/" + (keyed ? "data" : "public") + "/v1/getDa/C/"
                + options.frequency().code() + "/HS?reporterCode=" + reporter;
        return get(
                new Request(at(path), headers),
                response -> ComtradeReleases.read(response, options.frequency(), reporter));
    }

    /**
     * Every six-digit code of the Harmonized System, of all its editions. Comtrade needs the codes of a heading one by
     * one.
     */
    Set<String> sixDigitCodes() throws IOException, InterruptedException {
        // A public file: it needs no key, so the key is not sent.
        return get(new Request(at("/files/v1/app/reference/HS.json")), response -> {
            Set<String> codes = new TreeSet<>();
            HS_CODES.read(response, (row, number) -> {
                if (row.id() != null && row.id().matches("[0-9]{6}")) {
                    codes.add(row.id());
                }
            });
            return codes;
        });
    }

    /**
     * Requests the imports from all partners, with the world among them. It selects the total over modes of transport,
     * customs procedures and second partners, because any other row would repeat the same goods.
     */
    Reply figures(ComtradeQuery query) throws IOException, InterruptedException {
        return service.get(new Request(address(query), headers), response -> {
            if (response.status() == 404 || response.status() == 414) {
                return new Reply.TooLong();
            }
            errors.check(response);
            return rows(response);
        });
    }

    /** The address of a request, without the key. */
    URI address(ComtradeQuery query) {
        String periods = query.periods().stream().map(Frequency::inComtrade).collect(Collectors.joining(","));
        return at("/" + (keyed ? "data/v1/get" : "public/v1/preview") + "/C/"
                + options.frequency().code() + "/HS?reporterCode=" + reporter
                + "&period=" + periods
                + "&cmdCode=" + String.join(",", query.codes())
                + "&flowCode=M&partner2Code=0&motCode=0&customsCode=C00&breakdownMode=classic"
                + "&maxRecords=" + rowsAResponse()
                + "&includeDesc=false");
    }

    private Reply rows(ServiceResponse response) throws IOException {
        SortedMap<Long, FigureRow> rows = new TreeMap<>();
        long sent = FIGURES.read(response, (row, number) -> {
            if (row.isTotal(reporter)) {
                rows.put(number, row);
            }
        });
        return new Reply.Rows(rows, sent >= rowsAResponse());
    }

    private <T> T get(Request request, ResponseReader<T> reader) throws IOException, InterruptedException {
        return service.get(request, response -> {
            errors.check(response);
            return reader.read(response);
        });
    }

    private URI at(String path) {
        return URI.create(options.base().toString().replaceFirst("/$", "") + path);
    }
}
