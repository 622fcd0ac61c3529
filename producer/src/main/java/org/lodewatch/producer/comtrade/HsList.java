package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.clients.http.ServiceResponse;

/**
 * Comtrade's own list of the Harmonized System: the codes of all its editions. Codes must be asked for one by one, so
 * without it nobody could tell what a heading consists of.
 */
final class HsList {

    private static final String ID = "id";
    private static final int DIGITS = 6;
    private static final JsonRows ROWS = new JsonRows("results", Set.of(ID));

    private HsList() {}

    /** Every six-digit code. */
    static Set<String> read(ServiceResponse answer) throws IOException {
        Set<String> codes = new TreeSet<>();
        ROWS.read(answer, (row, number) -> {
            String id = row.getOrDefault(ID, "");
            if (id.length() == DIGITS && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
                codes.add(id);
            }
        });
        return codes;
    }
}
