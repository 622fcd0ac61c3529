package org.lodewatch.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;

/** The totals of the forms that a book adds up, encoded, by the id of the book of the form. */
record FormTotals(Map<String, byte[]> encoded) {

    FormTotals() {
        this(new TreeMap<>());
    }

    /** The totals of one form. @param book as text */
    FormTotals(String book, MonthlyTotals totals) {
        this(Map.of(BookKey.of(book).mineral(), totals.encode(0, totals.months().toArray())));
    }

    /** These totals with those of another form, or with newer ones of a form. */
    FormTotals with(FormTotals form) {
        encoded.putAll(form.encoded);
        return this;
    }

    /** The totals by form, with countries that they share. */
    Map<String, List<MonthlyTotals>> decoded() {
        Countries countries = new Countries();
        Map<String, List<MonthlyTotals>> decoded = new TreeMap<>();
        encoded.forEach((form, bytes) -> {
            MonthlyTotals totals = new MonthlyTotals(countries);
            totals.decode(ByteBuffer.wrap(bytes));
            decoded.put(form, List.of(totals));
        });
        return decoded;
    }

    static Serde<FormTotals> serde() {
        return Serdes.serdeFrom(
                (topic, totals) -> totals == null ? null : totals.toBytes(),
                (topic, bytes) -> bytes == null ? null : of(ByteBuffer.wrap(bytes)));
    }

    /** Name and totals of each form, each behind its length. */
    private byte[] toBytes() {
        int length = 0;
        for (Map.Entry<String, byte[]> form : encoded.entrySet()) {
            length += 2 * Integer.BYTES + form.getKey().length() + form.getValue().length;
        }
        ByteBuffer to = ByteBuffer.allocate(length);
        encoded.forEach((form, totals) -> to.putInt(form.length())
                .put(form.getBytes(UTF_8))
                .putInt(totals.length)
                .put(totals));
        return to.array();
    }

    private static FormTotals of(ByteBuffer from) {
        FormTotals totals = new FormTotals();
        while (from.hasRemaining()) {
            totals.encoded.put(new String(bytes(from), UTF_8), bytes(from));
        }
        return totals;
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return bytes;
    }
}
