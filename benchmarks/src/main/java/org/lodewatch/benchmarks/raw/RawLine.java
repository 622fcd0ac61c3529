package org.lodewatch.benchmarks.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.SchemaNormalization;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.FingerprintFormat;

/**
 * The fields of a customs import that shares depend on, read from its single-object encoding without creating an object
 * per record and without validation.
 */
public final class RawLine {

    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(CustomsImport.getClassSchema());
    private static final int MONTHLY = 7;

    long revision;
    int month;
    int country;
    long value;
    /** Negative where there is none. */
    long weight;

    boolean withdrawn;

    private byte[] bytes;
    private int at;
    private int datasetFrom;
    private int datasetTo;
    private int reporterFrom;
    private int codeFrom;
    private int codeTo;

    /** Whether a value of the log is a customs import. */
    public static boolean isImport(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2) == FINGERPRINT;
    }

    /** Reads the next line. @param message a value of the log that {@link #isImport} */
    public void read(byte[] message) {
        bytes = message;
        at = FingerprintFormat.HEADER_LENGTH;
        int length = (int) number();
        datasetFrom = at;
        datasetTo = at += length;
        revision = number();
        at++;
        reporterFrom = at;
        at += 3;
        country = (bytes[at] - 'A') * 26 + bytes[at + 1] - 'A';
        at += 2;
        length = (int) number();
        codeFrom = at;
        codeTo = at += length;
        length = (int) number();
        if (length != MONTHLY) {
            throw new IllegalStateException("a period of " + length + " characters: only months are expected");
        }
        int year = digit(at) * 1000 + digit(at + 1) * 100 + digit(at + 2) * 10 + digit(at + 3);
        month = (year - 1970) * 12 + digit(at + 5) * 10 + digit(at + 6) - 1;
        at += MONTHLY;
        value = number();
        weight = bytes[at++] == 0 ? -1 : number();
        withdrawn = bytes[at] == 1;
    }

    /** Whether it has the dataset, reporter and commodity code of these bytes of {@link #route}. */
    boolean hasRoute(byte[] route) {
        int dataset = datasetTo - datasetFrom;
        int code = codeTo - codeFrom;
        return route.length == dataset + 2 + code
                && Arrays.equals(route, 0, dataset, bytes, datasetFrom, datasetTo)
                && route[dataset] == bytes[reporterFrom]
                && route[dataset + 1] == bytes[reporterFrom + 1]
                && Arrays.equals(route, dataset + 2, route.length, bytes, codeFrom, codeTo);
    }

    public long revision() {
        return revision;
    }

    public int month() {
        return month;
    }

    public int country() {
        return country;
    }

    public long value() {
        return value;
    }

    /** Negative where there is none. */
    public long weight() {
        return weight;
    }

    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** Dataset, reporter and commodity code, concatenated. */
    public byte[] route() {
        return ByteBuffer.allocate(datasetTo - datasetFrom + 2 + codeTo - codeFrom)
                .put(bytes, datasetFrom, datasetTo - datasetFrom)
                .put(bytes, reporterFrom, 2)
                .put(bytes, codeFrom, codeTo - codeFrom)
                .array();
    }

    int hashOfRoute() {
        int hash = bytes[reporterFrom] * 31 + bytes[reporterFrom + 1] + datasetTo - datasetFrom;
        for (int i = codeFrom; i < codeTo; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 10;
    }

    public String dataset() {
        return new String(bytes, datasetFrom, datasetTo - datasetFrom, UTF_8);
    }

    public String reporter() {
        return new String(bytes, reporterFrom, 2, UTF_8);
    }

    public String commodityCode() {
        return new String(bytes, codeFrom, codeTo - codeFrom, UTF_8);
    }

    private int digit(int index) {
        return bytes[index] - '0';
    }

    /** A long as Avro encodes it: zigzag, seven bits per byte, the lowest first. */
    private long number() {
        long bits = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            bits |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return bits >>> 1 ^ -(bits & 1);
    }
}
