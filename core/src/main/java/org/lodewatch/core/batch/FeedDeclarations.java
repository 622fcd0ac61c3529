package org.lodewatch.core.batch;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Period;

/** What the feeds of a dataset and reporter have declared of its periods. */
final class FeedDeclarations {

    /** By last month, so that a month and a year which end together share one. */
    private final Map<Integer, PeriodComplete> latest = new HashMap<>();

    private final Map<Period, Instant> firstComplete = new HashMap<>();

    void add(PeriodComplete message) {
        Period period = Period.of(message.getPeriod());
        latest.merge(
                period.lastMonth(),
                message,
                (one, other) -> other.getPublishedAt().isBefore(one.getPublishedAt()) ? one : other);
        if (message.getState() == PeriodState.COMPLETE) {
            firstComplete.merge(period, message.getPublishedAt(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /** The state that was declared last. */
    Optional<PeriodState> state(Period period) {
        return Optional.ofNullable(latest.get(period.lastMonth())).map(PeriodComplete::getState);
    }

    /** When a period was first declared complete. */
    Optional<Instant> firstComplete(Period period) {
        return Optional.ofNullable(firstComplete.get(period));
    }
}
