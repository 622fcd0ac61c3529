package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Reads IMP_DETL.TXT: 688 characters a line, fixed columns, one line for each commodity, country, district and rate
 * provision. Adds up the month's columns (never those of the year to date) by commodity and country. Bytes are read in
 * place, because a month has more than a gigabyte of them.
 *
 * <p>Columns after the layout of the Census Bureau's Merchandise Trade Imports files
 * (www.census.gov/foreign-trade/reference/products/layouts/imdb.html).
 */
final class ImdbDetail {

    private static final int WIDTH = 688;
    private static final int COMMODITY = 0;
    private static final int COMMODITY_DIGITS = 10;
    private static final int COUNTRY = 10;
    private static final int COUNTRY_DIGITS = 4;
    private static final int YEAR = 22;
    private static final int MONTH = 26;
    private static final int NUMBER_WIDTH = 15;

    private static final int HEADING_DIGITS = 4;
    private static final int HEADINGS = 10_000;
    private static final int COUNTRIES = 10_000;

    /**
     * What a commodity and country add up to.
     *
     * @param commodity ten digits, as a number
     * @param country four digits, as a number
     * @param dollars customs value
     */
    record Sum(long commodity, int country, long dollars, long quantity1, long quantity2) {}

    /** The columns of a basis, from 0. */
    private record Columns(int quantity1, int quantity2, int value) {

        static Columns of(Basis basis) {
            return basis == Basis.GENERAL ? new Columns(148, 163, 178) : new Columns(43, 58, 73);
        }
    }

    private final Columns columns;
    private final int year;
    private final int month;
    private final boolean[] wanted;
    private final Map<Long, long[]> sums = new HashMap<>();
    private long lines;
    private long bytes;

    /**
     * @param month that every line must be of
     * @param scopes what the commodity codes to read begin with: 2 to 4 digits
     */
    ImdbDetail(YearMonth month, Basis basis, List<String> scopes) {
        this.columns = Columns.of(basis);
        this.year = month.getYear();
        this.month = month.getMonthValue();
        this.wanted = headings(scopes);
    }

    /** By heading of four digits, whether codes under it are to be read. */
    static boolean[] headings(List<String> scopes) {
        boolean[] wanted = new boolean[HEADINGS];
        for (String scope : scopes) {
            int width = (int) Math.pow(10, HEADING_DIGITS - scope.length());
            int first = Integer.parseInt(scope) * width;
            Arrays.fill(wanted, first, first + width, true);
        }
        return wanted;
    }

    /** Reads to the end of the stream. */
    void read(InputStream in) throws IOException, ImdbFile.FormatException {
        byte[] buffer = new byte[1 << 18];
        int limit = 0;
        for (int read = in.read(buffer, 0, buffer.length);
                read >= 0;
                read = in.read(buffer, limit, buffer.length - limit)) {
            bytes += read;
            limit += read;
            int start = lines(buffer, limit);
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
        }
        if (limit > 0) {
            line(buffer, 0, limit);
        }
    }

    /** Reads the whole lines in the buffer; returns where the first incomplete one begins. */
    private int lines(byte[] buffer, int limit) throws ImdbFile.FormatException {
        int start = 0;
        while (true) {
            int end = start + WIDTH;
            if (end + 1 < limit && buffer[end] == '\r' && buffer[end + 1] == '\n') {
                line(buffer, start, end);
                start = end + 2;
                continue;
            }
            end = start;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            if (end == limit) {
                if (limit - start > WIDTH + 1) {
                    lines++;
                    throw bad(limit - start + " characters or more; expected " + WIDTH);
                }
                return start;
            }
            line(buffer, start, end);
            start = end + 1;
        }
    }

    private void line(byte[] buffer, int start, int end) throws ImdbFile.FormatException {
        lines++;
        int length = end > start && buffer[end - 1] == '\r' ? end - 1 - start : end - start;
        if (length != WIDTH) {
            throw bad(length + " characters; expected " + WIDTH);
        }
        long commodity = digits(buffer, start + COMMODITY, COMMODITY_DIGITS, "commodity");
        if (!wanted[(int) (commodity / 1_000_000)]) {
            return;
        }
        int country = (int) digits(buffer, start + COUNTRY, COUNTRY_DIGITS, "country");
        if (digits(buffer, start + YEAR, 4, "year") != year || digits(buffer, start + MONTH, 2, "month") != month) {
            throw bad("of %s; expected %04d%02d".formatted(text(buffer, start + YEAR, 6), year, month));
        }
        long value = number(buffer, start + columns.value(), "value");
        long quantity1 = number(buffer, start + columns.quantity1(), "quantity 1");
        long quantity2 = number(buffer, start + columns.quantity2(), "quantity 2");
        // Lines of zeros alone carry the year to date of cells that had no trade this month.
        if ((value | quantity1 | quantity2) != 0) {
            long[] sum = sums.computeIfAbsent(commodity * COUNTRIES + country, key -> new long[3]);
            sum[0] = Math.addExact(sum[0], value);
            sum[1] = Math.addExact(sum[1], quantity1);
            sum[2] = Math.addExact(sum[2], quantity2);
        }
    }

    private long digits(byte[] buffer, int start, int count, String field) throws ImdbFile.FormatException {
        long number = 0;
        for (int i = start; i < start + count; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                throw bad("%s '%s'; expected %d digits".formatted(field, text(buffer, start, count), count));
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private long number(byte[] buffer, int start, String field) throws ImdbFile.FormatException {
        int i = start;
        int end = start + NUMBER_WIDTH;
        while (i < end && buffer[i] == ' ') {
            i++;
        }
        if (i == end) {
            throw bad("%s is blank; expected a whole number".formatted(field));
        }
        return digits(buffer, i, end - i, field);
    }

    private static String text(byte[] buffer, int start, int count) {
        return new String(buffer, start, count, ISO_8859_1).replaceAll("\\p{Cntrl}", "?");
    }

    private ImdbFile.FormatException bad(String what) {
        return new ImdbFile.FormatException(
                RejectionReason.BAD_LINE, "IMP_DETL.TXT, line %d: %s".formatted(lines, what), lines);
    }

    /** By commodity, then country. */
    List<Sum> sums() {
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> {
                    long[] sum = entry.getValue();
                    int country = (int) (entry.getKey() % COUNTRIES);
                    return new Sum(entry.getKey() / COUNTRIES, country, sum[0], sum[1], sum[2]);
                })
                .toList();
    }

    long lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }
}
