package org.lodewatch.cli.notify;

import java.time.Duration;
import java.util.Set;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;

/**
 * Which alerts a subscriber wants, and how.
 *
 * @param name tells subscribers apart; those of one name share the work
 * @param start where to begin if nothing was ever delivered under this name
 * @param severities of the alerts wanted, before or after the transition; empty for all
 * @param giveUpAfter how long one alert is tried again before it goes to dependence-alerts-undelivered
 * @param untilCaughtUp ends once all that stood in the topic at the start is settled
 */
public record Subscription(
        String name, Start start, Set<Severity> severities, Duration giveUpAfter, boolean untilCaughtUp) {

    /** Where a subscriber begins. */
    public enum Start {
        NOW,
        BEGINNING
    }

    public Subscription {
        severities = Set.copyOf(severities);
    }

    /** The consumer group that remembers how far it is. */
    public String group() {
        return "lodewatch-notify-" + name;
    }

    /** Whoever is told that an alert rose is told how it goes on: the end of a critical alert is of interest too. */
    boolean wants(DependenceAlert alert) {
        return severities.isEmpty()
                || severities.contains(alert.getSeverity())
                || severities.contains(alert.getPreviousSeverity());
    }
}
