package org.lodewatch.core.batch;

import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Severity;

/**
 * An alert that is warning or critical, by the recount.
 *
 * @param policy the policy's id
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param severity never NONE
 * @param since the as-of month, YYYY-MM, since which the severity holds
 * @param sinceAtLeast whether the line was reached in every window up to {@code since}
 * @param shownFrom the as-of month, YYYY-MM, of the oldest window judged if the horizon hides earlier ones; empty if it
 *     hides none
 * @param observed percent or points in the newest window judged; empty if it cannot be computed
 */
public record ExpectedAlert(
        String policy,
        BookKey book,
        String subject,
        Severity severity,
        String since,
        boolean sinceAtLeast,
        Optional<String> shownFrom,
        OptionalDouble observed) {

    /** Whether it may have been published with an earlier month, since which the severity holds, beyond the horizon. */
    boolean mayHoldSince(String month) {
        return shownFrom.isPresent()
                && month.compareTo(since) < 0
                && (sinceAtLeast || month.compareTo(shownFrom.get()) < 0);
    }

    /** The alert's id. */
    public String id() {
        return policy + "/" + book + "/" + subject;
    }
}
