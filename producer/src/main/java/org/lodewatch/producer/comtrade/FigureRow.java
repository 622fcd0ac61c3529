package org.lodewatch.producer.comtrade;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.clients.http.RetryableException;

/**
 * A row of figures.
 *
 * @param number which row of its answer it is, from 1
 * @param period as Comtrade writes it: 202605 or 2025
 * @param code six digits
 * @param partner Comtrade's code of the country of origin; 0 is the world
 * @param dollars empty where the row has no value at all
 * @param kilograms empty where there is no net weight. Comtrade writes 0 as well as null for that. Weights that it has
 *     estimated are taken like reported ones: without them most headings would have none
 */
record FigureRow(
        long number,
        String period,
        String code,
        int partner,
        Optional<BigDecimal> dollars,
        Optional<BigDecimal> kilograms) {

    static final int WORLD = 0;

    private static final String REPORTER = "reporterCode";
    private static final String PERIOD = "period";
    private static final String CODE = "cmdCode";
    private static final String PARTNER = "partnerCode";
    private static final String PRIMARY_VALUE = "primaryValue";
    private static final String CIF_VALUE = "cifvalue";
    private static final String FOB_VALUE = "fobvalue";
    private static final String NET_WEIGHT = "netWgt";

    /**
     * One figure of each code, partner and period: every other value of these repeats a part of it, by mode of
     * transport, customs procedure or second partner. Rows that Comtrade has added up itself (isAggregate) are as good
     * as any; at six digits most are.
     */
    static final Map<String, String> PINNED =
            Map.of("flowCode", "M", "partner2Code", "0", "motCode", "0", "customsCode", "C00");

    /** The fields that {@link #of} reads. */
    static final Set<String> FIELDS = Set.of(
            REPORTER,
            PERIOD,
            CODE,
            PARTNER,
            PRIMARY_VALUE,
            CIF_VALUE,
            FOB_VALUE,
            NET_WEIGHT,
            "flowCode",
            "partner2Code",
            "motCode",
            "customsCode");

    /** A number of more digits, or with a larger exponent, is no figure: written out it could fill the memory. */
    private static final int LONGEST = 100;

    /**
     * @param reporter Comtrade's code of whom was asked for
     * @return empty if the row is of something else: such rows come although nobody asks for them
     */
    static Optional<FigureRow> of(Map<String, String> row, long number, int reporter) throws RetryableException {
        boolean pinned =
                PINNED.entrySet().stream().allMatch(pin -> pin.getValue().equals(row.get(pin.getKey())));
        if (!pinned || !String.valueOf(reporter).equals(row.get(REPORTER)) || !row.containsKey(PARTNER)) {
            return Optional.empty();
        }
        Optional<BigDecimal> dollars = number(row, PRIMARY_VALUE);
        if (dollars.isEmpty()) {
            dollars = number(row, CIF_VALUE);
        }
        if (dollars.isEmpty()) {
            dollars = number(row, FOB_VALUE);
        }
        return Optional.of(new FigureRow(
                number,
                row.getOrDefault(PERIOD, ""),
                row.getOrDefault(CODE, ""),
                partner(row.get(PARTNER)),
                dollars,
                number(row, NET_WEIGHT).filter(weight -> weight.signum() > 0)));
    }

    private static int partner(String text) throws RetryableException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unreadable(PARTNER, text);
        }
    }

    private static Optional<BigDecimal> number(Map<String, String> row, String field) throws RetryableException {
        String text = row.get(field);
        if (text == null) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= LONGEST && number.precision() <= LONGEST) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw unreadable(field, text);
    }

    private static RetryableException unreadable(String field, String text) {
        return new RetryableException(
                "UN Comtrade sent a row whose %s is %s; expected a number"
                        .formatted(field, text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text),
                Optional.empty());
    }
}
