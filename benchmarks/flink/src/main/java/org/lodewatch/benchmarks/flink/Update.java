package org.lodewatch.benchmarks.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.lodewatch.benchmarks.raw.MonthlyTotals;

/**
 * What changes the shares of a dataset, as a tuple, which Flink serializes fastest: dataset, owner or book as text, and an
 * encoded change behind its kind.
 */
final class Update {

    static final TypeInformation<Tuple3<String, String, byte[]>> TYPE =
            Types.TUPLE(Types.STRING, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    static final byte TOTALS = 0;
    static final byte MONTHS = 1;
    static final byte COMPLETE = 2;
    static final byte BASIS = 3;

    private static final int MONTHS_BYTES = 1 + 2 * Short.BYTES;
    private static final int COMPLETE_BYTES = 2 + 2 * Short.BYTES;

    private Update() {}

    /** What is added to a book. */
    static Tuple3<String, String, byte[]> ofTotals(String book, MonthlyTotals added) {
        byte[] change = added.encode(1, added.months().toArray());
        change[0] = TOTALS;
        return Tuple3.of(dataset(book), book, change);
    }

    /** The months in which an owner has records. */
    static Tuple3<String, String, byte[]> ofMonths(String owner, int first, int newest) {
        return Tuple3.of(
                dataset(owner),
                owner,
                ByteBuffer.allocate(MONTHS_BYTES)
                        .put(MONTHS)
                        .putShort((short) first)
                        .putShort((short) newest)
                        .array());
    }

    /** A month is complete in one partition. @param partial whether rows of it were rejected and that was accepted */
    static Tuple3<String, String, byte[]> ofComplete(String owner, int partition, int month, boolean partial) {
        return Tuple3.of(
                dataset(owner),
                owner,
                ByteBuffer.allocate(COMPLETE_BYTES)
                        .put(COMPLETE)
                        .put((byte) (partial ? 1 : 0))
                        .putShort((short) partition)
                        .putShort((short) month)
                        .array());
    }

    /** What the values of a dataset are. */
    static Tuple3<String, String, byte[]> ofBasis(String dataset, String basis) {
        byte[] text = basis.getBytes(UTF_8);
        return Tuple3.of(
                dataset,
                "",
                ByteBuffer.allocate(1 + text.length).put(BASIS).put(text).array());
    }

    private static String dataset(String ownerOrBook) {
        return ownerOrBook.substring(0, ownerOrBook.indexOf('/'));
    }
}
