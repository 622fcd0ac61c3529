package org.lodewatch.service.backtest;

import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.core.backtest.BacktestCase;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.PublishedState;

/**
 * Backtests over the published windows, one at a time: more would take the processors that the topology needs. While one is
 * computed, another is refused with 503. Thread-safe.
 */
public final class PublishedBacktest {

    private final PublishedState published;
    private final Catalogue catalogue;
    private final Backtest backtest;
    private final Semaphore free = new Semaphore(1);

    /** @param catalogue with the facts by which the policies are judged */
    public PublishedBacktest(PublishedState published, Catalogue catalogue) {
        this.published = published;
        this.catalogue = catalogue;
        this.backtest = new Backtest(catalogue);
    }

    BacktestAnswer answer(BacktestRequest asked) {
        return alone(windows -> asked.answer(backtest, windows, catalogue, Instant.now()));
    }

    /** How a policy differs from another one over all published months. Unlike in an answer, a disabled policy raises nothing. */
    public BacktestResult compare(BacktestCase pair) {
        return alone(windows -> backtest.run(
                        windows, book -> true, List.of(pair), BacktestRange.ALL, Optional.empty(), Instant.now())
                .get(0));
    }

    private <T> T alone(Function<Collection<PublishedWindows>, T> computation) {
        if (!free.tryAcquire()) {
            throw new ServiceUnavailableResponse("another backtest is being computed: try again in a few seconds");
        }
        try {
            return computation.apply(published.windows(Optional.empty(), Optional.empty()));
        } finally {
            free.release();
        }
    }
}
