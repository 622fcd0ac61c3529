package org.lodewatch.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.DatedAlert;

class AlertTextTest {

    private static DependenceAlert alert(String sentence) {
        return DependenceAlert.newBuilder()
                .setAlertId("p/eurostat/DE/cobalt/CD")
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(Severity.CRITICAL)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("p")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("eurostat")
                .setReporter("DE")
                .setMineral("cobalt")
                .setSubject("CD")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence(sentence)
                .build();
    }

    private static String on(int width, String sentence) {
        PrintWriter out = new PrintWriter(new StringWriter());
        AlertNotice notice =
                new AlertNotice(Catalogue.bundled(), List.of(new DatedAlert(Instant.EPOCH, alert(sentence))));
        return AlertText.undated(notice, new Screen(out, out, false, false, width, 50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Congo (Kinshasa) supplied 70.0 % of DE imports of cobalt by value in 2024-12 ($20.0 M)",
                "Congo (Kinshasa) supplied 70.0 % of DE imports of cobalt by value in 2024-12 (EUR 20.0 M)",
                "Congo (Kinshasa): the figure cannot be computed in 2024-12 (EUR 8, without EUR 12 of returned goods)"
            })
    void aNarrowScreenLeavesOutThePolicy(String observation) {
        String sentence = observation + ": above the 65 % critical line of policy (single-source).";

        assertThat(on(500, sentence)).endsWith("eurostat          " + sentence);
        assertThat(on(140, sentence)).endsWith("eurostat          " + observation);
        assertThat(on(122, sentence)).endsWith("  " + observation).doesNotContain("eurostat");
    }

    @Test
    void aScreenThatIsTooNarrowForTheObservationCutsIt() {
        assertThat(on(60, "China supplied 70.0 % of DE imports of cobalt by value in 2024-12 ($20.0 M): above."))
                .hasSize(60)
                .endsWith("…");
    }
}
