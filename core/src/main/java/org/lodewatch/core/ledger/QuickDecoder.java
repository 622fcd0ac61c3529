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
 * Decodes customs import records of the current schema from the bytes of their single-object encoding. Avro's own reader
 * would take a large part of the time of a replay.
 *
 * <p>It decodes only the encoding that a writer makes. Any other value goes to Avro as a whole: other schemas, other
 * messages, ids of a registry, and every kind of damage.
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

    /** No field of a valid record is longer. */
    private static final int MAX_TEXT_BYTES = 64;

    /** A long may take ten bytes, but numbers of ten bytes are far out of bounds. */
    private static final int MAX_NUMBER_BYTES = 9;

    private static final int TRUE = 1;
    private static final int SECOND_BRANCH = 2;
    private static final int NO_BYTE = -1;

    private final Function<byte[], SpecificRecord> avro;
    private final Interner words = new Interner();

    private byte[] bytes;
    private int at;
    private boolean plain;

    /** @param avro decodes single-object encodings, or throws */
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

    /** A string: its length in bytes, then the bytes. */
    private String text() {
        long length = number();
        if (length < 0 || length > Math.min(MAX_TEXT_BYTES, bytes.length - at)) {
            plain = false;
            return "";
        }
        int from = at;
        at += (int) length;
        return words.word(bytes, from, at);
    }

    /** A boolean, or the branch of a union with null: one byte, 0 or {@code yes}. */
    private boolean flag(int yes) {
        int found = at < bytes.length ? bytes[at++] : NO_BYTE;
        plain &= found == 0 || found == yes;
        return found == yes;
    }

    /** A long: seven bits a byte, the lowest first, the sign in the lowest. */
    private long number() {
        long bits = 0;
        for (int i = 0; i < MAX_NUMBER_BYTES && at < bytes.length; i++) {
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
