package org.lodewatch.benchmarks.textbook;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.ByteUtils;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** The aggregate of a book: its sums by month and country, written as tightly as Avro would. */
final class BookTotals {

    private static final int LENGTH = WindowRule.DEFAULT.windowMonths();
    private static final int MOST_NUMBER_BYTES = 10;

    private final Countries countries = new Countries();
    private final NavigableMap<Integer, Totals> months = new TreeMap<>();

    BookTotals plus(CustomsImport line) {
        return count(line, 1);
    }

    BookTotals minus(CustomsImport line) {
        return count(line, -1);
    }

    private BookTotals count(CustomsImport line, int sign) {
        Long weight = line.getNetWeightGrams();
        month(Months.of(line.getPeriod()))
                .add(CountryCode.of(line.getOrigin()), line.getCustomsValueCents(), weight == null ? -1 : weight, sign);
        return this;
    }

    private Totals month(int month) {
        return months.computeIfAbsent(month, name -> new Totals(countries));
    }

    /** The shares of its newest window, which no feed has called complete. */
    MineralShares newestShares(String book, Catalogue catalogue) {
        BookKey key = BookKey.of(book);
        int newest = months.lastKey();
        return Shares.of(
                key,
                window(newest),
                Optional.of(window(newest - Windows.COMPARISON)).filter(Window::isWhole),
                catalogue.reliance(key.reporter(), key.mineral()));
    }

    private Window window(int asOf) {
        Totals sums = new Totals(countries);
        months.subMap(asOf - LENGTH, false, asOf, true).values().forEach(totals -> sums.add(totals, 1));
        return new Window(asOf, LENGTH, Math.min(LENGTH, asOf - months.firstKey() + 1), false, sums);
    }

    static Serde<BookTotals> serde() {
        return Serdes.serdeFrom(
                (topic, totals) -> totals == null ? null : totals.write(),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private byte[] write() {
        int numbers = 2 + countries.size() + months.size() * (1 + countries.size() * Totals.FIELDS);
        ByteBuffer to = ByteBuffer.allocate(numbers * MOST_NUMBER_BYTES);
        ByteUtils.writeVarint(countries.size(), to);
        for (int column = 0; column < countries.size(); column++) {
            ByteUtils.writeVarint(countries.country(column), to);
        }
        for (Map.Entry<Integer, Totals> month : months.entrySet()) {
            ByteUtils.writeVarint(month.getKey(), to);
            for (int column = 0; column < countries.size(); column++) {
                for (int field = 0; field < Totals.FIELDS; field++) {
                    ByteUtils.writeVarlong(month.getValue().get(column, field), to);
                }
            }
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    private static BookTotals read(ByteBuffer from) {
        BookTotals totals = new BookTotals();
        for (int left = ByteUtils.readVarint(from); left > 0; left--) {
            totals.countries.column(ByteUtils.readVarint(from));
        }
        while (from.hasRemaining()) {
            Totals month = totals.month(ByteUtils.readVarint(from));
            for (int column = 0; column < totals.countries.size(); column++) {
                for (int field = 0; field < Totals.FIELDS; field++) {
                    month.set(totals.countries.country(column), field, ByteUtils.readVarlong(from));
                }
            }
        }
        return totals;
    }
}
