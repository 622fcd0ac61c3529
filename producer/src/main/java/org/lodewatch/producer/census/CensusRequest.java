package org.lodewatch.producer.census;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lodewatch.clients.http.WebService.Request;

/**
 * A request to the interface.
 *
 * @param name the address asked, without the key: whoever has a key can ask it again
 */
record CensusRequest(String name, Request request) {

    static final String TOTAL = "-";

    /** What each month's chapters come to, and when that was last changed. */
    static CensusRequest releases(CensusQuery query, MonthRange months) {
        return ask(
                query, List.of("I_COMMODITY", value(query), "LAST_UPDATE"), "COMM_LVL=HS2&CTY_CODE=" + TOTAL, months);
    }

    /** The lines of a scope. */
    static CensusRequest lines(CensusQuery query, String scope, MonthRange months) {
        // A bare prefix, or a list, would be answered by silence; only the star asks for all codes beneath.
        return ask(
                query,
                CensusRow.variables(query),
                "COMM_LVL=HS%d&SUMMARY_LVL=DET&I_COMMODITY=%s*".formatted(query.digits(), scope),
                months);
    }

    /** What a scope comes to as a whole, asked at a level of its own, where nothing depends on the star. */
    static CensusRequest control(CensusQuery query, String scope, MonthRange months) {
        int digits = scope.length() <= 2 ? 2 : scope.length() <= 4 ? 4 : query.digits();
        String codes = scope.length() == digits ? scope : scope + "*";
        return ask(
                query,
                List.of("I_COMMODITY", "CTY_CODE", value(query)),
                "COMM_LVL=HS%d&I_COMMODITY=%s&CTY_CODE=%s".formatted(digits, codes, TOTAL),
                months);
    }

    /** The variable that holds the customs value. */
    static String value(CensusQuery query) {
        return query.basis().variable("VAL_MO");
    }

    private static CensusRequest ask(CensusQuery query, List<String> variables, String predicates, MonthRange months) {
        String name = "%s?get=%s&%s&time=%s"
                .formatted(query.base(), String.join(",", variables), predicates, encoded(months.toString()));
        return new CensusRequest(
                name,
                new Request(URI.create(name + "&key=" + encoded(query.secret().reveal()))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
