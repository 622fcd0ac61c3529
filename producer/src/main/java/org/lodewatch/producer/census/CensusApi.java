package org.lodewatch.producer.census;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.schemas.OperatorException;

/**
 * Requests to the US Census Bureau's API, and the meaning of its responses. Only status 204 means that there are no
 * rows. 404 is a failure of the service or of the address, never an empty table: an empty table would withdraw what was
 * published before.
 */
record CensusApi(CensusQuery query) {

    /** The country code of a total over all countries. */
    static final String TOTAL = "-";

    static final int SERVER_ERROR = 500;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Converts the rows of a response. */
    @FunctionalInterface
    interface Rows<T> {
        T read(CensusTable table) throws IOException;
    }

    /** The address of every chapter's total by month, and when each was last changed. */
    String releases(MonthRange months) {
        return address(
                List.of("I_COMMODITY", query.valueVariable(), "LAST_UPDATE"), "COMM_LVL=HS2&CTY_CODE=" + TOTAL, months);
    }

    /** The address of the lines of a scope. */
    String lines(String scope, MonthRange months) {
        // The API returns nothing for a bare prefix or a list. Only the star selects all codes below it.
        return address(
                CensusRow.variables(query),
                "COMM_LVL=HS%d&SUMMARY_LVL=DET&I_COMMODITY=%s*".formatted(query.digits(), scope),
                months);
    }

    /** The address of a scope's own totals, at the scope's level, where the result does not depend on the star. */
    String totals(String scope, MonthRange months) {
        int digits = scope.length() <= 2 ? 2 : scope.length() <= 4 ? 4 : query.digits();
        String codes = scope.length() == digits ? scope : scope + "*";
        return address(
                List.of("I_COMMODITY", "CTY_CODE", query.valueVariable()),
                "COMM_LVL=HS%d&I_COMMODITY=%s&CTY_CODE=%s".formatted(digits, codes, TOTAL),
                months);
    }

    private String address(List<String> variables, String predicates, MonthRange months) {
        return "%s?get=%s&%s&time=%s"
                .formatted(query.base(), String.join(",", variables), predicates, encoded(months.toString()));
    }

    /** The request for an address, which is the only place that the key is in. */
    Request request(String address) {
        return new Request(URI.create(address + "&key=" + encoded(query.secret().reveal())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads the table in a response, or explains why there is none. */
    <T> ResponseReader<T> reader(Rows<T> rows) {
        return response -> rows.read(table(response));
    }

    private CensusTable table(ServiceResponse response) throws IOException {
        int status = response.status();
        if (status == NO_CONTENT) {
            return CensusTable.empty();
        }
        if (status == OK) {
            requireAcceptedKey(response);
            if (!response.mediaType().equals("application/json")) {
                throw new RetryableException("no JSON, but " + summary(response), Optional.empty());
            }
            return new CensusTable(response.body());
        }
        if (status / 100 == 3) {
            throw redirected(response);
        }
        if (status == NOT_FOUND || status == TIMED_OUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            throw new RetryableException(summary(response), response.retryAfter());
        }
        throw new OperatorException("the US Census API refuses the request: " + summary(response));
    }

    private static void requireAcceptedKey(ServiceResponse response) throws IOException {
        boolean marked = response.headers().firstValue("X-DataWebAPI-KeyError").isPresent();
        if (marked || response.mediaType().equals("text/html")) {
            throw new OperatorException("the US Census API does not accept the key (its response: %s): %s"
                    .formatted(response.excerpt(), CensusQuery.HOW_TO_GET_A_KEY));
        }
    }

    private OperatorException redirected(ServiceResponse response) {
        String to = query.secret()
                .hiddenIn(response.headers().firstValue("Location").orElse("nowhere"));
        return new OperatorException(
                to.contains("missing_key")
                        ? "the US Census API received no key (it redirects to %s): %s"
                                .formatted(to, CensusQuery.HOW_TO_GET_A_KEY)
                        : "the US Census API is not at this address any more: it redirects to " + to);
    }

    private static String summary(ServiceResponse response) throws IOException {
        return "%d %s".formatted(response.status(), response.excerpt()).strip();
    }
}
