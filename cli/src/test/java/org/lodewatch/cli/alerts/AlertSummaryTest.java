package org.lodewatch.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.DatedAlert;

/** What a summary of old transitions says. */
class AlertSummaryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:22:41Z");

    private static DependenceAlert.Builder alert(
            String subject, long number, String asOf, Transition transition, Severity before, Severity after) {
        return DependenceAlert.newBuilder()
                .setAlertId("single-source/us-census/US/nickel/" + subject)
                .setNumber(number)
                .setTransition(transition)
                .setSeverity(after)
                .setPreviousSeverity(before)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("nickel")
                .setSubject(subject)
                .setAsOf(asOf)
                .setAgeMonths(100)
                .setSince(after == Severity.NONE ? null : asOf)
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(NOW)
                .setSentence(subject + " " + asOf + ".");
    }

    private static AlertSummary summary(DependenceAlert.Builder... alerts) {
        return new AlertSummary(
                Catalogue.bundled(),
                List.of(alerts).stream()
                        .map(alert -> new DatedAlert(NOW, alert.build()))
                        .toList());
    }

    /** South Africa came and went, Australia stayed, and Canada has ended. */
    private static AlertSummary three() {
        return summary(
                alert("ZA", 1, "2006-12", Transition.RAISED, Severity.NONE, Severity.CRITICAL),
                alert("ZA", 2, "2008-12", Transition.RESOLVED, Severity.CRITICAL, Severity.NONE),
                alert("AU", 1, "2010-01", Transition.RAISED, Severity.NONE, Severity.WARNING),
                alert("AU", 2, "2011-02", Transition.ESCALATED, Severity.WARNING, Severity.CRITICAL),
                alert("CA", 7, "2012-03", Transition.RESOLVED, Severity.WARNING, Severity.NONE));
    }

    @Test
    void itSaysHowManyOfWhatFromWhenToWhenAndWhatIsOpen() {
        assertThat(three().sentence())
                .isEqualTo(
                        "US imports of nickel (us-census): 5 transitions of 3 alerts of past months, 2006-12 to 2012-03,"
                                + " published together; open: Australia (policy single-source) critical since 2011-02; no longer open:"
                                + " Canada (policy single-source).");
        assertThat(summary(
                                alert("ZA", 1, "2006-12", Transition.RAISED, Severity.NONE, Severity.CRITICAL),
                                alert("ZA", 2, "2008-12", Transition.RESOLVED, Severity.CRITICAL, Severity.NONE))
                        .sentence())
                .endsWith(
                        "2 transitions of 1 alert of past months, 2006-12 to 2008-12, published together; none of them is"
                                + " open.");
    }

    @Test
    void thatOfASingleTransitionIsItsSentence() {
        assertThat(summary(alert("ZA", 1, "2006-12", Transition.RAISED, Severity.NONE, Severity.CRITICAL))
                        .sentence())
                .isEqualTo("ZA 2006-12.");
    }

    @Test
    void theMostSevereOpenAlertLeadsAndThoseWhoseSeverityHasChangedAreWithIt() {
        AlertSummary summary = three();

        assertThat(summary.lead().alert().getSubject()).isEqualTo("AU");
        assertThat(summary.lead().alert().getNumber()).isEqualTo(2);
        assertThat(summary.others())
                .extracting(dated -> dated.alert().getSubject())
                .containsExactly("CA");
        assertThat(summary(
                                alert("ZA", 1, "2006-12", Transition.RAISED, Severity.NONE, Severity.WARNING),
                                alert("ZA", 2, "2008-12", Transition.RESOLVED, Severity.WARNING, Severity.NONE),
                                alert("CA", 1, "2007-12", Transition.RAISED, Severity.NONE, Severity.WARNING),
                                alert("CA", 2, "2009-12", Transition.RESOLVED, Severity.WARNING, Severity.NONE))
                        .lead()
                        .alert()
                        .getAlertId())
                .endsWith("CA");
    }

    @Test
    void theMonthsOfARestatementAreThoseOfBothHistories() {
        AlertSummary summary = summary(
                alert("ZA", 3, "2024-12", Transition.RESTATED, Severity.NONE, Severity.NONE)
                        .setAgeMonths(12)
                        .setFormerHistory(List.of(
                                new HistoryEntry("2007-12", Transition.RAISED, Severity.CRITICAL, 70.0, 70.0),
                                new HistoryEntry("2023-12", Transition.RESOLVED, Severity.NONE, 7.0, null)))
                        .setHistory(List.of(
                                new HistoryEntry("2006-12", Transition.RAISED, Severity.CRITICAL, 70.0, 70.0),
                                new HistoryEntry("2008-12", Transition.RESOLVED, Severity.NONE, 7.0, null))),
                alert("CA", 1, "2009-12", Transition.RAISED, Severity.NONE, Severity.WARNING));

        assertThat(summary.months()).startsWith("2006-12").endsWith("2023-12");
    }

    @Test
    void manyOpenAlertsAreNotAllNamed() {
        AlertSummary many = summary(IntStream.range(0, 8)
                .mapToObj(month -> alert(
                        List.of("ZA", "AU", "CA", "CN", "RU", "NO", "FI", "BR").get(month),
                        1,
                        "2010-0" + (month + 1),
                        Transition.RAISED,
                        Severity.NONE,
                        Severity.WARNING))
                .toArray(DependenceAlert.Builder[]::new));

        assertThat(many.sentence())
                .contains("open: Brazil (policy single-source) warning since 2010-08, ")
                .endsWith(" and 3 more.");
    }

    @Test
    void itsDocumentIsThatOfTheLeadWithTheSentenceOfAllAndEveryAlertIsCounted() throws Exception {
        AlertSummary three = three();
        JsonNode json = new ObjectMapper().readTree(Json.line(SummaryJson.of(three)));

        assertThat(json.get("alertId").textValue()).isEqualTo("single-source/us-census/US/nickel/AU");
        assertThat(json.get("number").longValue()).isEqualTo(2);
        assertThat(json.get("severity").textValue()).isEqualTo("critical");
        assertThat(json.get("sentence").textValue()).isEqualTo(three.sentence());
        assertThat(json.get("summary").toString())
                .isEqualTo(
                        "{\"transitions\":5,\"from\":\"2006-12\",\"to\":\"2012-03\",\"alerts\":["
                                + "{\"alertId\":\"single-source/us-census/US/nickel/AU\",\"number\":2,\"severity\":\"critical\",\"since\":\"2011-02\"},"
                                + "{\"alertId\":\"single-source/us-census/US/nickel/CA\",\"number\":7,\"severity\":\"none\",\"since\":null},"
                                + "{\"alertId\":\"single-source/us-census/US/nickel/ZA\",\"number\":2,\"severity\":\"none\",\"since\":null}]}");
        assertThat(json.get("with")).hasSize(1);
        assertThat(json.get("with").get(0).get("sentence").textValue()).isEqualTo("CA 2012-03.");
    }

    @Test
    void itIsOneLineInTheColourOfWhatIsOpen() {
        PrintWriter out = new PrintWriter(new StringWriter());

        assertThat(AlertText.of(three(), Screen.plain(out, out)))
                .isEqualTo("2026-11-23 06:22Z  critical  summary    us-census         " + three().sentence());
        assertThat(AlertText.of(three(), new Screen(out, out, false, false, 100, 50)))
                .hasSize(100)
                .contains("summary    US imports of nickel")
                .endsWith("…");
    }

    @Test
    void transitionsAreDividedByBookAndTime() {
        DatedAlert nickel = new DatedAlert(
                NOW,
                alert("ZA", 1, "2006-12", Transition.RAISED, Severity.NONE, Severity.WARNING)
                        .build());
        DatedAlert cobalt = new DatedAlert(
                NOW,
                DependenceAlert.newBuilder(nickel.alert()).setMineral("cobalt").build());
        DatedAlert later = new DatedAlert(NOW.plusMillis(1), nickel.alert());

        assertThat(AlertSummary.publications(List.of(nickel, cobalt, nickel, later)))
                .containsExactly(List.of(nickel, nickel), List.of(cobalt), List.of(later));
    }
}
