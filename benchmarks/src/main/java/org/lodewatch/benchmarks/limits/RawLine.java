package org.lodewatch.benchmarks.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.SchemaNormalization;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.FingerprintFormat;

/**
 * The fields of one customs import that shares depend on, read straight from its single-object encoding, without an
 * object a record and without any doubt of what it reads.
 */
final class RawLine {

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

    static boolean isImport(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2) == FINGERPRINT;
    }

    void read(byte[] message) {
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
            throw new IllegalStateException("a period of " + length + " letters: only months are expected");
        }
        int year = digit(at) * 1000 + digit(at + 1) * 100 + digit(at + 2) * 10 + digit(at + 3);
        month = (year - 1970) * 12 + digit(at + 5) * 10 + digit(at + 6) - 1;
        at += MONTHLY;
        value = number();
        weight = bytes[at++] == 0 ? -1 : number();
        withdrawn = bytes[at] == 1;
    }

    /** Whether it has the dataset, the reporter and the commodity code of these bytes of {@link #place}. */
    boolean isAt(byte[] place) {
        int dataset = datasetTo - datasetFrom;
        int code = codeTo - codeFrom;
        return place.length == dataset + 2 + code
                && Arrays.equals(place, 0, dataset, bytes, datasetFrom, datasetTo)
                && place[dataset] == bytes[reporterFrom]
                && place[dataset + 1] == bytes[reporterFrom + 1]
                && Arrays.equals(place, dataset + 2, place.length, bytes, codeFrom, codeTo);
    }

    /** Dataset, reporter and commodity code, one behind the other. */
    byte[] place() {
        return ByteBuffer.allocate(datasetTo - datasetFrom + 2 + codeTo - codeFrom)
                .put(bytes, datasetFrom, datasetTo - datasetFrom)
                .put(bytes, reporterFrom, 2)
                .put(bytes, codeFrom, codeTo - codeFrom)
                .array();
    }

    int hashOfPlace() {
        int hash = bytes[reporterFrom] * 31 + bytes[reporterFrom + 1] + datasetTo - datasetFrom;
        for (int i = codeFrom; i < codeTo; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 10;
    }

    String dataset() {
        return new String(bytes, datasetFrom, datasetTo - datasetFrom, UTF_8);
    }

    String reporter() {
        return new String(bytes, reporterFrom, 2, UTF_8);
    }

    String commodityCode() {
        return new String(bytes, codeFrom, codeTo - codeFrom, UTF_8);
    }

    private int digit(int index) {
        return bytes[index] - '0';
    }

    /** A long: seven bits a byte, the lowest first, the sign in the lowest. */
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
