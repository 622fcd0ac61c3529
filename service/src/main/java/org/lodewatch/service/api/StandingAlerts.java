package org.lodewatch.service.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;

/** The severity of the worst open alert of each book. */
public final class StandingAlerts {

    private final Map<BookKey, Severity> worst = new HashMap<>();

    public StandingAlerts(List<DependenceAlert> open) {
        open.forEach(alert -> worst.merge(
                new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral()),
                alert.getSeverity(),
                BinaryOperator.maxBy(Severity::compareTo)));
    }

    public static StandingAlerts of(AlertStatus status) {
        return new StandingAlerts(status.open());
    }

    /** The severity for a book; NONE if it has no open alert. */
    public Severity severity(MineralShares shares) {
        return worst.getOrDefault(
                new BookKey(shares.getDataset(), shares.getReporter(), shares.getMineral()), Severity.NONE);
    }
}
