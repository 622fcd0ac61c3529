package org.lodewatch.benchmarks.textbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.streams.book.BookKey;
import org.lodewatch.streams.book.Clock;
import org.lodewatch.streams.book.Countries;
import org.lodewatch.streams.book.CountryCode;
import org.lodewatch.streams.book.Months;
import org.lodewatch.streams.book.Shares;
import org.lodewatch.streams.book.Totals;
import org.lodewatch.streams.book.Window;
import org.lodewatch.streams.book.WindowRule;
import org.lodewatch.streams.book.Windows;

/** The aggregate of a book: its sums by month and country. */
final class BookTotals {

    private final NavigableMap<Integer, Map<String, long[]>> months = new TreeMap<>();

    BookTotals plus(CustomsImport line) {
        return count(line, 1);
    }

    BookTotals minus(CustomsImport line) {
        return count(line, -1);
    }

    private BookTotals count(CustomsImport line, int sign) {
        long[] sums = months.computeIfAbsent(Months.of(line.getPeriod()), month -> new TreeMap<>())
                .computeIfAbsent(line.getOrigin(), country -> new long[Totals.FIELDS]);
        sums[Totals.RECORDS] += sign;
        sums[Totals.VALUE] += sign * line.getCustomsValueCents();
        if (line.getNetWeightGrams() != null) {
            sums[Totals.WEIGHT] += sign * line.getNetWeightGrams();
            sums[Totals.WEIGHED_RECORDS] += sign;
            sums[Totals.WEIGHED_VALUE] += sign * line.getCustomsValueCents();
        }
        return this;
    }

    /** The shares of its newest window, which no feed has called complete. */
    MineralShares newestShares(String book, Catalogue catalogue) {
        BookKey key = BookKey.of(book);
        Countries countries = new Countries();
        NavigableMap<Integer, Totals> totals = new TreeMap<>();
        months.forEach((month, byCountry) -> {
            Totals ofMonth = new Totals(countries);
            byCountry.forEach((country, sums) -> {
                for (int field = 0; field < Totals.FIELDS; field++) {
                    ofMonth.add(CountryCode.of(country), field, sums[field]);
                }
            });
            totals.put(month, ofMonth);
        });
        Clock clock = new Clock(1, months.firstKey(), months.lastKey(), OptionalInt.empty());
        Windows windows = Windows.of(totals, countries, clock, WindowRule.DEFAULT);
        Window newest = windows.at(months.lastKey()).orElseThrow();
        return Shares.of(key, newest, windows.yearBefore(newest), catalogue.reliance(key.reporter(), key.mineral()));
    }

    static Serde<BookTotals> serde() {
        return Serdes.serdeFrom(
                (topic, totals) -> totals == null ? null : totals.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(months.size());
            for (Map.Entry<Integer, Map<String, long[]>> month : months.entrySet()) {
                out.writeInt(month.getKey());
                out.writeInt(month.getValue().size());
                for (Map.Entry<String, long[]> country : month.getValue().entrySet()) {
                    out.writeUTF(country.getKey());
                    for (long sum : country.getValue()) {
                        out.writeLong(sum);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BookTotals read(byte[] bytes) {
        BookTotals totals = new BookTotals();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                Map<String, long[]> month = new TreeMap<>();
                totals.months.put(in.readInt(), month);
                for (int countries = in.readInt(); countries > 0; countries--) {
                    long[] sums = new long[Totals.FIELDS];
                    month.put(in.readUTF(), sums);
                    for (int field = 0; field < sums.length; field++) {
                        sums[field] = in.readLong();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return totals;
    }
}
