package org.lodewatch.benchmarks.raw;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.ByteUtils;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowState;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.messages.MineralShares;

/** The totals of a book by month, with the encoding that the raw loop and the textbook use for them. */
public final class MonthlyTotals {

    /** January 2000: no month of a workload is earlier. */
    private static final int FIRST_MONTH = 360;

    private static final int MAX_NUMBER_BYTES = 10;
    private static final int WINDOW = WindowRule.DEFAULT.windowMonths();
    private static final WindowState BEFORE_THE_DATA = new WindowState(0, false, false, false);

    private final Countries countries;
    private Totals[] months = new Totals[0];

    public MonthlyTotals() {
        this(new Countries());
    }

    /** @param countries shared by the totals that are added up */
    public MonthlyTotals(Countries countries) {
        this.countries = countries;
    }

    /** Adds a line; {@code sign} -1 removes it. A negative weight means that it has none. */
    public void add(int month, int country, long value, long weight, int sign) {
        totals(month).add(country, value, weight, sign);
    }

    /** The months that lines were added to, in order. */
    public IntStream months() {
        return IntStream.range(FIRST_MONTH, FIRST_MONTH + months.length)
                .filter(month -> months[month - FIRST_MONTH] != null);
    }

    /** Encodes whole months behind {@code headBytes} bytes that the caller fills. */
    public byte[] encode(int headBytes, int[] encoded) {
        ByteBuffer to = ByteBuffer.allocate(
                headBytes + encoded.length * (2 + countries.size() * (1 + Totals.FIELDS)) * MAX_NUMBER_BYTES);
        to.position(headBytes);
        for (int month : encoded) {
            Totals totals = totals(month);
            ByteUtils.writeVarint(month, to);
            for (int column = 0; column < countries.size(); column++) {
                if (hasAny(totals, column)) {
                    ByteUtils.writeVarint(countries.country(column) + 1, to);
                    for (int field = 0; field < Totals.FIELDS; field++) {
                        ByteUtils.writeVarlong(totals.get(column, field), to);
                    }
                }
            }
            ByteUtils.writeVarint(0, to);
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    /** A difference may have a value and no record more. */
    private static boolean hasAny(Totals totals, int column) {
        for (int field = 0; field < Totals.FIELDS; field++) {
            if (totals.get(column, field) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds others, which share the same countries. */
    public void add(MonthlyTotals others) {
        others.months().forEach(month -> totals(month).add(others.totals(month), 1));
    }

    /** Replaces the months that are encoded in the rest of a buffer. */
    public void decode(ByteBuffer from) {
        while (from.hasRemaining()) {
            int month = ByteUtils.readVarint(from);
            Totals totals = new Totals(countries);
            totals(month);
            months[month - FIRST_MONTH] = totals;
            for (int country = ByteUtils.readVarint(from); country > 0; country = ByteUtils.readVarint(from)) {
                for (int field = 0; field < Totals.FIELDS; field++) {
                    totals.set(country - 1, field, ByteUtils.readVarlong(from));
                }
            }
        }
    }

    /** Total of one field of one country in one month. */
    long of(int month, int country, int field) {
        return totals(month).of(country, field);
    }

    /**
     * The shares of the newest window of a book.
     *
     * @param forms the totals of each book that it adds up, or its own, by the id of the book; all share the same countries
     */
    public static MineralShares newestShares(
            BookKey book, Clock clock, Map<String, List<MonthlyTotals>> forms, Shares shares) {
        List<MonthlyTotals> all = forms.values().stream().flatMap(List::stream).toList();
        int newest = clock.newestMonth();
        return shares.of(
                book,
                window(newest, clock, all),
                Optional.of(window(newest - Windows.COMPARISON, clock, all)).filter(Window::isWhole),
                () -> forms.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, form -> sums(newest, form.getValue()))));
    }

    private static Window window(int asOf, Clock clock, List<MonthlyTotals> parts) {
        WindowState state = clock.window(asOf, WindowRule.DEFAULT).orElse(BEFORE_THE_DATA);
        return new Window(asOf, WINDOW, state, false, false, sums(asOf, parts));
    }

    private static Totals sums(int asOf, List<MonthlyTotals> parts) {
        Totals sums = new Totals(parts.get(0).countries);
        for (MonthlyTotals part : parts) {
            part.months()
                    .filter(month -> month > asOf - WINDOW && month <= asOf)
                    .forEach(month -> sums.add(part.totals(month), 1));
        }
        return sums;
    }

    private Totals totals(int month) {
        int index = month - FIRST_MONTH;
        if (index >= months.length) {
            months = Arrays.copyOf(months, index + 1);
        }
        if (months[index] == null) {
            months[index] = new Totals(countries);
        }
        return months[index];
    }
}
