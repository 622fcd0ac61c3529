package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/** Policies that are valid but select nothing, or whose lines have another unit. */
class KnownNamesTest {

    private static final KnownNames NAMES = new KnownNames(Catalogue.bundled(), Set.of("us-census", "eu-imports"));

    private static List<String> doubts(UnaryOperator<DependencePolicy.Builder> change) {
        return doubts(NAMES, change);
    }

    private static List<String> doubts(KnownNames names, UnaryOperator<DependencePolicy.Builder> change) {
        DependencePolicy.Builder policy = DependencePolicy.newBuilder()
                .setId("watch")
                .setVersion(1)
                .setSubject(SubjectKind.ANY_COUNTRY)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65);
        return names.doubts(change.apply(policy).build());
    }

    @Test
    void theInitialPoliciesRaiseNoDoubt() {
        Policies.initial().forEach(policy -> assertThat(NAMES.doubts(policy)).isEmpty());
    }

    @Test
    void aMistypedMineralHasItsNearestName() {
        assertThat(doubts(policy -> policy.setMineral("cobolt")))
                .containsExactly("mineral: 'cobolt' matches no mineral; nearest: cobalt");
        assertThat(doubts(policy -> policy.setMineral("Cobalt")))
                .containsExactly("mineral: 'Cobalt' matches no mineral; nearest: cobalt");
        assertThat(doubts(policy -> policy.setMineral("cob*"))).isEmpty();
        assertThat(doubts(policy -> policy.setMineral("x*"))).hasSize(1);
    }

    @Test
    void aFormIsSelectedByTheIdOfItsBook() {
        assertThat(doubts(policy -> policy.setMineral("titanium-sponge"))).isEmpty();
        assertThat(doubts(policy -> policy.setMineral("*-ore"))).isEmpty();
        assertThat(doubts(policy -> policy.setMineral("lithium-carbonat")))
                .containsExactly("mineral: 'lithium-carbonat' matches no mineral; nearest: lithium-carbonate");
        assertThat(doubts(policy -> policy.setMineral("copper-refined")))
                .containsExactly("mineral: 'copper-refined' matches no mineral; nearest: copper");
    }

    @Test
    void aMineralByItsSymbolOrNameHasItsId() {
        assertThat(doubts(policy -> policy.setMineral("Sb")))
                .containsExactly("mineral: 'Sb' matches no mineral; nearest: antimony");
        assertThat(doubts(policy -> policy.setMineral("lithium carbonate")))
                .containsExactly("mineral: 'lithium carbonate' matches no mineral; nearest: lithium-carbonate");
    }

    @Test
    void aMineralWithoutCodesHasTheBookThatHoldsItsTrade() {
        assertThat(doubts(policy -> policy.setMineral("yttrium")))
                .containsExactly(
                        "mineral: 'yttrium' matches no mineral that has commodity codes; nearest: rare-earths");
        assertThat(doubts(policy -> policy.setMineral("cesium")))
                .containsExactly("mineral: 'cesium' matches no mineral that has commodity codes");
    }

    @Test
    void theIndexWeightedByGovernanceIsInPoints() {
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.MARKET)
                        .setMetric(Metric.HHI_GOVERNANCE)
                        .setWarning(25)
                        .setCritical(50)))
                .singleElement()
                .asString()
                .startsWith("warning 25 and critical 50: the unit is points");
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.MARKET)
                        .setMetric(Metric.HHI_GOVERNANCE)
                        .setWarning(15_000)
                        .setCritical(30_000)))
                .isEmpty();
    }

    @Test
    void aReporterByAnotherCodeOrNameHasItsAlpha2Code() {
        assertThat(doubts(policy -> policy.setReporter("USA")))
                .containsExactly("reporter: 'USA' matches no country; nearest: US");
        assertThat(doubts(policy -> policy.setReporter("Germany")))
                .containsExactly("reporter: 'Germany' matches no country; nearest: DE");
        assertThat(doubts(policy -> policy.setReporter("U?"))).isEmpty();
    }

    @Test
    void aDatasetIsComparedWithThoseThatArePublished() {
        assertThat(doubts(policy -> policy.setDataset("us-cencus")))
                .containsExactly("dataset: 'us-cencus' matches no published dataset; nearest: us-census");
        assertThat(doubts(policy -> policy.setDataset("eu-*"))).isEmpty();
        assertThat(doubts(new KnownNames(Catalogue.bundled(), Set.of()), policy -> policy.setDataset("us-cencus")))
                .isEmpty();
    }

    @Test
    void aCountryAndABlocMustBeInTheCatalogue() {
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.COUNTRY).setSubjectName("UK")))
                .singleElement()
                .asString()
                .startsWith("subjectName: 'UK' matches no country");
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.BLOC).setSubjectName("eu28")))
                .singleElement()
                .asString()
                .isEqualTo("subjectName: 'eu28' matches no bloc; nearest: eu27");
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.COUNTRY).setSubjectName("CN")))
                .isEmpty();
    }

    @Test
    void linesThatLookLikeFractionsHaveTheirPercentage() {
        assertThat(doubts(policy -> policy.setWarning(0.5).setCritical(0.65)))
                .containsExactly(
                        "warning 0.5 and critical 0.65 look like fractions: the unit is percent; nearest: 50 and 65");
        assertThat(doubts(policy -> policy.setWarning(0.5).setCritical(65))).hasSize(1);
        assertThat(doubts(policy -> policy.setWarning(1).setCritical(2))).isEmpty();
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.MARKET)
                        .setMetric(Metric.HHI)
                        .setWarning(25)
                        .setCritical(50)))
                .singleElement()
                .asString()
                .contains("points from 0 to 10,000");
        assertThat(doubts(policy -> policy.setSubject(SubjectKind.MARKET)
                        .setMetric(Metric.HHI)
                        .setWarning(2500)
                        .setCritical(5000)))
                .isEmpty();
    }
}
