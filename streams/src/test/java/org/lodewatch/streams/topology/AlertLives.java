package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;

/**
 * The transitions of all alerts, and the histories that a subscriber makes of them. Each transition is checked, and each history
 * against the status of its alert.
 */
final class AlertLives {

    private final Map<String, List<DependenceAlert>> transitions = new HashMap<>();
    private final Map<String, NavigableMap<String, HistoryEntry>> histories = new HashMap<>();

    /** Checks the transitions since the last call against the published shares, and all statuses against the transitions. */
    void check(TopologyRig rig) {
        Map<String, MineralShares> published = rig.publishedShares();
        for (DependenceAlert alert : rig.newAlerts()) {
            follows(last(alert.getAlertId()), alert);
            transitions
                    .computeIfAbsent(alert.getAlertId(), id -> new ArrayList<>())
                    .add(alert);
            apply(alert);
            quotes(alert, published);
        }
        rig.statuses().values().forEach(this::sums);
    }

    /** The ids of all alerts that were ever raised. */
    Set<String> alertIds() {
        return transitions.keySet();
    }

    /** Every transition of an alert, in the order of publication. */
    List<DependenceAlert> transitions(String alertId) {
        return transitions.getOrDefault(alertId, List.of());
    }

    private Optional<DependenceAlert> last(String alertId) {
        List<DependenceAlert> life = transitions(alertId);
        return life.isEmpty() ? Optional.empty() : Optional.of(life.get(life.size() - 1));
    }

    private static void follows(Optional<DependenceAlert> before, DependenceAlert alert) {
        Severity was = before.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        Severity is = alert.getSeverity();
        assertThat(alert.getPreviousSeverity())
                .as("previous severity of %s", alert)
                .isEqualTo(was);
        assertThat(alert.getNumber())
                .as("number of %s", alert)
                .isEqualTo(before.map(DependenceAlert::getNumber).orElse(0L) + 1);
        boolean legal = switch (alert.getTransition()) {
            case RAISED -> was == Severity.NONE && is != Severity.NONE;
            case ESCALATED -> was == Severity.WARNING && is == Severity.CRITICAL;
            case EASED -> was == Severity.CRITICAL && is == Severity.WARNING;
            case RESOLVED -> was != Severity.NONE && is == Severity.NONE;
            case RESTATED ->
                before.isPresent() && !keysOf(alert.getFormerHistory()).equals(keysOf(alert.getHistory()));
        };
        assertThat(legal)
                .as("%s after %s in the life of %s", alert.getTransition(), was, alert)
                .isTrue();
        assertThat(alert.getSince() == null).as("since of %s", alert).isEqualTo(is == Severity.NONE);
        assertThat(alert.getCurrent()).as("current figure of %s", alert).isNull();
        assertThat(alert.getJudgedTo()).as("last month of %s", alert).isNull();
        assertThat(alert.getAgeMonths()).as("age of %s", alert).isNotNegative();
        boolean replaces = alert.getTransition() == Transition.RESTATED
                || !alert.getFormerHistory().isEmpty();
        assertThat(alert.getCause() != null).as("cause of %s", alert).isEqualTo(replaces);
    }

    /** What a subscriber does with a transition: it replaces the former entries, or adds one. */
    private void apply(DependenceAlert alert) {
        NavigableMap<String, HistoryEntry> history =
                histories.computeIfAbsent(alert.getAlertId(), id -> new TreeMap<>());
        if (alert.getCause() == null) {
            assertThat(history.isEmpty() || history.lastKey().compareTo(alert.getAsOf()) < 0)
                    .as("%s after %s", alert, history)
                    .isTrue();
            history.put(
                    alert.getAsOf(),
                    new HistoryEntry(
                            alert.getAsOf(), alert.getTransition(), alert.getSeverity(), alert.getObserved(), null));
        } else {
            alert.getFormerHistory()
                    .forEach(former -> assertThat(keyOf(history.remove(former.getAsOf())))
                            .as("former history of %s", alert)
                            .isEqualTo(keyOf(former)));
            alert.getHistory()
                    .forEach(entry -> assertThat(history.put(entry.getAsOf(), entry))
                            .as("history of %s", alert)
                            .isNull());
        }
        HistoryEntry newest = history.isEmpty() ? null : history.lastEntry().getValue();
        assertThat(newest == null ? Severity.NONE : newest.getSeverity())
                .as("severity of %s", alert)
                .isEqualTo(alert.getSeverity());
        if (alert.getSeverity() != Severity.NONE) {
            assertThat(alert.getSince()).as("since of %s", alert).isEqualTo(newest.getAsOf());
        }
    }

    private static List<String> keysOf(Collection<HistoryEntry> entries) {
        return entries.stream().map(AlertLives::keyOf).toList();
    }

    /** What a later figure does not change. */
    private static String keyOf(HistoryEntry entry) {
        return entry == null ? "none" : entry.getAsOf() + " " + entry.getTransition() + " " + entry.getSeverity();
    }

    /** A status is the last transition with the history of all of them. */
    private void sums(DependenceAlert status) {
        DependenceAlert transition = last(status.getAlertId()).orElseThrow();
        assertThat(DependenceAlert.newBuilder(status)
                        .setPolicyVersion(transition.getPolicyVersion())
                        .setHistory(transition.getHistory())
                        .setCurrent(null)
                        .setJudgedTo(null)
                        .setJudgedBy("")
                        .build())
                .isEqualTo(transition);
        NavigableMap<String, HistoryEntry> history = histories.get(status.getAlertId());
        List<HistoryEntry> standing = status.getHistory();
        if (standing.isEmpty() && status.getSeverity() == Severity.NONE) {
            // Without a transition: the policy of a resolved alert has ended, or the horizon has passed it.
            history.clear();
        } else if (!standing.isEmpty()) {
            // The horizon has passed the episodes before.
            history.headMap(standing.get(0).getAsOf()).clear();
        }
        assertThat(keysOf(standing)).as("history of %s", status.getAlertId()).isEqualTo(keysOf(history.values()));
    }

