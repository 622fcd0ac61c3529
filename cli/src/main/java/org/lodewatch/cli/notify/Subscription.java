package org.lodewatch.cli.notify;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.lodewatch.cli.alerts.AlertSummary;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/**
 * The alerts that a subscriber selects, and how they are delivered.
 *
 * @param name of the subscriber; processes with the same name share the work
 * @param start where a subscriber begins that has no committed offsets
 * @param severities that an alert must have before or after its transition; empty for all
 * @param giveUpAfter how long an alert is sent again before it goes to dependence-alerts-undelivered
 * @param untilCaughtUp whether to end once everything that was in the topic at the start is delivered or given up
 * @param maxAgeMonths the age up to which a transition is an event of its own; older ones of a book are one summary
 */
public record Subscription(
        String name,
        Start start,
        Set<Severity> severities,
        Duration giveUpAfter,
        boolean untilCaughtUp,
        int maxAgeMonths) {

    /** Where a subscriber begins. */
    public enum Start {
        NOW,
        BEGINNING
    }

    public Subscription {
        severities = Set.copyOf(severities);
    }

    /** With the usual maximum age. */
    public Subscription(
            String name, Start start, Set<Severity> severities, Duration giveUpAfter, boolean untilCaughtUp) {
        this(name, start, severities, giveUpAfter, untilCaughtUp, AlertSummary.MAX_AGE_MONTHS);
    }

    /** The consumer group with its offsets. */
    public String group() {
        return "lodewatch-notify-" + name;
    }

    /**
     * The previous severity counts too, so that a subscriber to critical alerts also gets their end; and of a restatement the
     * severities that were published and those that replace them.
     */
    boolean wants(DependenceAlert alert) {
        return severities.isEmpty()
                || severities.contains(alert.getSeverity())
                || severities.contains(alert.getPreviousSeverity())
                || alert.getTransition() == Transition.RESTATED
                        && Stream.concat(alert.getFormerHistory().stream(), alert.getHistory().stream())
                                .map(HistoryEntry::getSeverity)
                                .anyMatch(severities::contains);
    }
}
