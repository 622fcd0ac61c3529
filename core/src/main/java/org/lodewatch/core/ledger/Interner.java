package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A cache of strings by their bytes. The few thousand words in records (datasets, countries, codes, periods) repeat
 * millions of times.
 *
 * <p>Each word has exactly one place, and a new word replaces the one in its place, so that the size is fixed.
 */
final class Interner {

    private static final int PLACES = 1 << 14;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** The string of these bytes in UTF-8; malformed bytes become the replacement character. */
    String word(byte[] source, int from, int to) {
        int place = place(source, from, to);
        byte[] kept = bytes[place];
        if (kept == null || !Arrays.equals(kept, 0, kept.length, source, from, to)) {
            bytes[place] = Arrays.copyOfRange(source, from, to);
            texts[place] = new String(source, from, to - from, UTF_8);
        }
        return texts[place];
    }

    private static int place(byte[] source, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return (hash ^ hash >>> 14) & PLACES - 1;
    }
}
