package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lodewatch.producer.census.NetWeight.Quantity;
import org.lodewatch.producer.feed.SourceLine;

/**
 * A row of the API: the imports of one commodity from one country in a month, or from all countries.
 *
 * @param line its number in the response
 * @param month YYYY-MM
 * @param country Schedule C, four digits; {@code -} for the total of all countries
 * @param value customs value as received
 * @param raw the row as received
 */
record CensusRow(long line, String code, String month, String country, String value, NetWeight weight, byte[] raw) {

    // Groups of countries begin with 0 or end in XXX: 0003 European Union, 5XXX Asia.
    private static final Pattern COUNTRY = Pattern.compile("[1-9][0-9]{3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    // With any other flag the quantity is missing, withheld or not available, whatever its digits say.
    private static final Set<String> GOOD_FLAGS = Set.of("", "-");

    /** The variables that a request for lines selects. */
    static List<String> variables(CensusQuery query) {
        Stream<String> always = Stream.of("I_COMMODITY", "CTY_CODE", "SUMMARY_LVL", query.valueVariable());
        Stream<String> quantities = Stream.of("QY1", "QY2")
                .flatMap(quantity -> Stream.of(
                        query.basis().variable(quantity + "_MO"),
                        query.basis().variable(quantity + "_MO_FLAG"),
                        "UNIT_" + quantity));
        return (query.hasWeights() ? Stream.concat(always, quantities) : always).toList();
    }

    /** The rows of countries, and those of all countries together; not those of groups of countries. */
    static List<CensusRow> lines(CensusTable table, CensusQuery query) throws IOException {
        List<CensusRow> rows = new ArrayList<>();
        while (table.next()) {
            // The total is marked as if it were a country's detail.
            String country = table.get("CTY_CODE");
            boolean wanted = COUNTRY.matcher(country).matches() || country.equals(CensusApi.TOTAL);
            if (wanted && table.get("SUMMARY_LVL").equals("DET")) {
                rows.add(of(table, query, query.hasWeights() ? weight(table, query.basis()) : NetWeight.UNKNOWN));
            }
        }
        return rows;
    }

    /** The rows of all countries together, at any level. */
    static List<CensusRow> totals(CensusTable table, CensusQuery query) throws IOException {
        List<CensusRow> rows = new ArrayList<>();
        while (table.next()) {
            if (table.get("CTY_CODE").equals(CensusApi.TOTAL)) {
                rows.add(of(table, query, NetWeight.UNKNOWN));
            }
        }
        return rows;
    }

    /**
     * Customs value in whole US dollars; empty where there is no figure: no value, a negative one, or the code of a
     * missing one (-999999999 and below).
     */
    OptionalLong dollars() {
        return NUMBER.matcher(value).matches() ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    boolean isTotal() {
        return country.equals(CensusApi.TOTAL);
    }

    SourceLine source(String file) {
        return new SourceLine(file, line, raw);
    }

    private static CensusRow of(CensusTable table, CensusQuery query, NetWeight weight) throws IOException {
        return new CensusRow(
                table.line(),
                table.get("I_COMMODITY"),
                table.month(),
                table.get("CTY_CODE"),
                table.get(query.valueVariable()),
                weight,
                table.raw());
    }

    private static NetWeight weight(CensusTable table, Basis basis) throws IOException {
        return NetWeight.of(quantity(table, basis, "QY1"), quantity(table, basis, "QY2"));
    }

    private static Quantity quantity(CensusTable table, Basis basis, String which) throws IOException {
        String amount = table.get(basis.variable(which + "_MO"));
        boolean good = GOOD_FLAGS.contains(
                table.get(basis.variable(which + "_MO_FLAG")).strip());
        boolean known = good && NUMBER.matcher(amount).matches();
        return new Quantity(known ? Long.parseLong(amount) : 0, table.get("UNIT_" + which));
    }
}
