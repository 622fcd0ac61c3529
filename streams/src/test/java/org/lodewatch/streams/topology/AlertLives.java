package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;

/** The lives of all alerts as a subscriber hears them, each transition checked as it comes in. */
final class AlertLives {

    private final Map<String, DependenceAlert> last = new HashMap<>();

    /** Hears what has been told since it listened last, beside the shares as they stand then. */
    void listen(TopologyRig rig) {
        Map<String, MineralShares> picture = rig.picture();
        for (DependenceAlert told : rig.newAlerts()) {
            follows(Optional.ofNullable(last.put(told.getAlertId(), told)), told);
            quotes(told, picture);
        }
    }

    /** The last transition of every alert. */
    Map<String, DependenceAlert> last() {
        return last;
    }

    private static void follows(Optional<DependenceAlert> before, DependenceAlert told) {
        Severity was = before.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        Severity is = told.getSeverity();
        assertThat(told.getPreviousSeverity())
                .as("previous severity of %s", told)
                .isEqualTo(was);
        assertThat(told.getNumber())
                .as("number of %s", told)
                .isEqualTo(before.map(DependenceAlert::getNumber).orElse(0L) + 1);
        boolean legal = switch (told.getTransition()) {
            case RAISED -> was == Severity.NONE && is != Severity.NONE;
            case ESCALATED -> was == Severity.WARNING && is == Severity.CRITICAL;
            case EASED -> was == Severity.CRITICAL && is == Severity.WARNING;
            case RESOLVED -> was != Severity.NONE && is == Severity.NONE;
            case RESTATED ->
                was != Severity.NONE
                        && is == was
                        && !told.getSince().equals(before.orElseThrow().getSince());
        };
        assertThat(legal)
                .as("%s after %s in the life of %s", told.getTransition(), was, told)
                .isTrue();
        assertThat(told.getSince() == null).as("since of %s", told).isEqualTo(is == Severity.NONE);
    }

    private static void quotes(DependenceAlert told, Map<String, MineralShares> picture) {
        MineralShares shares = told.getAsOf() == null
                ? null
                : picture.get("%s/%s/%s@%s"
                        .formatted(told.getDataset(), told.getReporter(), told.getMineral(), told.getAsOf()));
        if (shares == null) {
            assertThat(told.getTotalValueCents()).as("total of %s", told).isZero();
            assertThat(told.getTotalWeightGrams()).as("weight of %s", told).isNull();
            assertThat(told.getSuppliers()).as("suppliers of %s", told).isEmpty();
            assertThat(told.getAlternatives()).as("alternatives of %s", told).isEmpty();
            return;
        }
        assertThat(told.getTotalValueCents()).as("total of %s", told).isEqualTo(shares.getTotalValueCents());
        assertThat(told.getTotalWeightGrams()).as("weight of %s", told).isEqualTo(shares.getTotalWeightGrams());
        List<Supplier> expected = shares.getCountries().stream()
                .filter(share -> !share.getCountry().equals("XX"))
                .filter(share -> told.getMeasure() == Measure.VALUE
                        || shares.getWeightCoverage() < 0.95
                        || share.getWeightShare() != null)
                .map(share -> supplier(share, told.getMeasure()))
                .sorted(Comparator.comparingDouble(Supplier::getShare)
                        .reversed()
                        .thenComparing(Supplier::getCountry))
                .limit(5)
                .toList();
        assertThat(told.getSuppliers())
                .as("suppliers of %s", told)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("blocs", "specificData", "schema")
                .isEqualTo(expected);
        if (told.getTransition() != Transition.RESOLVED
                && told.getMetric() == Metric.SHARE
                && told.getObserved() != null
                && told.getSubject().length() == 2) {
            expected.stream()
                    .filter(supplier -> supplier.getCountry().equals(told.getSubject()))
                    .forEach(supplier -> assertThat(told.getObserved())
                            .as("observed of %s", told)
                            .isEqualTo(100 * supplier.getShare(), within(1e-9)));
        }
    }

    private static Supplier supplier(CountryShare share, Measure measure) {
        return Supplier.newBuilder()
                .setCountry(share.getCountry())
                .setValueCents(share.getValueCents())
                .setShare(
                        measure == Measure.WEIGHT && share.getWeightShare() != null
                                ? share.getWeightShare()
                                : share.getValueShare())
                .setShareChange(share.getValueShareChange())
                .setBlocs(List.of())
                .build();
    }
}
