package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/** Records in, shares and alerts out: the contract of each step of the topology, tested from outside. */
class DependenceTopologyTest {

    private static final String BISMUTH_OXIDE = "810610";

    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void aYearOfBismuth(String origin, long usdAMonth) {
        for (int month = 1; month <= 12; month++) {
            String period = "2024-%02d".formatted(month);
            rig.line(BISMUTH_OXIDE + "/" + origin + "/" + period, 1, origin, BISMUTH_OXIDE, period, usdAMonth);
        }
    }

    private void completeTheYear() {
        rig.completeTo("2024-12");
    }

    @Test
    void aYearOfRecordsGivesTheShareOfEveryCountry() {
        aYearOfBismuth("CN", 600_000);
        aYearOfBismuth("BE", 300_000);
        aYearOfBismuth("XX", 100_000);
        completeTheYear();

        rig.settle();

        MineralShares shares = rig.publishedShares().get("us-census/US/bismuth@2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(1_200_000_000L);
        assertThat(shares.getTopCountry()).isEqualTo("CN");
        assertThat(shares.getTopShare()).isEqualTo(0.6);
        assertThat(shares.getHhi()).isEqualTo(3600.0 + 900.0);
        assertThat(shares.getComplete()).isTrue();
        assertThat(shares.getCoveredMonths()).isEqualTo(12);
        assertThat(shares.getRecords()).isEqualTo(36);
        assertThat(rig.publishedShares()).hasSize(12);
    }

    @Test
    void aMonthThatAFeedHasAnnouncedAndNotDeclaredRaisesNoAlert() {
        Policies.initial().forEach(rig::policy);
        for (int month = 1; month <= 12; month++) {
            String period = "2024-%02d".formatted(month);
            rig.publish(
                    "CN" + period,
                    TopologyRig.line(1, "CN", BISMUTH_OXIDE, period, 700_000)
                            .setCompletionFollows(true)
                            .build());
        }
        rig.line("later", 1, "BE", BISMUTH_OXIDE, "2025-01", 5_000_000);

        rig.settle();

        assertThat(rig.publishedShares().get("us-census/US/bismuth@2024-12").getComplete())
                .isFalse();
        assertThat(rig.newAlerts()).isEmpty();
    }

    @Test
    void aPolicyInForceRaisesAnAlertWithItsFigures() {
        Policies.initial().forEach(policy -> rig.policies.pipeInput(policy.getId(), policy));
        aYearOfBismuth("CN", 700_000);
        aYearOfBismuth("BE", 300_000);
        completeTheYear();

        rig.settle();

        List<DependenceAlert> alerts = rig.newAlerts();
        assertThat(alerts)
                .extracting(DependenceAlert::getAlertId)
                .containsExactly(
                        "effective-dependence/us-census/US/bismuth/CN",
                        "entities-of-concern/us-census/US/bismuth/entities-of-concern",
                        "single-source/us-census/US/bismuth/CN");
        DependenceAlert alert = alerts.get(2);
        assertThat(alert.getTransition()).isEqualTo(Transition.RAISED);
        assertThat(alert.getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.getNumber()).isEqualTo(1);
        assertThat(alert.getSentence())
                .isEqualTo(
                        "China supplied 70.0 % of US imports of bismuth by value in the 12 months to 2024-12 ($12.0 M):"
                                + " above the 65 % critical line of policy single-source.");
        DependenceAlert status = rig.statuses().get(alert.getAlertId());
        assertThat(status.getHistory())
                .containsExactly(
                        new HistoryEntry("2024-12", Transition.RAISED, Severity.CRITICAL, alert.getObserved(), 70.0));
        assertThat(status.getCurrent()).isEqualTo(new CurrentFigure("2024-12", 70.0, 1_200_000_000L));
        assertThat(status.getJudgedTo()).isEqualTo("2024-12");
        assertThat(rig.statuses()).hasSize(3);
    }

    /**
     * The described topology, as operators see it in metrics and in Kafka Streams' own logs.
     *
     * <p>If this fails because the topology was meant to change, put what the failure shows as actual into {@code
     * dependence-topology.txt}, and write in the changelog what it means for a running instance: a store or a
     * subtopology under another name or number starts empty, so such a change needs {@code lodewatch reset}.
     */
    @Test
    void theTopologyIsTheOneInTheGoldenFile() throws IOException {
        String described =
                DependenceTopology.build(TopologyRig.parameters()).describe().toString();

        try (InputStream golden = getClass().getResourceAsStream("dependence-topology.txt")) {
            assertThat(described.strip()).isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
        }
    }
}
