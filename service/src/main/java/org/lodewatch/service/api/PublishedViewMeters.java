package org.lodewatch.service.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.GaugeTable;
import org.lodewatch.service.Json;

/** Metrics of the whole cluster: the newest window of each book, and the alerts. */
final class PublishedViewMeters {

    /** All would be a row for every country of the world in every book. */
    private static final int SUPPLIERS = 5;

    private final GaugeTable shares;
    private final GaugeTable concentration;
    private final GaugeTable alerts;
    private final MeterRegistry registry;

    PublishedViewMeters(MeterRegistry registry) {
        this.registry = registry;
        shares = new GaugeTable(
                "lodewatch.share.ratio",
                "Part, 0 to 1, of the value that other countries supply, of each of the five largest suppliers of a book,"
                        + " newest window.",
                registry);
        concentration = new GaugeTable(
                "lodewatch.hhi", "Herfindahl-Hirschman index of a book, 0 to 10,000, newest window.", registry);
        alerts = new GaugeTable(
                "lodewatch.alerts", "Alerts that are open, or that resolved within the last 30 days.", registry);
    }

    /** @param counts by topic */
    void countSkipped(Map<String, LongAdder> counts) {
        counts.forEach((topic, count) -> FunctionCounter.builder("lodewatch.api.skipped.records", count, LongAdder::sum)
                .description(
                        "Records of a topic that do not belong in it and that the API has skipped. The log names each.")
                .tag("topic", topic)
                .register(registry));
    }

    /** @param recent the open alerts, and those that resolved within the last 30 days */
    void show(List<MineralShares> books, List<DatedAlert> recent) {
        Map<Tags, Double> suppliers = new HashMap<>();
        Map<Tags, Double> points = new HashMap<>();
        for (MineralShares book : books) {
            Tags of =
                    Tags.of("dataset", book.getDataset(), "reporter", book.getReporter(), "mineral", book.getMineral());
            points.put(of, book.getHhi());
            double supply = book.getTotalValueCents() - book.getReturnedValueCents();
            book.getCountries().stream()
                    .filter(country -> !country.getCountry().equals(book.getReporter()))
                    .limit(SUPPLIERS)
                    .forEach(country -> suppliers.put(
                            of.and("country", country.getCountry()),
                            supply == 0 ? 0 : country.getValueCents() / supply));
        }
        Map<Tags, Double> counts = new HashMap<>();
        recent.stream()
                .map(DatedAlert::alert)
                .filter(alert -> severity(alert) != Severity.NONE)
                .forEach(alert -> counts.merge(tags(alert), 1.0, Double::sum));
        shares.show(suppliers);
        concentration.show(points);
        alerts.show(counts);
    }

    private static Tags tags(DependenceAlert alert) {
        return Tags.of(
                "policy",
                alert.getPolicyId(),
                "severity",
                Json.word(severity(alert)),
                "state",
                alert.getSeverity() == Severity.NONE ? "resolved" : "open");
    }

    /** A resolved alert counts under its previous severity. NONE if only the history of an alert that was not open changed. */
    private static Severity severity(DependenceAlert alert) {
        return alert.getSeverity() == Severity.NONE ? alert.getPreviousSeverity() : alert.getSeverity();
    }
}
