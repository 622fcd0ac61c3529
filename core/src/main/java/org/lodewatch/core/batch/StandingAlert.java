package org.lodewatch.core.batch;

import java.util.OptionalDouble;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Severity;

/**
 * An alert that stands.
 *
 * @param policy the policy's id
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param severity never NONE
 * @param since the as-of month, YYYY-MM, since which the severity stands
 * @param sinceAtLeast whether its line was reached in every window up to {@code since}, so that it may have stood before
 *     the oldest window, where the horizon hides it
 * @param observed percent or points in the newest window judged; empty where it cannot be told
 */
public record StandingAlert(
        String policy,
        BookKey book,
        String subject,
        Severity severity,
        String since,
        boolean sinceAtLeast,
        OptionalDouble observed) {

    /** The alert's id. */
    public String id() {
        return policy + "/" + book + "/" + subject;
    }
}
