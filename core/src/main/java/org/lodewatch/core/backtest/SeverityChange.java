package org.lodewatch.core.backtest;

import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Severity;

/**
 * The severity of an alert at the newest window, by two policies.
 *
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param subjectName as in sentences
 */
public record SeverityChange(BookKey book, String subject, String subjectName, Severity former, Severity present) {}
