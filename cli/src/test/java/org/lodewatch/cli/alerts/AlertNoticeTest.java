package org.lodewatch.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.DatedAlert;

/** Which transitions are one notice, and what it says. */
class AlertNoticeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:22:41Z");

    private static DependenceAlert.Builder alert(String policy, String subject, Severity severity) {
        return DependenceAlert.newBuilder()
                .setAlertId(policy + "/us-census/US/antimony/" + subject)
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId(policy)
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject(subject)
                .setObserved(68.25)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(NOW)
                .setSentence(
                        subject + " supplied 68.3 % in the 12 months to 2024-12 ($12.0 M): above the line of policy "
                                + policy + ".");
    }

    private static DatedAlert china() {
        return dated(alert("single-source", "CN", Severity.CRITICAL));
    }

    private static DatedAlert bloc() {
        return dated(alert("entities-of-concern", "entities-of-concern", Severity.CRITICAL));
    }

    private static DatedAlert dated(DependenceAlert.Builder alert) {
        return new DatedAlert(NOW, alert.build());
    }

    private static List<AlertNotice> notices(DatedAlert... alerts) {
        return AlertNotice.of(Catalogue.bundled(), List.of(alerts));
    }

    @Test
    void aCountryAndItsBlocAreOneNoticeThatNamesBoth() {
        List<AlertNotice> notices = notices(bloc(), china());

        assertThat(notices).hasSize(1);
        assertThat(notices.get(0).lead().alert().getSubject()).isEqualTo("CN");
        assertThat(notices.get(0).sentence())
                .isEqualTo("CN supplied 68.3 % in the 12 months to 2024-12 ($12.0 M): above the line of policy"
                        + " single-source; foreign entities of concern 68.3 %: above the line of policy"
                        + " entities-of-concern.");
    }

    @Test
    void theMostSevereLeads() {
        DatedAlert warning = dated(alert("single-source", "CN", Severity.WARNING));

        assertThat(notices(warning, bloc()).get(0).lead().alert().getSubject()).isEqualTo("entities-of-concern");
    }

    @Test
    void twoPoliciesOnOneCountryAreOneNotice() {
        DatedAlert dependence = dated(alert("effective-dependence", "CN", Severity.WARNING)
                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                .setObserved(45.0));

        assertThat(notices(dependence, china()))
                .singleElement()
                .satisfies(notice -> assertThat(notice.sentence())
                        .endsWith("; China 45.0 % of consumption: above the line of policy effective-dependence."));
    }

    @Test
    void aBoundStaysABoundInANoticeOfSeveral() {
        DependenceAlert.Builder atLeast = alert("effective-dependence", "CN", Severity.WARNING)
                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                .setObserved(45.0)
                .setSentence("China accounts for at least 45.0 % of US consumption ($12.0 M): above the line.");
        DependenceAlert.Builder atMost = alert("effective-dependence", "CN", Severity.WARNING)
                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                .setObserved(45.0)
                .setSentence("China accounts for at most 45.0 % of US consumption ($12.0 M): above the line.");

        assertThat(notices(china(), dated(atLeast)).get(0).sentence())
                .endsWith("; China at least 45.0 % of consumption: above the line.");
        assertThat(notices(china(), dated(atMost)).get(0).sentence())
                .endsWith("; China at most 45.0 % of consumption: above the line.");
    }

    @Test
    void anotherMeasureThanThatOfTheFirstIsNamed() {
        DatedAlert byWeight = dated(alert("entities-of-concern", "entities-of-concern", Severity.WARNING)
                .setMeasure(Measure.WEIGHT));
        DatedAlert contained = dated(alert("contained", "CN", Severity.WARNING).setMeasure(Measure.CONTAINED_WEIGHT));

        assertThat(notices(china(), byWeight).get(0).sentence())
                .contains("; foreign entities of concern 68.3 % by weight:");
        assertThat(notices(china(), contained).get(0).sentence()).contains("; China 68.3 % by contained weight:");
        assertThat(notices(china(), bloc()).get(0).sentence()).contains("; foreign entities of concern 68.3 %:");
    }

    @Test
    void aRemarkOnTheBookFollowsAllVerdicts() {
        DependenceAlert.Builder gone = alert("single-source", "CN", Severity.CRITICAL);
        gone.setSentence("CN supplied 2.2 % (2.3 M; partial): resolved; where the trade went: Belgium.");
        DependenceAlert.Builder bloc = alert("entities-of-concern", "entities-of-concern", Severity.CRITICAL);
        bloc.setSentence("They supplied 2.2 % ($2.3 M; partial): resolved, too; where the trade went: Belgium.");

        assertThat(notices(dated(gone), dated(bloc)).get(0).sentence())
                .isEqualTo(
                        "CN supplied 2.2 % (2.3 M; partial): resolved; foreign entities of concern 68.3 %: resolved, too;"
                                + " where the trade went: Belgium.");
    }

    @Test
    void aBlocJoinsSeveralOfItsMembers() {
        DatedAlert russia = dated(alert("single-source", "RU", Severity.WARNING));

        assertThat(notices(china(), russia)).hasSize(2);
        assertThat(notices(china(), russia, bloc()))
                .singleElement()
                .satisfies(notice -> assertThat(notice.alerts()).hasSize(3));
    }

    private static DependenceAlert.Builder restated(String policy, String subject, Severity before, Severity after) {
        return alert(policy, subject, after)
                .setTransition(Transition.RESTATED)
                .setPreviousSeverity(before)
                .setSentence(subject
                        + " supplied 68.3 % in the 12 months to 2024-12 ($12.0 M): by corrected figures no alert;"
                        + " published before: raised to a warning 2024-10; policy " + policy + ".");
    }

    @Test
    void restatementsOfACountryAndItsBlocAreOneNoticeThatSaysOldAndNewOfEach() {
        List<AlertNotice> notices = notices(
                dated(restated("entities-of-concern", "entities-of-concern", Severity.WARNING, Severity.CRITICAL)),
                dated(restated("single-source", "CN", Severity.CRITICAL, Severity.NONE)));

        assertThat(notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice.sentence())
                        .isEqualTo(
                                "CN supplied 68.3 % in the 12 months to 2024-12 ($12.0 M): by corrected figures no alert;"
                                        + " published before: raised to a warning 2024-10; policy single-source; foreign entities of"
                                        + " concern 68.3 %: by corrected figures no alert; published before: raised to a warning"
                                        + " 2024-10; policy entities-of-concern."));
    }

    @Test
    void aRestatementAndWhatHappenedInTheSameWindowStayApart() {
        DatedAlert restated = dated(restated("single-source", "CN", Severity.NONE, Severity.NONE));
        DatedAlert raised =
                dated(alert("single-source", "CN", Severity.CRITICAL).setNumber(2));

        assertThat(notices(restated, raised, bloc()))
                .extracting(notice -> notice.alerts().size())
                .containsExactly(1, 2);
    }

    @Test
    void theMonthsOfAFileThatBringsSeveralArePairedMonthByMonth() {
        DatedAlert[] alerts = new DatedAlert[6];
        for (int month = 0; month < 3; month++) {
            String asOf = "2024-1" + month;
            alerts[month] = dated(alert("single-source", "CN", Severity.CRITICAL)
                    .setAsOf(asOf)
                    .setNumber(month + 1));
            alerts[3 + month] = dated(alert("entities-of-concern", "entities-of-concern", Severity.CRITICAL)
                    .setAsOf(asOf)
                    .setNumber(month + 1));
        }

        assertThat(notices(alerts))
                .hasSize(3)
                .allSatisfy(notice -> assertThat(notice.alerts())
                        .hasSize(2)
                        .extracting(dated -> dated.alert().getAsOf())
                        .containsOnly(notice.lead().alert().getAsOf()));
    }

    @Test
    void aWindowThatIsNotJudgedNamesTheSubjectOnce() {
        DependenceAlert.Builder country = alert("single-source", "CN", Severity.NONE)
                .setObserved(null)
                .setSentence(
                        "China: policy single-source does not judge US imports of antimony in the 12 months to 2024-12"
                                + " (HS6), because acme has no record of it in the last two periods.");
        DependenceAlert.Builder bloc = alert("entities-of-concern", "entities-of-concern", Severity.NONE)
                .setObserved(null)
                .setSentence(
                        "Foreign entities of concern: policy entities-of-concern does not judge US imports of antimony in"
                                + " the 12 months to 2024-12 (HS6), because acme has no record of it in the last two periods.");

        assertThat(notices(dated(country), dated(bloc)).get(0).sentence())
                .endsWith(
                        "; foreign entities of concern: policy entities-of-concern does not judge US imports of antimony in"
                                + " the 12 months to 2024-12 (HS6), because acme has no record of it in the last two periods.");
    }

    @Test
    void whatDoesNotBelongTogetherStaysApart() {
        DatedAlert outside = dated(alert("single-source", "BE", Severity.WARNING));
        DatedAlert otherBook =
                dated(alert("single-source", "CN", Severity.WARNING).setMineral("gallium"));
        DatedAlert otherMonth =
                dated(alert("single-source", "CN", Severity.WARNING).setAsOf("2024-11"));
        DatedAlert later = new DatedAlert(NOW.plusMillis(1), china().alert());
        DatedAlert next = dated(alert("entities-of-concern", "entities-of-concern", Severity.NONE)
                .setNumber(2));

        for (DatedAlert other : List.of(outside, otherBook, otherMonth, later, next)) {
            assertThat(notices(bloc(), other)).hasSize(2);
        }
    }
}
