package org.lodewatch.producer.comtrade;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A row of figures, with the names of Comtrade's fields; null where it has no value.
 *
 * @param period as Comtrade writes it: 202605 or 2025
 * @param cmdCode six digits
 * @param partnerCode Comtrade's code of the country of origin; 0 is the world
 */
record FigureRow(
        Integer reporterCode,
        String period,
        String cmdCode,
        Integer partnerCode,
        String flowCode,
        String partner2Code,
        String motCode,
        String customsCode,
        BigDecimal primaryValue,
        BigDecimal cifvalue,
        BigDecimal fobvalue,
        BigDecimal netWgt) {

    private static final int WORLD = 0;

    /** A number of more digits, or with a larger exponent, is no figure: written out it could fill the memory. */
    private static final int LONGEST = 100;

    FigureRow {
        requireFigures(primaryValue, cifvalue, fobvalue, netWgt);
    }

    private static void requireFigures(BigDecimal... numbers) {
        for (BigDecimal number : numbers) {
            if (number != null && (Math.abs((long) number.scale()) > LONGEST || number.precision() > LONGEST)) {
                throw new NumberFormatException("a number is too long");
            }
        }
    }

    /**
     * Whether it is the one total of its code, partner and period of a reporter. Rows with other values repeat a part of
     * it, by mode of transport, customs procedure or second partner; some are sent without being requested. Whether
     * Comtrade has added it up itself (isAggregate) does not matter; at six digits most rows are.
     */
    boolean isTotal(int reporter) {
        return reporterCode != null
                && reporterCode == reporter
                && partnerCode != null
                && period != null
                && cmdCode != null
                && "M".equals(flowCode)
                && "0".equals(partner2Code)
                && "0".equals(motCode)
                && "C00".equals(customsCode);
    }

    boolean isWorld() {
        return partnerCode == WORLD;
    }

    /** The customs value; empty where the row has no value at all. */
    Optional<BigDecimal> dollars() {
        return Optional.ofNullable(primaryValue)
                .or(() -> Optional.ofNullable(cifvalue))
                .or(() -> Optional.ofNullable(fobvalue));
    }

    /**
     * The net weight; empty where there is none, which Comtrade writes as 0 or null. Weights that it has estimated are
     * used like reported ones: without them most headings would have none.
     */
    Optional<BigDecimal> kilograms() {
        return Optional.ofNullable(netWgt).filter(weight -> weight.signum() > 0);
    }
}
