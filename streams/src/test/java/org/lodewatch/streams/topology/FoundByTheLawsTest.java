package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/** Faults that the property tests found once, each as a short example. */
class FoundByTheLawsTest {

    private static final String BISMUTH_OXIDE = "810610";

    private final TopologyRig rig = new TopologyRig(TopologyRig.SIX_YEARS);

    @AfterEach
    void close() {
        rig.close();
    }

    private void line(String period) {
        rig.line("CN/" + period, 1, "CN", BISMUTH_OXIDE, period, 1_000_000);
    }

    @Test
    void aPolicyMayTurnFromABlocToAnyCountry() {
        DependencePolicy bloc = Policies.initial().get(1);
        rig.policies.pipeInput(bloc.getId(), bloc);
        for (int month = Months.of("2023-01"); month <= Months.of("2024-01"); month++) {
            line(Months.text(month));
        }
        rig.completeTo("2024-01");
        rig.settle();
        rig.newAlerts();

        rig.policies.pipeInput(
                bloc.getId(),
                DependencePolicy.newBuilder(bloc)
                        .setVersion(2)
                        .setSubject(SubjectKind.ANY_COUNTRY)
                        .setSubjectName(null)
                        .build());

        assertThat(rig.newAlerts())
                .extracting(DependenceAlert::getSubject, DependenceAlert::getTransition)
                .containsExactly(tuple("CN", Transition.RAISED), tuple("entities-of-concern", Transition.RESOLVED));
    }

    @Test
    void aChangeOfSharesIsRemovedWithTheWindowThatItIsComparedWith() {
        int first = Months.of(2018, 1);
        for (int month = first; month < first + 73; month++) {
            line(Months.text(month));
        }
        rig.settle();
        String yearLater = "us-census/US/bismuth@2020-01";
        assertThat(rig.publishedShares().get(yearLater).getCountries().get(0).getValueShareChange())
                .isZero();

        line(Months.text(first + 73));
        rig.settle();

        assertThat(rig.publishedShares()).doesNotContainKey("us-census/US/bismuth@2019-01");
        assertThat(rig.publishedShares().get(yearLater).getCountries().get(0).getValueShareChange())
                .isNull();
    }
}
