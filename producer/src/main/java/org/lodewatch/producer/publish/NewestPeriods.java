package org.lodewatch.producer.publish;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.NewestPeriod;

/** The newest period that a feed has published, of each dataset and reporter. */
final class NewestPeriods {

    private record Series(String dataset, String reporter) {}

    private final Map<Series, String> newest =
            new TreeMap<>(Comparator.comparing(Series::dataset).thenComparing(Series::reporter));

    /** None, or those that an earlier run left. */
    NewestPeriods(List<NewestPeriod> messages) {
        messages.forEach(message -> take(message.getDataset(), message.getReporter(), message.getPeriod()));
    }

    /** Takes in what a batch publishes, and what it declares complete, if only that it is empty. */
    void take(ImportBatch batch) {
        for (ImportRow row : batch.rows()) {
            if (!row.withdrawn()) {
                take(row.dataset(), row.reporter(), row.period());
            }
        }
        for (ReportingPeriod period : batch.complete()) {
            take(period.dataset(), period.reporter(), period.period());
        }
    }

    /** As a checkpoint keeps them. */
    List<NewestPeriod> toMessages() {
        return newest.entrySet().stream()
                .map(of -> new NewestPeriod(of.getKey().dataset(), of.getKey().reporter(), of.getValue()))
                .toList();
    }

    private void take(String dataset, String reporter, String period) {
        newest.merge(new Series(dataset, reporter), period, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
