package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.Severity;

/** A year that is mistyped in one row, and its correction: history and alerts are those without the slip. */
class MistypedPeriodTest {

    private static final String COBALT = "8105200000";
    private static final String BOOK = "nickel-file/US/bismuth@";
    private static final String BISMUTH = "810610";

    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static CustomsImport.Builder row(String origin, String code, String year, long usd) {
        return TopologyRig.line(1, origin, code, year, usd).setDataset("nickel-file");
    }

    private void complete(String year) {
        rig.publish(
                "nickel-file/US@" + year,
                new PeriodComplete("nickel-file", "US", year, TopologyRig.NOW, PeriodState.COMPLETE));
    }

    private void history() {
        Policies.initial().forEach(policy -> rig.policies.pipeInput(policy.getId(), policy));
        for (int year = 2010; year <= 2016; year++) {
            rig.publish("CN" + year, row("CN", BISMUTH, "" + year, 7_000_000).build());
            rig.publish("FI" + year, row("FI", BISMUTH, "" + year, 3_000_000).build());
            complete("" + year);
        }
        rig.settle();
    }

    private Map<String, Severity> severities() {
        Map<String, Severity> severities = new TreeMap<>();
        rig.statuses().values().stream()
                .filter(alert -> alert.getSeverity() != Severity.NONE)
                .forEach(alert -> severities.put(alert.getAlertId() + " " + alert.getSince(), alert.getSeverity()));
        return severities;
    }

    @Test
    void aCorrectionOfTheYearRestoresHistoryAndAlerts() {
        history();
        Map<String, MineralShares> shares = new TreeMap<>(rig.publishedShares());
        Map<String, Severity> alerts = severities();
        assertThat(alerts).isNotEmpty();

        rig.publish("slip", row("CN", COBALT, "2025", 500).build());
        complete("2025");
        rig.settle();
        // The book without records since 2016 is stale while the reporter's newest year is 2025.
        assertThat(rig.publishedShares().get(BOOK + "2016-12").getStale()).isTrue();
        assertThat(rig.publishedShares()).containsKeys(BOOK + "2010-12", "nickel-file/US/cobalt@2025-12");
        assertThat(severities()).isEmpty();
        rig.publish("slip", row("CN", COBALT, "2016", 500).setRevision(2).build());
        rig.settle();

        assertThat(severities()).isEqualTo(alerts);
        assertThat(rig.publishedShares()).doesNotContainKey("nickel-file/US/cobalt@2025-12");
        shares.forEach((key, before) ->
                assertThat(rig.publishedShares().get(key)).as(key).isEqualTo(before));
        assertThat(rig.publishedShares().get(BOOK + "2016-12").getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueShare)
                .containsExactly(tuple("CN", 0.7), tuple("FI", 0.3));
    }

    @Test
    void aYearThatIsNotOverIsProvisionalAndRaisesNoAlert() {
        Policies.initial().forEach(policy -> rig.policies.pipeInput(policy.getId(), policy));
        rig.publish("a", row("CN", BISMUTH, "2025", 7_000_000).build());
        complete("2025");
        rig.publish("b", row("FI", BISMUTH, "2026", 7_000_000).build());
        complete("2026");
        rig.settle();

        assertThat(rig.rejected.readRecordsToList()).hasSize(1);
        assertThat(rig.publishedShares().get(BOOK + "2025-12").getComplete()).isTrue();
        assertThat(rig.publishedShares().get(BOOK + "2026-12").getComplete()).isFalse();
        assertThat(rig.statuses().values()).extracting(DependenceAlert::getAsOf).containsOnly("2025-12");
    }
}
