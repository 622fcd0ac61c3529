package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Gives the same text for the same bytes, without making it anew each time: the few thousand words that records are
 * written in (datasets, countries, codes, periods) repeat millions of times.
 *
 * <p>Each word has one place that it may be in, and a new one takes the place of the last, so that nothing grows,
 * whatever the log holds.
 */
final class Interner {

    private static final int PLACES = 1 << 14;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** The text that these bytes are in UTF-8; malformed ones become the replacement character, as everywhere in Java. */
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
