package org.lodewatch.cli.alerts;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.lodewatch.service.api.DatedAlert;

/** The alerts to show: by the month that their window ends with, or by the day of their publication. */
public record Since(Predicate<DatedAlert> includes) {

    public static final Since EVER = new Since(dated -> true);

    /** @throws DateTimeException if the text is neither YYYY-MM nor YYYY-MM-DD */
    public static Since parse(String text) {
        if (text.length() <= "YYYY-MM".length()) {
            YearMonth month = YearMonth.parse(text);
            return new Since(dated -> !asOf(dated).isBefore(month));
        }
        LocalDate day = LocalDate.parse(text);
        return new Since(dated -> !published(dated).isBefore(day));
    }

    /** An alert that was resolved by the end of its policy has no window: the month of its publication counts. */
    private static YearMonth asOf(DatedAlert dated) {
        String asOf = dated.alert().getAsOf();
        return asOf == null ? YearMonth.from(published(dated)) : YearMonth.parse(asOf);
    }

    private static LocalDate published(DatedAlert dated) {
        return dated.publishedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
