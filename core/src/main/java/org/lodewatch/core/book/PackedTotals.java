package org.lodewatch.core.book;

/**
 * Totals as bytes, about 12 a country, because a task holds millions of them for as long as it runs, and in most books most months have
 * few countries. In longs a country would take 42 bytes, and a column for every country of the book several times that.
 *
 * <pre>
 * for each country, in the order of their numbers:
 *   2 x (its number less the one before) + 1 if some of its records have no weight
 *   records, value, weight
 *   only if some have no weight: records with a weight, value of these
 * </pre>
 *
 * <p>Each number is written seven bits a byte, the lowest first; the highest bit says that more follow.
 */
final class PackedTotals {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private PackedTotals() {}

    /** How many bytes totals take. */
    static int length(SparseTotals totals) {
        int length = 0;
        int before = 0;
        for (int entry = 0; entry < totals.size(); entry++) {
            length += length(country(totals, entry, before))
                    + length(totals.get(entry, Totals.RECORDS))
                    + length(totals.get(entry, Totals.VALUE))
                    + length(totals.get(entry, Totals.WEIGHT));
            if (!areAllWeighed(totals, entry)) {
                length += length(totals.get(entry, Totals.WEIGHED_RECORDS))
                        + length(totals.get(entry, Totals.WEIGHED_VALUE));
            }
            before = totals.country(entry);
        }
        return length;
    }

    /** Writes totals; returns the index after them. */
    static int write(SparseTotals totals, byte[] bytes, int from) {
        int at = from;
        int before = 0;
        for (int entry = 0; entry < totals.size(); entry++) {
            at = write(country(totals, entry, before), bytes, at);
            at = write(totals.get(entry, Totals.RECORDS), bytes, at);
            at = write(totals.get(entry, Totals.VALUE), bytes, at);
            at = write(totals.get(entry, Totals.WEIGHT), bytes, at);
            if (!areAllWeighed(totals, entry)) {
                at = write(totals.get(entry, Totals.WEIGHED_RECORDS), bytes, at);
                at = write(totals.get(entry, Totals.WEIGHED_VALUE), bytes, at);
            }
            before = totals.country(entry);
        }
        return at;
    }

    /** Totals as an array of their length. */
    static byte[] pack(SparseTotals totals) {
        byte[] bytes = new byte[length(totals)];
        write(totals, bytes, 0);
        return bytes;
    }

    /** The totals between two indexes. */
    static SparseTotals unpack(byte[] bytes, int from, int to) {
        SparseTotals totals = new SparseTotals();
        Reader reader = new Reader(bytes, from);
        int country = 0;
        while (reader.at() < to) {
            long step = reader.next();
            boolean allWeighed = (step & 1) == 0;
            country += (int) (step >> 1);
            long records = reader.next();
            long value = reader.next();
            long weight = reader.next();
            totals.append(
                    country,
                    records,
                    value,
                    weight,
                    allWeighed ? records : reader.next(),
                    allWeighed ? value : reader.next());
        }
        return totals;
    }

    /** How many bytes a number takes. */
    static int length(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + BITS - 1) / BITS;
    }

    /** Writes a number; returns the index after it. */
    static int write(long number, byte[] bytes, int from) {
        int at = from;
        long rest = number;
        while ((rest & -MORE) != 0) {
            bytes[at++] = (byte) (rest | MORE);
            rest >>>= BITS;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /** Reads one number after the other. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int from) {
            this.bytes = bytes;
            this.at = from;
        }

        /** The index of the next number. */
        int at() {
            return at;
        }

        long next() {
            long number = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                number |= (long) (next & MORE - 1) << shift;
                shift += BITS;
            } while (next < 0);
            return number;
        }
    }

    private static long country(SparseTotals totals, int entry, int before) {
        return 2L * (totals.country(entry) - before) + (areAllWeighed(totals, entry) ? 0 : 1);
    }

    private static boolean areAllWeighed(SparseTotals totals, int entry) {
        return totals.get(entry, Totals.WEIGHED_RECORDS) == totals.get(entry, Totals.RECORDS)
                && totals.get(entry, Totals.WEIGHED_VALUE) == totals.get(entry, Totals.VALUE);
    }
}
