package org.lodewatch.producer.layout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * How the cells of a row are written.
 *
 * @param unknown texts of an unknown weight, besides those that every feed knows
 * @param valueScale what one unit of a customs value is worth: 1000 for thousands
 * @param weightUnit unit of all weights
 * @param unitColumn column with the unit of each row's weight; a unit that is no weight makes the weight unknown
 * @param rounded whether values are rounded to cents and weights to grams, half to even
 * @param revisionDate the date format of a revision; empty for a whole number
 */
public record CellFormat(
        NumberText numbers,
        CodeText codes,
        Set<String> unknown,
        BigDecimal valueScale,
        MassUnit weightUnit,
        Optional<String> unitColumn,
        boolean rounded,
        Optional<DateTimeFormatter> revisionDate) {

    private static final int VALUE_DECIMALS = 2;
    private static final int WEIGHT_DECIMALS = 3;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?");

    public CellFormat {
        unknown = Set.copyOf(unknown);
    }

    /** The customs value of a cell in units of the currency; a cell that is no number as it is. */
    public String value(String cell) {
        return scaled(numbers.plain(cell), valueScale, VALUE_DECIMALS, rounded);
    }

    /** The net weight of a cell in kilograms; empty if it is unknown, and a cell that is no number as it is. */
    public String weight(String cell, MassUnit unit) {
        if (unknown.contains(cell.strip())) {
            return "";
        }
        return scaled(numbers.plain(cell), unit.kilograms(), WEIGHT_DECIMALS, rounded || unit == MassUnit.POUND);
    }

    private static String scaled(String number, BigDecimal factor, int decimals, boolean rounded) {
        boolean unchanged = !rounded && factor.equals(BigDecimal.ONE);
        if (unchanged || !NUMBER.matcher(number).matches()) {
            return number;
        }
        BigDecimal product = new BigDecimal(number).multiply(factor);
        return (rounded ? product.setScale(decimals, RoundingMode.HALF_EVEN) : product).toPlainString();
    }

    /**
     * The revision of a cell: a date becomes {@code yyyyMMddHHmmss}.
     *
     * @throws RowFault if it does not have the date format
     */
    public String revision(String cell) throws RowFault {
        if (revisionDate.isEmpty()) {
            return cell.strip();
        }
        try {
            TemporalAccessor date = revisionDate.get().parse(cell.strip());
            return "%04d%02d%02d%02d%02d%02d"
                    .formatted(
                            date.get(ChronoField.YEAR),
                            date.get(ChronoField.MONTH_OF_YEAR),
                            date.get(ChronoField.DAY_OF_MONTH),
                            orZero(date, ChronoField.HOUR_OF_DAY),
                            orZero(date, ChronoField.MINUTE_OF_HOUR),
                            orZero(date, ChronoField.SECOND_OF_MINUTE));
        } catch (DateTimeException e) {
            throw new RowFault(
                    RejectionReason.INVALID_REVISION,
                    "revision: %s does not have the form of --revision-format".formatted(RowFault.quoted(cell)));
        }
    }

    private static int orZero(TemporalAccessor date, ChronoField field) {
        return date.isSupported(field) ? date.get(field) : 0;
    }
}
