package org.lodewatch.core.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.FingerprintFormat;

/**
 * Reads customs import records of the current schema straight from the bytes of their single-object encoding, since
 * Avro's own reader is among what a replay spends most of its time in.
 *
 * <p>It reads only what is as plain as a writer makes it. At the first thing that is not, it leaves the whole value to
 * Avro: other schemas, other messages, those under the ids of a registry, and every kind of damage are read or refused as
 * they would be without it.
 *
 * <p>Not safe for use by several threads.
 */
public final class QuickDecoder implements Function<byte[], SpecificRecord> {

    private static final byte[] HEADER = ByteBuffer.allocate(FingerprintFormat.HEADER_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(CustomsImport.getClassSchema()))
            .array();

    /** No field of a record that can be used is longer. */
    private static final int LONGEST_TEXT = 64;

    /** Of the ten that a long may take; those with ten are far out of bounds. */
    private static final int MOST_NUMBER_BYTES = 9;

    private static final int TRUE = 1;
    private static final int SECOND_BRANCH = 2;
    private static final int NO_BYTE = -1;

    private final Function<byte[], SpecificRecord> avro;
    private final Interner words = new Interner();

    private byte[] bytes;
    private int at;
    private boolean plain;

    /** @param avro reads single-object encodings, or refuses them */
    public QuickDecoder(Function<byte[], SpecificRecord> avro) {
        this.avro = avro;
    }

    @Override
    public SpecificRecord apply(byte[] value) {
        CustomsImport line = isCurrent(value) ? read(value) : null;
        return line == null ? avro.apply(value) : line;
    }

    private static boolean isCurrent(byte[] value) {
        return value.length >= HEADER.length && Arrays.equals(value, 0, HEADER.length, HEADER, 0, HEADER.length);
    }

    /** Reads the fields in the order of the schema; null if the value is not plain. */
    private CustomsImport read(byte[] value) {
        bytes = value;
        at = HEADER.length;
        plain = true;
        String dataset = text();
        long revision = number();
        String reporter = text();
        String origin = text();
        String commodityCode = text();
        String period = text();
        long customsValueCents = number();
        Long netWeightGrams = flag(SECOND_BRANCH) ? number() : null;
        boolean withdrawn = flag(TRUE);
        boolean completionFollows = flag(TRUE);
        long publishedAt = number();
        if (!plain || at != value.length) {
            return null;
        }
        return new CustomsImport(
                dataset,
                revision,
                reporter,
                origin,
                commodityCode,
                period,
                customsValueCents,
                netWeightGrams,
                withdrawn,
                completionFollows,
                Instant.ofEpochMilli(publishedAt));
    }

    /** A string: its length in bytes, then these. */
    private String text() {
        long length = number();
        if (length < 0 || length > Math.min(LONGEST_TEXT, bytes.length - at)) {
            plain = false;
            return "";
        }
        int from = at;
        at += (int) length;
        return words.word(bytes, from, at);
    }

    /** A boolean, or which branch of a union with null it is: one byte, 0 or that which means yes. */
    private boolean flag(int yes) {
        int found = at < bytes.length ? bytes[at++] : NO_BYTE;
        plain &= found == 0 || found == yes;
        return found == yes;
    }

    /** A long: seven bits a byte, the lowest first, the sign in the lowest. */
    private long number() {
        long bits = 0;
        for (int i = 0; i < MOST_NUMBER_BYTES && at < bytes.length; i++) {
            byte next = bytes[at++];
            bits |= (next & 0x7FL) << 7 * i;
            if (next >= 0) {
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        plain = false;
        return 0;
    }
}
