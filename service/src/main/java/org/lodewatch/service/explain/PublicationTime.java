package org.lodewatch.service.explain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads a moment of publication. */
public final class PublicationTime {

    private static final int DAY_LENGTH = "YYYY-MM-DD".length();

    private PublicationTime() {}

    /**
     * A day, which begins at 00:00 UTC, or a time with its offset.
     *
     * @throws DateTimeException with the reason, if the text is neither
     */
    public static Instant of(String text) {
        try {
            return text.length() <= DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "'%s' is neither a day, such as 2026-06-14, nor a time with its offset, such as 2026-06-14T08:30:00Z"
                            .formatted(text),
                    e);
        }
    }
}
