package org.lodewatch.schemas.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Calendar months as numbers, counted from 1970-01, so that windows are plain arithmetic. */
public final class Months {

    private static final long SECONDS_A_DAY = 86_400;

    private Months() {}

    /** The number of a calendar month. */
    public static int of(int year, int monthOfYear) {
        return (year - 1970) * 12 + monthOfYear - 1;
    }

    /** The month of a moment, in UTC. */
    public static int of(Instant moment) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(moment.getEpochSecond(), SECONDS_A_DAY));
        return of(day.getYear(), day.getMonthValue());
    }

    /** The number of a month written as {@code YYYY-MM}; the text must be valid. */
    public static int of(String text) {
        YearMonth month = YearMonth.parse(text);
        return of(month.getYear(), month.getMonthValue());
    }

    /** The calendar year of a month. */
    public static int year(int month) {
        return 1970 + Math.floorDiv(month, 12);
    }

    /** The first moment after a month, in UTC. */
    public static Instant end(int month) {
        int next = month + 1;
        return LocalDate.of(1970 + Math.floorDiv(next, 12), Math.floorMod(next, 12) + 1, 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** The month as {@code YYYY-MM}. */
    public static String text(int month) {
        // These digits are part of keys, so they are ASCII in every locale.
        int year = year(month);
        int monthOfYear = Math.floorMod(month, 12) + 1;
        StringBuilder text = new StringBuilder(7);
        for (int scale = 1000; scale > 0; scale /= 10) {
            text.append((char) ('0' + year / scale % 10));
        }
        return text.append('-')
                .append((char) ('0' + monthOfYear / 10))
                .append((char) ('0' + monthOfYear % 10))
                .toString();
    }
}
