package org.lodewatch.producer.publish;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ReportingPeriod;

/**
 * Why a period that a run has published is not simply complete.
 *
 * @param rows rejected, of a partial or accepted period
 * @param origins ISO 3166-1 alpha-2, that were added to a complete period
 */
public record PeriodNote(ReportingPeriod period, Kind kind, long rows, List<String> origins) {

    /** What is special about the period. */
    public enum Kind {
        /** Rows of it were rejected. */
        PARTIAL,
        /** Rows of it were rejected, and an operator has accepted this. */
        ACCEPTED,
        /** It is not over yet. */
        NOT_OVER,
        /** It was complete, and the run has added origins to it. */
        ADDED,
        /** It was partial because of another input, and is complete by this one. */
        COMPLETED
    }

    private static final int SHOWN = 5;

    /**
     * The note in one line.
     *
     * @param countryName the name of a country, by its ISO 3166-1 alpha-2 code
     */
    public String sentence(UnaryOperator<String> countryName) {
        String subject = "%s of %s/%s".formatted(period.period(), period.dataset(), period.reporter());
        return switch (kind) {
            case PARTIAL ->
                "%s is partial: %s; correct and publish them, or --accept-partial".formatted(subject, rejected());
            case ACCEPTED -> "%s is judged although it is partial: %s".formatted(subject, rejected());
            case NOT_OVER -> "%s is provisional: the period is not over".formatted(subject);
            case ADDED ->
                "%s was complete; this file adds %s: if it is a part, use --part; if it replaces the earlier one, --edition"
                        .formatted(subject, names(countryName));
            case COMPLETED ->
                "%s was partial, because rows of another file were rejected, and is complete now: if this file does not hold these rows, publish them"
                        .formatted(subject);
        };
    }

    private String rejected() {
        return rows == 0 ? "figures of it were refused" : "%,d row%s rejected".formatted(rows, rows == 1 ? "" : "s");
    }

    private String names(UnaryOperator<String> countryName) {
        String shown = origins.stream().limit(SHOWN).map(countryName).collect(Collectors.joining(", "));
        int more = origins.size() - SHOWN;
        if (more > 0) {
            return shown + " and %d more".formatted(more);
        }
        int last = shown.lastIndexOf(", ");
        return last < 0 ? shown : shown.substring(0, last) + " and " + shown.substring(last + 2);
    }
}
