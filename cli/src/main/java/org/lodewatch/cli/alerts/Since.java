package org.lodewatch.cli.alerts;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.lodewatch.service.api.DatedAlert;

/**
 * From when on alerts are wanted: a month speaks of the windows they judged, a day of when they were published.
 *
 * @param text as it was given
 */
public record Since(String text, Predicate<DatedAlert> includes) {

    public static Since ever() {
        return new Since("ever", dated -> true);
    }

    /** @throws DateTimeException if it is neither YYYY-MM nor YYYY-MM-DD */
    public static Since parse(String text) {
        if (text.length() <= "YYYY-MM".length()) {
            YearMonth month = YearMonth.parse(text);
            return new Since(text, dated -> !judged(dated).isBefore(month));
        }
        LocalDate day = LocalDate.parse(text);
        return new Since(text, dated -> !published(dated).isBefore(day));
    }

    /** An alert that ended with its policy has no window: then the month in which it ended counts. */
    private static YearMonth judged(DatedAlert dated) {
        String asOf = dated.alert().getAsOf();
        return asOf == null ? YearMonth.from(published(dated)) : YearMonth.parse(asOf);
    }

    private static LocalDate published(DatedAlert dated) {
        return dated.publishedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
