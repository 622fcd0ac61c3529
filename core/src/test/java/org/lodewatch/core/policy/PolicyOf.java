package org.lodewatch.core.policy;

import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/** Policies for tests: warning at 50, critical at 65, margin 3 by default. */
final class PolicyOf {

    private PolicyOf() {}

    static DependencePolicy.Builder anyCountry() {
        return DependencePolicy.newBuilder()
                .setId("single-source")
                .setVersion(1)
                .setSubject(SubjectKind.ANY_COUNTRY)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65)
                .setClearMargin(3);
    }

    static DependencePolicy.Builder country(String alpha2) {
        return anyCountry().setSubject(SubjectKind.COUNTRY).setSubjectName(alpha2);
    }

    static DependencePolicy.Builder bloc(String id) {
        return anyCountry().setSubject(SubjectKind.BLOC).setSubjectName(id);
    }

    static DependencePolicy.Builder market() {
        return anyCountry()
                .setSubject(SubjectKind.MARKET)
                .setMetric(Metric.HHI)
                .setWarning(2500)
                .setCritical(5000)
                .setClearMargin(100);
    }
}
