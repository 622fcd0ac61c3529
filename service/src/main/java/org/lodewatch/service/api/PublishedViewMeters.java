package org.lodewatch.service.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    PublishedViewMeters(MeterRegistry registry) {
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

    void show(List<MineralShares> books, List<DatedAlert> all) {
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
        all.forEach(dated -> counts.merge(tags(dated.alert()), 1.0, Double::sum));
        shares.show(suppliers);
        concentration.show(points);
        alerts.show(counts);
    }

    /** A resolved alert counts under its previous severity. */
    private static Tags tags(DependenceAlert alert) {
        boolean open = alert.getSeverity() != Severity.NONE;
        return Tags.of(
                "policy",
                alert.getPolicyId(),
                "severity",
                Json.word(open ? alert.getSeverity() : alert.getPreviousSeverity()),
                "state",
                open ? "open" : "resolved");
    }
}