    private static void quotes(DependenceAlert alert, Map<String, MineralShares> published) {
        MineralShares shares = alert.getAsOf() == null
                ? null
                : published.get("%s/%s/%s@%s"
                        .formatted(alert.getDataset(), alert.getReporter(), alert.getMineral(), alert.getAsOf()));
        if (shares == null) {
            assertThat(alert.getTotalValueCents()).as("total of %s", alert).isZero();
            assertThat(alert.getTotalWeightGrams()).as("weight of %s", alert).isNull();
            assertThat(alert.getSuppliers()).as("suppliers of %s", alert).isEmpty();
            assertThat(alert.getAlternatives()).as("alternatives of %s", alert).isEmpty();
            return;
        }
        assertThat(alert.getTotalValueCents()).as("total of %s", alert).isEqualTo(shares.getTotalValueCents());
        assertThat(alert.getTotalWeightGrams()).as("weight of %s", alert).isEqualTo(shares.getTotalWeightGrams());
        if (shares.getCountries().stream().anyMatch(share -> share.getCountry().equals(alert.getReporter()))) {
            // How much of the supply has a weight is not published.
            quotesSupply(alert, shares);
            return;
        }
        // Without weights, or with unit values far off the median, the shares are by value.
        double coverage = alert.getMeasure() == Measure.CONTAINED_WEIGHT
                ? shares.getContainedCoverage()
                : shares.getWeightCoverage();
        Measure measure = coverage < 0.95 || shares.getMarkedWeightPart() > 0.05 ? Measure.VALUE : alert.getMeasure();
        List<Supplier> expected = shares.getCountries().stream()
                .filter(share -> !share.getCountry().equals("XX"))
                .filter(share -> measure == Measure.VALUE || share.getWeightGrams() != null)
                .map(share -> supplier(share, measure))
                .sorted(Comparator.comparingDouble(Supplier::getShare)
                        .reversed()
                        .thenComparing(Supplier::getCountry))
                .limit(5)
                .toList();
        assertThat(alert.getSuppliers())
                .as("suppliers of %s", alert)
                // The change is one of the supply: goods may have been returned a year before.
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                        "blocs", "specificData", "schema", "shareChange")
                .isEqualTo(expected);
        quotesChanges(alert, shares);
        if (alert.getTransition() != Transition.RESOLVED
                && alert.getMetric() == Metric.SHARE
                && alert.getObserved() != null
                && alert.getSubject().length() == 2) {
            expected.stream()
                    .filter(supplier -> supplier.getCountry().equals(alert.getSubject()))
                    .forEach(supplier -> assertThat(alert.getObserved())
                            .as("observed of %s", alert)
                            .isEqualTo(100 * supplier.getShare(), within(1e-9)));
        }
    }

    /**
     * Changes of shares are those of the published shares, but for goods that were returned a year before: these are in the
     * total, and not in the supply. So all shares of that time differ by the same factor.
     */
    private static void quotesChanges(DependenceAlert alert, MineralShares shares) {
        Map<String, CountryShare> byCountry =
                shares.getCountries().stream().collect(Collectors.toMap(CountryShare::getCountry, Function.identity()));
        double factor = 0;
        for (Supplier supplier : alert.getSuppliers()) {
            CountryShare share = byCountry.get(supplier.getCountry());
            if (share.getValueShareChange() == null) {
                assertThat(supplier.getShareChange()).as("change in %s", alert).isNull();
                continue;
            }
            double beforeOfTotal = share.getValueShare() - share.getValueShareChange();
            double beforeOfSupply = share.getValueShare() - supplier.getShareChange();
            if (beforeOfTotal < 1e-9) {
                assertThat(beforeOfSupply).as("change in %s", alert).isEqualTo(0, within(1e-9));
                continue;
            }
            factor = factor == 0 ? beforeOfSupply / beforeOfTotal : factor;
            assertThat(factor).as("change in %s", alert).isGreaterThan(1 - 1e-9);
            assertThat(beforeOfSupply).as("change in %s", alert).isEqualTo(factor * beforeOfTotal, within(1e-9));
        }
    }

    private static void quotesSupply(DependenceAlert alert, MineralShares shares) {
        assertThat(alert.getSuppliers())
                .as("suppliers of %s", alert)
                .extracting(Supplier::getCountry)
                .doesNotContain("XX", alert.getReporter());
        if (alert.getMeasure() == Measure.VALUE && shares.getTopCountry() != null) {
            Supplier top = alert.getSuppliers().get(0);
            assertThat(top.getShare()).as("top supplier of %s", alert).isEqualTo(shares.getTopShare());
            assertThat(top.getCountry()).as("top supplier of %s", alert).isEqualTo(shares.getTopCountry());
        }
    }

    private static Supplier supplier(CountryShare share, Measure measure) {
        return Supplier.newBuilder()
                .setCountry(share.getCountry())
                .setValueCents(share.getValueCents())
                .setShare(
                        switch (measure) {
                            case VALUE -> share.getValueShare();
                            case WEIGHT -> share.getWeightShare();
                            case CONTAINED_WEIGHT -> share.getContainedShare() == null ? 0 : share.getContainedShare();
                        })
                .setBlocs(List.of())
                .build();
    }
}
