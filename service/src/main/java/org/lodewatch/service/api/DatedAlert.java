package org.lodewatch.service.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/** A transition and its time of publication. */
public record DatedAlert(Instant publishedAt, DependenceAlert alert) {

    /** By time of publication, and what was published at once by month. The transitions of one alert stay in their order. */
    public static final Comparator<DatedAlert> BY_TIME = Comparator.comparing(DatedAlert::publishedAt)
            .thenComparing(dated -> dated.month().orElse(""))
            .thenComparing(dated -> dated.alert().getAlertId())
            .thenComparing(dated -> dated.alert().getNumber());

    /** Empty for a tombstone. */
    public static Optional<DatedAlert> of(Message<String, DependenceAlert> message) {
        return message.value().map(alert -> new DatedAlert(message.publishedAt(), alert));
    }

    /**
     * The month that the transition is about, YYYY-MM: the last one of its window, and for a restatement the last one that it
     * changes. Empty for the end of an alert without windows.
     */
    public Optional<String> month() {
        return Optional.ofNullable(alert.getAsOf())
                .map(asOf -> alert.getTransition() == Transition.RESTATED
                        ? Months.text(Months.of(asOf) - alert.getAgeMonths())
                        : asOf);
    }
}
