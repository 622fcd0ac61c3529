package org.lodewatch.core.vintage;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * A transition of an alert as it was raised in real time, and as today's figures have it.
 *
 * @param subjectName in a sentence
 * @param then as it was first raised
 * @param raised the release that raised it
 * @param now the same transition in today's history, possibly of another month or severity; empty if it was corrected away
 * @param due the release that first had the month of {@code now}, and would have raised it with today's figures; empty if it was
 *     corrected away
 * @param corrected the release that corrected it away; empty if it is in today's history
 * @param figureNow today's figure of the month that it was raised about; empty if that is not judged today
 */
public record KnownTransition(
        String alertId,
        DependencePolicy policy,
        BookKey book,
        String subject,
        String subjectName,
        Step then,
        LogRelease raised,
        Optional<Step> now,
        Optional<LogRelease> due,
        Optional<LogRelease> corrected,
        OptionalDouble figureNow) {

    /** By how many months it was raised later than today's figures would have; negative if earlier; 0 if it was corrected away. */
    public int monthsLater() {
        return due.map(release -> raised.newest() - release.newest()).orElse(0);
    }

    /** By how many days it was raised later than today's figures would have; negative if earlier; 0 if it was corrected away. */
    public long daysLater() {
        return due.map(release -> ChronoUnit.DAYS.between(release.at(), raised.at()))
                .orElse(0L);
    }

    /** Whether it is in today's history with its month and severity, and was raised by the first release that had the month. */
    public boolean isAsToday() {
        return now.isPresent()
                && due.equals(Optional.of(raised))
                && now.get().asOf() == then.asOf()
                && now.get().severity() == then.severity();
    }
}
