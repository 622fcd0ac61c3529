package org.lodewatch.core.whatif;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.schemas.OperatorException;

/**
 * How much of a supply is meant: {@code 20%}, which are 20 points of the whole supply; {@code 1/5}, a part of what the source
 * itself supplies; or {@code all} that it supplies.
 *
 * @param ofSupply whether it is a part of the whole supply, not of what the source supplies
 * @param part numerator of the part, more than 0 and at most {@code whole}
 * @param whole denominator of the part
 * @param text as in messages
 */
record Amount(boolean ofSupply, BigDecimal part, BigDecimal whole, String text) {

    static final Amount ALL = new Amount(false, BigDecimal.ONE, BigDecimal.ONE, "all");

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws OperatorException if the text is no amount */
    static Amount of(String typed) {
        String text = typed.strip();
        Matcher percent = PERCENT.matcher(text);
        Matcher fraction = FRACTION.matcher(text);
        Amount amount;
        if (text.equals(ALL.text)) {
            return ALL;
        } else if (percent.matches()) {
            amount = new Amount(true, new BigDecimal(percent.group(1)), HUNDRED, percent.group(1) + "%");
        } else if (fraction.matches()) {
            amount = new Amount(false, new BigDecimal(fraction.group(1)), new BigDecimal(fraction.group(2)), text);
        } else {
            throw new OperatorException(
                    ("'%s' is no amount: write 20%% for 20 points of the supply, 1/5 for a part of what"
                                    + " the source supplies, or all")
                            .formatted(text));
        }
        if (amount.part.signum() <= 0 || amount.part.compareTo(amount.whole) > 0) {
            throw new OperatorException("amount '%s': more than 0 and at most %s is expected"
                    .formatted(text, amount.ofSupply ? "100%" : "1/1"));
        }
        return amount;
    }

    /** This part of a sum, rounded to cents. */
    long of(long cents) {
        return part.multiply(BigDecimal.valueOf(cents))
                .divide(whole, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The most that a source can supply beside others so that it has this part of the sum, rounded down to cents; no limit for all. */
    long besides(long others) {
        BigDecimal rest = whole.subtract(part);
        return rest.signum() == 0
                ? Long.MAX_VALUE
                : part.multiply(BigDecimal.valueOf(others))
                        .divide(rest, 0, RoundingMode.DOWN)
                        .longValueExact();
    }
}
