package org.lodewatch.core.backtest;

import org.lodewatch.core.book.BookKey;

/**
 * A subject that has raised nothing.
 *
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param subjectName as in sentences
 * @param asOf the first month of its highest figure
 * @param highest percent or points
 * @param margin how far that is below the warning line; 0 or less if it reached the line, but not for long enough
 * @param monthsOverLine for how many months in a row it reached the line
 */
public record NearMiss(
        BookKey book,
        String subject,
        String subjectName,
        int asOf,
        double highest,
        double margin,
        int monthsOverLine) {}
