package org.lodewatch.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
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

    private static Screen wide(int width) {
        PrintWriter out = new PrintWriter(new StringWriter());
        return new Screen(out, out, false, false, width, 50);
    }

    private static String open(DependenceAlert.Builder alert, int width) {
        return AlertText.open(new DatedAlert(Instant.EPOCH, alert.build()), Catalogue.bundled(), wide(width));
    }

    @Test
    void anOpenAlertHasTheMonthSinceWhenAndTheNewestFigureWithItsMonth() {
        DependenceAlert.Builder alert = DependenceAlert.newBuilder(alert("China supplied 70.0 % ($20.0 M): above."))
                .setSince("2024-12")
                .setCurrent(new CurrentFigure("2025-09", 81.25, 1L));

        assertThat(open(alert, 500))
                .isEqualTo("1970-01-01 00:00Z  critical  since 2024-12  now 81.3 % in 2025-09   eurostat          China"
                        + " supplied 70.0 % ($20.0 M): above.");
        assertThat(open(alert, 110)).endsWith("since 2024-12  now 81.3 % in 2025-09   China supplied 70.0 % ($20.0 M)");
        assertThat(open(alert, 79)).isEqualTo("critical  since 2024-12  now 81.3 % in 2025-09   DR Congo: cobalt (p)");
        assertThat(open(alert.setMetric(Metric.HHI).setCurrent(new CurrentFigure("2025-09", 5_548.8, 1L)), 500))
                .contains("  now 5,549 in 2025-09    eurostat");
        assertThat(open(alert.setCurrent(null), 500)).contains("since 2024-12                          eurostat");
    }

    @Test
    void aRestatementKeepsOldAndNewOnANarrowScreen() {
        String changed =
                "by corrected figures raised to critical 2024-11; published before: raised to critical 2024-12;"
                        + " policy p.";
        DependenceAlert restated = DependenceAlert.newBuilder(
                        alert("China supplied 70.0 % of it in 2024-12 ($20.0 M; HS6): " + changed))
                .setTransition(Transition.RESTATED)
                .build();
        AlertNotice notice = new AlertNotice(Catalogue.bundled(), List.of(new DatedAlert(Instant.EPOCH, restated)));

        assertThat(AlertText.undated(notice, wide(500)))
                .isEqualTo("critical  restated   eurostat          " + restated.getSentence());
        assertThat(AlertText.undated(notice, wide(176)))
                .endsWith("restated   China supplied 70.0 % of it in 2024-12: " + changed);
    }

    @Test
    void aHistoryHasALineForEachTransitionAndOneForThePresent() {
        DependenceAlert status = DependenceAlert.newBuilder(alert("s."))
                .setHistory(List.of(
                        new HistoryEntry("2006-12", Transition.RAISED, Severity.WARNING, 51.5, 64.94),
                        new HistoryEntry("2007-01", Transition.ESCALATED, Severity.CRITICAL, 70.0, 70.0),
                        new HistoryEntry("2008-12", Transition.RESOLVED, Severity.NONE, null, null),
                        new HistoryEntry("2024-12", Transition.RAISED, Severity.CRITICAL, 70.0, 81.25)))
                .setCurrent(new CurrentFigure("2025-09", 81.25, 1L))
                .build();

        assertThat(AlertHistoryText.lines(status, Catalogue.bundled(), wide(500)))
                .containsExactly(
                        "DR Congo: DE imports of cobalt (eurostat), policy p",
                        "  2006-12  warning   raised          51.5 %  highest 64.9 %",
                        "  2007-01  critical  escalated       70.0 %",
                        "  2008-12            resolved             -",
                        "  2024-12  critical  raised          70.0 %  highest 81.3 %",
                        "  2025-09  critical  now             81.3 %");
        assertThat(AlertHistoryText.lines(
                        DependenceAlert.newBuilder(status)
                                .setSeverity(Severity.NONE)
                                .setCurrent(null)
                                .build(),
                        Catalogue.bundled(),
                        wide(500)))
                .hasSize(5);
    }

    @Test
    void severitiesOfAHistoryAreColoured() {
        PrintWriter out = new PrintWriter(new StringWriter());
        Screen coloured = new Screen(out, out, false, true, 500, 50);
        DependenceAlert status = DependenceAlert.newBuilder(alert("s."))
                .setHistory(List.of(
                        new HistoryEntry("2007-01", Transition.RAISED, Severity.CRITICAL, 70.0, 70.0),
                        new HistoryEntry("2008-12", Transition.RESOLVED, Severity.NONE, 1.0, null)))
                .build();

        List<String> lines = AlertHistoryText.lines(status, Catalogue.bundled(), coloured);

        assertThat(lines.get(1)).contains(coloured.painted("critical  raised   ", Style.RED));
        assertThat(lines.get(2)).contains(coloured.painted("          resolved ", Style.GREEN));
    }

    @Test
    void figuresHaveTheUnitOfTheirMetric() {
        assertThat(PolicyFigure.text(Metric.UNPRODUCED_SHARE, 50.04)).isEqualTo("50.0 %");
        assertThat(PolicyFigure.text(Metric.HHI_GOVERNANCE, 28_041.76)).isEqualTo("28,042");
        assertThat(PolicyFigure.text(Metric.DETOUR, 20.54)).isEqualTo("20.5 points");
        assertThat(PolicyFigure.text(Metric.SHARE, OptionalDouble.empty())).isEqualTo("-");
    }
}
