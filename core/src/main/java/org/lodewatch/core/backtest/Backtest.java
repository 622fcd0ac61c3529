package org.lodewatch.core.backtest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Judges policies over published windows, as the topology judges them, into nothing but the answer.
 *
 * <p>The windows of one book are in memory at a time. Thread-safe.
 */
public final class Backtest {

    /** The most near misses of a policy that are reported. */
    public static final int MOST_MISSES = 10;

    private final Catalogue catalogue;

    /** By the length of windows. */
    private final Map<Integer, Judgement> judgements = new ConcurrentHashMap<>();

    /** @param catalogue with the facts by which the policies are judged */
    public Backtest(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Tests policies.
     *
     * @param published the windows of each dataset and reporter
     * @param books which books to test, of those that a policy selects
     * @param now when the simulated transitions would be published
     * @return a result for each case, in their order
     * @throws OperatorException if the lines of the sweep do not fit a policy
     */
    public List<BacktestResult> run(
            Collection<PublishedWindows> published,
            Predicate<BookKey> books,
            List<BacktestCase> cases,
            BacktestRange range,
            Optional<SweepRange> sweep,
            Instant now) {
        List<BacktestTally> tallies = cases.stream()
                .map(of -> new BacktestTally(of, range, sweep, now))
                .toList();
        for (PublishedWindows all : published) {
            PublishedWindows ofOwner = all.until(range.to());
            int periodMonths = ofOwner.periodMonths();
            for (String id : ofOwner.books()) {
                BookKey book = new BookKey(all.owner().dataset(), all.owner().reporter(), id);
                if (books.test(book)) {
                    tallies.forEach(BacktestTally::count);
                    List<BacktestTally> concerned = tallies.stream()
                            .filter(tally -> tally.selects(book))
                            .toList();
                    if (!concerned.isEmpty()) {
                        MeasuredBook measured = measured(book, ofOwner.of(id));
                        concerned.forEach(tally -> tally.add(book, measured, periodMonths));
                    }
                }
            }
        }
        return tallies.stream().map(BacktestTally::result).toList();
    }

    private MeasuredBook measured(BookKey book, Windows windows) {
        int months = windows.all().stream()
                .findFirst()
                .map(window -> window.months())
                .orElse(Windows.COMPARISON);
        return judgements
                .computeIfAbsent(months, length -> new Judgement(catalogue, length, ""))
                .measured(book, windows);
    }
}
