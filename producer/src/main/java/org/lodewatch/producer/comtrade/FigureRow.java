package org.lodewatch.producer.comtrade;

import java.math.BigDecimal;
import java.util.Optional;
import org.lodewatch.clients.http.RetryableException;

/**
 * A row of figures.
 *
 * @param number which row of its response it is, from 1
 * @param period as Comtrade writes it: 202605 or 2025
 * @param code six digits
 * @param partner Comtrade's code of the country of origin; 0 is the world
 * @param dollars empty where the row has no value at all
 * @param kilograms empty where there is no net weight, which Comtrade writes as 0 or null. Weights that it has estimated
 *     are used like reported ones: without them most headings would have none
 */
record FigureRow(
        long number,
        String period,
        String code,
        int partner,
        Optional<BigDecimal> dollars,
        Optional<BigDecimal> kilograms) {

    static final int WORLD = 0;

    /** A number of more digits, or with a larger exponent, is no figure: written out it could fill the memory. */
    private static final int LONGEST = 100;

    /** The fields of a row as Comtrade names them; null where it has no value. */
    record Fields(
            String reporterCode,
            String period,
            String cmdCode,
            String partnerCode,
            String flowCode,
            String partner2Code,
            String motCode,
            String customsCode,
            String primaryValue,
            String cifvalue,
            String fobvalue,
            String netWgt) {

        /**
         * Whether it is the one total of its code, partner and period. Rows with other values repeat a part of it, by
         * mode of transport, customs procedure or second partner. Whether Comtrade has added it up itself (isAggregate)
         * does not matter; at six digits most rows are.
         */
        private boolean isTotal() {
            return "M".equals(flowCode) && "0".equals(partner2Code) && "0".equals(motCode) && "C00".equals(customsCode);
        }
    }

    /**
     * @param reporter Comtrade's code of the requested reporter
     * @return empty if the row is of something that was not requested, which does occur
     */
    static Optional<FigureRow> of(Fields row, long number, int reporter) throws RetryableException {
        if (!row.isTotal() || !String.valueOf(reporter).equals(row.reporterCode()) || row.partnerCode() == null) {
            return Optional.empty();
        }
        Optional<BigDecimal> dollars = number("primaryValue", row.primaryValue());
        if (dollars.isEmpty()) {
            dollars = number("cifvalue", row.cifvalue());
        }
        if (dollars.isEmpty()) {
            dollars = number("fobvalue", row.fobvalue());
        }
        return Optional.of(new FigureRow(
                number,
                row.period() == null ? "" : row.period(),
                row.cmdCode() == null ? "" : row.cmdCode(),
                partner(row.partnerCode()),
                dollars,
                number("netWgt", row.netWgt()).filter(weight -> weight.signum() > 0)));
    }

    private static int partner(String text) throws RetryableException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unreadable("partnerCode", text);
        }
    }

    private static Optional<BigDecimal> number(String field, String text) throws RetryableException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= LONGEST && number.precision() <= LONGEST) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // reported below
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
