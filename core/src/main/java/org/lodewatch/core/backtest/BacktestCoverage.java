package org.lodewatch.core.backtest;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.UnjudgedReason;

/**
 * What a backtest has looked at, so that no alerts do not look like no data. A month of a book is the window that ends with it.
 *
 * @param booksKnown books that have a published window, whether or not the policy selects them
 * @param books those of them that the policy selects
 * @param judged months of these books that were judged
 * @param unjudged months of these books that were not judged, by reason
 * @param first the first month that was judged in some book; empty if none was
 * @param last the last month that was judged in some book
 * @param withoutJudgement the selected books of which no month was judged
 */
public record BacktestCoverage(
        int booksKnown,
        List<BookKey> books,
        int judged,
        Map<UnjudgedReason, Integer> unjudged,
        OptionalInt first,
        OptionalInt last,
        List<BookKey> withoutJudgement) {}
