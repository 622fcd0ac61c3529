package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.producer.poll.Release;

/**
 * UN Comtrade's interface, version 1: what it is asked, and what its answers say. With a key it answers 100,000 rows and
 * 12 periods at a time; the preview, without one, 500 rows of one period.
 */
final class ComtradeApi {

    private static final int ROWS_WITH_KEY = 100_000;
    private static final int ROWS_IN_PREVIEW = 500;
    private static final int PERIODS_WITH_KEY = 12;
    private static final int PERIODS_IN_PREVIEW = 1;

    /** Comtrade itself takes about 4,000; what stands on the way to it may not. */
    private static final int LONGEST_ADDRESS = 2000;

    /** How many partners a code has in a period: some more than the average of the United States, a large importer. */
    private static final int USUAL_PARTNERS = 20;

    private static final int CODE_AND_COMMA = 7;

    private static final JsonRows FIGURES = new JsonRows("data", FigureRow.FIELDS);

    private final ComtradeOptions options;
    private final int reporter;
    private final WebService service;
    private final Refusals refusals;
    private final Map<String, String> headers = new HashMap<>();
    private final boolean keyed;

    /**
     * @param reporter Comtrade's code
     */
    ComtradeApi(ComtradeOptions options, int reporter, WebService service, Clock clock) {
        this.options = options;
        this.reporter = reporter;
        this.service = service;
        this.refusals = new Refusals(clock);
        this.keyed = options.key().isPresent();
        options.key().ifPresent(key -> headers.put("Ocp-Apim-Subscription-Key", key.reveal()));
    }

    /** An answer to a question. */
    sealed interface Reply {

        /**
         * @param cutOff whether there are more, which did not come
         */
        record Rows(List<FigureRow> rows, boolean cutOff) implements Reply {}

        /** The address was too long; or there is nothing under it, however short. */
        record TooLong() implements Reply {}
    }

    /** How many periods can be asked for at a time. */
    int periodsAtATime() {
        return keyed ? PERIODS_WITH_KEY : PERIODS_IN_PREVIEW;
    }

    /** How many codes to ask for at a time: so many that neither the address nor, as a rule, the answer is too long. */
    int codesAtATime(List<String> periods) {
        int others = address(new ComtradeQuery(periods, List.of())).toString().length();
        int fittingAddress = (LONGEST_ADDRESS - others) / CODE_AND_COMMA;
        int fittingAnswer = rowsAtATime() / USUAL_PARTNERS / periods.size();
        return Math.max(1, Math.min(fittingAddress, fittingAnswer));
    }

    /** Whether a larger answer can be had with a key. */
    boolean keyed() {
        return keyed;
    }

    int rowsAtATime() {
        return keyed ? ROWS_WITH_KEY : ROWS_IN_PREVIEW;
    }

    /** What is published of the reporter, of all times. */
    SortedMap<String, Release> availability() throws IOException, InterruptedException {
        String path = "/" + (keyed ? "data" : "public") + "/v1/getDa/C/"
                + options.frequency().code() + "/HS?reporterCode=" + reporter;
        return get(new Request(at(path), headers), new Availability(options.frequency(), reporter)::read);
    }

    /** Every six-digit code of the Harmonized System, of all its editions. */
    Set<String> sixDigitCodes() throws IOException, InterruptedException {
        // A public file: it needs no key, and gets none.
        return get(new Request(at("/files/v1/app/reference/HS.json")), HsList::read);
    }

    /**
     * Asks for imports of all partners, the world among them.
     *
     * <p>The total over modes of transport, customs procedures and second partners is asked for, and no other row: each
     * of these would be the same goods once more.
     */
    Reply figures(ComtradeQuery question) throws IOException, InterruptedException {
        Request request = new Request(address(question), headers);
        return service.get(request, answer -> {
            if (answer.status() == 404 || answer.status() == 414) {
                return new Reply.TooLong();
            }
            refusals.check(answer);
            return rows(answer);
        });
    }

    /** Where the question is asked; the key is no part of it. */
    URI address(ComtradeQuery question) {
        String periods = question.periods().stream().map(Frequency::theirs).collect(Collectors.joining(","));
        return at("/" + (keyed ? "data/v1/get" : "public/v1/preview") + "/C/"
                + options.frequency().code() + "/HS?reporterCode=" + reporter
                + "&period=" + periods
                + "&cmdCode=" + String.join(",", question.codes())
                + "&flowCode=M&partner2Code=0&motCode=0&customsCode=C00&breakdownMode=classic"
                + "&maxRecords=" + rowsAtATime()
                + "&includeDesc=false");
    }

    private Reply rows(ServiceResponse answer) throws IOException {
        List<FigureRow> rows = new ArrayList<>();
        long given = FIGURES.read(
                answer, (row, number) -> FigureRow.of(row, number, reporter).ifPresent(rows::add));
        return new Reply.Rows(rows, given >= rowsAtATime());
    }

    private <T> T get(Request request, ResponseReader<T> reader) throws IOException, InterruptedException {
        return service.get(request, answer -> {
            refusals.check(answer);
            return reader.read(answer);
        });
    }

    private URI at(String path) {
        String base = options.base().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
