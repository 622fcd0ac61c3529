package org.lodewatch.producer.census;

import java.util.Arrays;

/**
 * Sums by commodity and country, in primitive arrays with open addressing: a month has millions of lines and some
 * thousand sums.
 */
final class ImdbCells {

    private static final int COUNTRIES = 10_000;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long FREE = -1;

    /** Sees one sum. */
    interface Visitor {

        /**
         * @param commodity ten digits, as a number
         * @param country four digits, as a number
         * @param dollars customs value
         */
        void see(long commodity, int country, long dollars, long quantity1, long quantity2);
    }

    private long[] keys = new long[1 << 12];
    private long[] dollars = new long[keys.length];
    private long[] quantities1 = new long[keys.length];
    private long[] quantities2 = new long[keys.length];
    private int size;

    ImdbCells() {
        Arrays.fill(keys, FREE);
    }

    void add(long commodity, int country, long value, long quantity1, long quantity2) {
        int slot = slot(keys, commodity * COUNTRIES + country);
        if (keys[slot] == FREE) {
            if (2 * size >= keys.length) {
                grow();
                slot = slot(keys, commodity * COUNTRIES + country);
            }
            keys[slot] = commodity * COUNTRIES + country;
            size++;
        }
        dollars[slot] = Math.addExact(dollars[slot], value);
        quantities1[slot] = Math.addExact(quantities1[slot], quantity1);
        quantities2[slot] = Math.addExact(quantities2[slot], quantity2);
    }

    int size() {
        return size;
    }

    /** By commodity, then country. */
    void forEach(Visitor visitor) {
        long[] sorted = Arrays.stream(keys).filter(key -> key != FREE).sorted().toArray();
        for (long key : sorted) {
            int slot = slot(keys, key);
            visitor.see(key / COUNTRIES, (int) (key % COUNTRIES), dollars[slot], quantities1[slot], quantities2[slot]);
        }
    }

    private static int slot(long[] keys, long key) {
        int slot = (int) (key * SPREAD >>> 40) & keys.length - 1;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] grown = new long[2 * keys.length];
        Arrays.fill(grown, FREE);
        int[] moved = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                moved[i] = slot(grown, keys[i]);
                grown[moved[i]] = keys[i];
            }
        }
        dollars = moved(dollars, moved, grown.length);
        quantities1 = moved(quantities1, moved, grown.length);
        quantities2 = moved(quantities2, moved, grown.length);
        keys = grown;
    }

    private long[] moved(long[] from, int[] slots, int length) {
        long[] to = new long[length];
        for (int i = 0; i < from.length; i++) {
            if (keys[i] != FREE) {
                to[slots[i]] = from[i];
            }
        }
        return to;
    }
}
