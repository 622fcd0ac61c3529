package org.lodewatch.core.batch;

import java.util.List;
import java.util.OptionalDouble;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Severity;

/**
 * An alert that was raised at least once, by the recount.
 *
 * @param policy the policy's id
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param steps its transitions, oldest first; at least one
 * @param judgedTo the as-of month, YYYY-MM, of the newest window judged
 * @param observed percent or points in that window; empty if it cannot be computed
 * @param totalValueCents customs value of that window
 */
public record ExpectedAlert(
        String policy,
        BookKey book,
        String subject,
        List<ExpectedStep> steps,
        String judgedTo,
        OptionalDouble observed,
        long totalValueCents) {

    /** The alert's id. */
    public String id() {
        return policy + "/" + book + "/" + subject;
    }

    /** NONE if the alert has resolved. */
    public Severity severity() {
        return last().severity();
    }

    /** The as-of month, YYYY-MM, of the last transition. */
    public String since() {
        return last().asOf();
    }

    private ExpectedStep last() {
        return steps.get(steps.size() - 1);
    }
}
