package org.lodewatch.local.shares;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.lodewatch.local.alerts.AlertStatus;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;

/** The gravest alert that stands on each book. */
public final class StandingAlerts {

    private final Map<Book, Severity> worst = new HashMap<>();

    public StandingAlerts(List<DependenceAlert> open) {
        open.forEach(
                alert -> worst.merge(Book.of(alert), alert.getSeverity(), BinaryOperator.maxBy(Severity::compareTo)));
    }

    public static StandingAlerts of(AlertStatus status) {
        return new StandingAlerts(status.open());
    }

    Severity severity(Book book) {
        return worst.getOrDefault(book, Severity.NONE);
    }
}
