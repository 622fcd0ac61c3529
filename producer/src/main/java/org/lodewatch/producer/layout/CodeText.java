package org.lodewatch.producer.layout;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Commodity codes as exports write them: with dots or spaces, with their text in the same cell, or without the leading
 * zero that a spreadsheet removed.
 *
 * @param paddedTo digits of a code to which a leading zero is added if it has one digit less; empty to refuse such codes
 * @param level digits of all codes; empty if it is not known
 */
public record CodeText(OptionalInt paddedTo, OptionalInt level) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL_ZERO = Pattern.compile("[0-9]+\\.0");
    private static final Pattern GROUPED = Pattern.compile("[0-9]{2,8}(?:[. ][0-9]{2,4})+\\.?");
    private static final Pattern GROUPED_BEFORE_TEXT = Pattern.compile("([0-9]{4}(?: [0-9]{2}){1,3}) .*");
    private static final Pattern SPREADSHEET = Pattern.compile("[0-9](\\.[0-9]+)?[eE]\\+?[0-9]{1,2}");

    /**
     * The digits of a code: of {@code 8105.20.30.00}, {@code 8105 20}, {@code 8105203000 Cobalt alloys}.
     *
     * @return the cell as it is if it does not begin with a code
     * @throws RowFault if a spreadsheet has changed the code so that its digits are uncertain
     */
    public String digits(String cell) throws RowFault {
        String text = cell.strip();
        text = text.startsWith("'") ? text.substring(1) : text;
        String code = bare(text);
        if (code == null) {
            Matcher grouped = GROUPED_BEFORE_TEXT.matcher(text);
            String first = grouped.matches() ? grouped.group(1) : text.split("[-–—:;,]?\\s+", 2)[0];
            code = first.equals(text) ? null : bare(first);
        }
        if (code == null) {
            return refusedIfSpreadsheet(text);
        }
        return withZero(code);
    }

    /** The digits of a text that is nothing but a code; null if it is not. */
    private static String bare(String text) {
        if (DIGITS.matcher(text).matches()) {
            return text;
        }
        if (DECIMAL_ZERO.matcher(text).matches()) {
            return text.substring(0, text.length() - 2);
        }
        return GROUPED.matcher(text).matches() ? text.replaceAll("[. ]", "") : null;
    }

    private static String refusedIfSpreadsheet(String text) throws RowFault {
        if (SPREADSHEET.matcher(text).matches()) {
            throw new RowFault(
                    RejectionReason.INVALID_COMMODITY_CODE,
                    "commodity_code: %s has lost digits in a spreadsheet; export the file again with codes as text"
                            .formatted(RowFault.quoted(text)));
        }
        return text;
    }

    private String withZero(String code) throws RowFault {
        int digits = code.length();
        if (paddedTo.isPresent() && digits == paddedTo.getAsInt() - 1) {
            return "0" + code;
        }
        boolean lost = level.isPresent() ? digits == level.getAsInt() - 1 : digits == 5 || digits == 7;
        if (lost) {
            throw new RowFault(
                    RejectionReason.INVALID_COMMODITY_CODE,
                    "commodity_code: %s has %d digits; expected %d: a spreadsheet may have removed a leading zero, which"
                                    .formatted(RowFault.quoted(code), digits, digits + 1)
                            + " --pad-codes %d restores".formatted(digits + 1));
        }
        return code;
    }
}
