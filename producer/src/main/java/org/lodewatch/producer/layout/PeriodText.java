package org.lodewatch.producer.layout;

import java.time.Month;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/** Months and years as exports write them. */
public final class PeriodText {

    private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");
    private static final Pattern MONTH = Pattern.compile("([12][0-9]{3})(?:[-/.]?M?|[-/. ])([0-9]{2})");
    private static final Pattern SHORT_MONTH = Pattern.compile("([12][0-9]{3})(?:-?M|[-/])([1-9])");
    private static final Pattern MONTH_FIRST = Pattern.compile("([0-9]{1,2})[-/.]([12][0-9]{3})");
    private static final Pattern NAMED_MONTH = Pattern.compile("([A-Za-z]{3,9})\\.?[-/, ]{0,2}([12][0-9]{3})");
    private static final Pattern YEAR_AND_NAME = Pattern.compile("([12][0-9]{3})[-/, ]{0,2}([A-Za-z]{3,9})\\.?");
    private static final Pattern PART_OF_YEAR =
            Pattern.compile("(?i)[12][0-9]{3}[-/ ]?[QSHTW][0-9]{1,2}|[QSHTW][0-9]{1,2}[-/ ]?[12][0-9]{3}");
    private static final Pattern YEAR_TO_DATE =
            Pattern.compile("(?i).*(year[-_ ]to[-_ ]date|(^|[-_ ])ytd($|[-_ ])|[12][0-9]{3} through ).*");

    /** Eurostat and UN Comtrade number the whole year as month 52. */
    private static final String WHOLE_YEAR = "52";

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12));

    private PeriodText() {}

    /**
     * The period of a text: 2024, 202401, 2024-01, 2024M01, 2024-M01, 01/2024, January 2024, Jan 2024.
     *
     * @return YYYY-MM or YYYY; another text as it is
     * @throws RowFault if it is a quarter, half-year or week
     */
    public static String iso(String text) throws RowFault {
        String stripped = text.strip();
        if (PART_OF_YEAR.matcher(stripped).matches()) {
            throw new RowFault(
                    RejectionReason.INVALID_PERIOD,
                    "period: %s is a quarter, half-year or week; expected a month or a year, because shares are computed"
                                    .formatted(RowFault.quoted(stripped))
                            + " of twelve months or a year: export months instead");
        }
        String period = isoOrNull(stripped);
        return period == null ? stripped : period;
    }

    /** Whether the text is one of the periods that {@link #iso} converts. */
    public static boolean isPeriod(String text) {
        return isoOrNull(text.strip()) != null;
    }

    /** Whether the text is a year to date, such as {@code 2026_Year_to_date}, {@code 2026 YTD}, {@code 2026 through May}. */
    public static boolean isYearToDate(String text) {
        return YEAR_TO_DATE.matcher(text).matches();
    }

    private static String isoOrNull(String text) {
        if (YEAR.matcher(text).matches()) {
            return text;
        }
        Matcher month = MONTH.matcher(text);
        if (month.matches()) {
            return WHOLE_YEAR.equals(month.group(2)) ? month.group(1) : iso(month.group(1), number(month.group(2)));
        }
        Matcher shortMonth = SHORT_MONTH.matcher(text);
        if (shortMonth.matches()) {
            return iso(shortMonth.group(1), number(shortMonth.group(2)));
        }
        Matcher monthFirst = MONTH_FIRST.matcher(text);
        if (monthFirst.matches()) {
            return iso(monthFirst.group(2), number(monthFirst.group(1)));
        }
        Matcher named = NAMED_MONTH.matcher(text);
        if (named.matches()) {
            return iso(named.group(2), numberOf(named.group(1)));
        }
        Matcher yearAndName = YEAR_AND_NAME.matcher(text);
        return yearAndName.matches() ? iso(yearAndName.group(1), numberOf(yearAndName.group(2))) : null;
    }

    private static String iso(String year, int month) {
        return month < 1 || month > 12 ? null : "%s-%02d".formatted(year, month);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** The number of an English month, in full or by its first three or more letters; 0 for another word. */
    private static int numberOf(String name) {
        String word = name.toLowerCase(Locale.ENGLISH);
        int month = MONTHS.getOrDefault(word.substring(0, 3), 0);
        boolean begins =
                month > 0 && Month.of(month).name().toLowerCase(Locale.ENGLISH).startsWith(word);
        return begins ? month : 0;
    }
}
