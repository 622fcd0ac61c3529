package org.lodewatch.core.whatif;

import java.math.BigInteger;
import java.util.List;
import org.lodewatch.core.book.Totals;

/**
 * Goods of one country that come from others instead, or are lost. They keep their value and weight.
 *
 * @param from the country's number
 * @param part numerator of the part of its goods
 * @param whole denominator, more than 0
 * @param recipients the countries that supply it instead; none if it is lost
 */
record Flow(int from, long part, long whole, List<Recipient> recipients) {

    private static final int[] AMOUNTS = {Totals.VALUE, Totals.WEIGHT, Totals.WEIGHED_VALUE};

    /**
     * A country that supplies a part of the goods.
     *
     * @param country its number
     * @param weight its part is the weight divided by that of all recipients; 0 or more, and more than 0 for one of them
     */
    record Recipient(int country, long weight) {}

    /** Changes the sums of a window, or of one form in it. */
    void applyTo(Totals totals) {
        for (int field : AMOUNTS) {
            long has = totals.of(from, field);
            long moved = share(has, part, whole);
            if (moved == 0) {
                continue;
            }
            totals.set(from, field, has - moved);
            long[] parts = divide(moved, recipients);
            for (int i = 0; i < parts.length; i++) {
                int country = recipients.get(i).country();
                totals.set(country, field, totals.of(country, field) + parts[i]);
            }
        }
        list(totals, from);
        recipients.forEach(recipient -> list(totals, recipient.country()));
    }

    /** A country without goods is no longer listed; one that has some is. */
    private static void list(Totals totals, int country) {
        boolean supplies = totals.of(country, Totals.VALUE) > 0;
        boolean weighed = totals.of(country, Totals.WEIGHED_VALUE) > 0 || totals.of(country, Totals.WEIGHT) > 0;
        set(totals, country, Totals.RECORDS, supplies || weighed);
        set(totals, country, Totals.WEIGHED_RECORDS, weighed);
    }

    private static void set(Totals totals, int country, int field, boolean listed) {
        long records = totals.of(country, field);
        totals.set(country, field, listed ? Math.max(records, 1) : 0);
    }

    /** Divides a sum by weights, to the cent: what rounding leaves goes to the largest remainders, the first of equal ones. */
    static long[] divide(long sum, List<Recipient> recipients) {
        BigInteger all = recipients.stream()
                .map(recipient -> BigInteger.valueOf(recipient.weight()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        long[] parts = new long[recipients.size()];
        BigInteger[] remainders = new BigInteger[parts.length];
        long left = sum;
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] result = BigInteger.valueOf(sum)
                    .multiply(BigInteger.valueOf(recipients.get(i).weight()))
                    .divideAndRemainder(all);
            parts[i] = result[0].longValueExact();
            remainders[i] = result[1];
            left -= parts[i];
        }
        for (; left > 0 && parts.length > 0; left--) {
            int largest = 0;
            for (int i = 1; i < parts.length; i++) {
                if (remainders[i].compareTo(remainders[largest]) > 0) {
                    largest = i;
                }
            }
            parts[largest]++;
            remainders[largest] = BigInteger.ZERO;
        }
        return parts;
    }

    private static long share(long sum, long part, long whole) {
        // To the nearest, so that all of it moves where part is whole.
        BigInteger doubled =
                BigInteger.valueOf(sum).multiply(BigInteger.valueOf(part)).shiftLeft(1);
        return doubled.add(BigInteger.valueOf(whole))
                .divide(BigInteger.valueOf(whole).shiftLeft(1))
                .longValueExact();
    }
}
