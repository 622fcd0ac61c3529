package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

class PoliciesTest {

    private static final BookKey ANTIMONY = new BookKey("us-census", "US", "antimony");

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    static Stream<DependencePolicy.Builder> validPolicies() {
        return Stream.of(
                PolicyOf.anyCountry(),
                PolicyOf.country("CN"),
                PolicyOf.bloc("entities-of-concern"),
                PolicyOf.market(),
                PolicyOf.market().setWarning(10_000).setCritical(10_000),
                PolicyOf.anyCountry().setWarning(100).setCritical(100).setClearMargin(99.9),
                PolicyOf.anyCountry().setWarning(0.1).setClearMargin(0),
                PolicyOf.anyCountry().setMetric(Metric.EFFECTIVE_DEPENDENCE),
                PolicyOf.anyCountry().setDwellMonths(60).setMinimumValueCents(Long.MAX_VALUE),
                PolicyOf.anyCountry()
                        .setId("a")
                        .setDataset("us-*")
                        .setReporter("?S")
                        .setMineral("rare-*"),
                PolicyOf.anyCountry().setId("a".repeat(63)));
    }

    static Stream<Arguments> faultyPolicies() {
        return Stream.of(
                arguments(PolicyOf.anyCountry().setId(""), "id ''"),
                arguments(PolicyOf.anyCountry().setId("Single"), "id 'Single'"),
                arguments(PolicyOf.anyCountry().setId("a/b"), "id 'a/b'"),
                arguments(PolicyOf.anyCountry().setId("a".repeat(64)), "at most 63"),
                arguments(PolicyOf.anyCountry().setVersion(0), "version 0"),
                arguments(PolicyOf.anyCountry().setDataset(""), "dataset ''"),
                arguments(PolicyOf.anyCountry().setReporter("U/S"), "reporter 'U/S'"),
                arguments(PolicyOf.anyCountry().setMineral("rare earths"), "mineral 'rare earths'"),
                arguments(PolicyOf.anyCountry().setWarning(0), "warning 0.0"),
                arguments(PolicyOf.anyCountry().setWarning(Double.NaN), "warning NaN"),
                arguments(PolicyOf.anyCountry().setWarning(100.1).setCritical(100.1), "warning 100.1"),
                arguments(PolicyOf.market().setWarning(10_001).setCritical(10_001), "at most 10000 points"),
                arguments(PolicyOf.anyCountry().setCritical(49), "critical 49.0"),
                arguments(PolicyOf.anyCountry().setCritical(101), "critical 101.0"),
                arguments(PolicyOf.anyCountry().setCritical(Double.POSITIVE_INFINITY), "critical Infinity"),
                arguments(PolicyOf.anyCountry().setCritical(Double.NaN), "critical NaN"),
                arguments(PolicyOf.anyCountry().setClearMargin(-1), "clearMargin -1.0"),
                arguments(PolicyOf.anyCountry().setClearMargin(50), "clearMargin 50.0"),
                arguments(PolicyOf.anyCountry().setClearMargin(Double.NaN), "clearMargin NaN"),
                arguments(PolicyOf.anyCountry().setDwellMonths(0), "dwellMonths 0"),
                arguments(PolicyOf.anyCountry().setDwellMonths(61), "dwellMonths 61"),
                arguments(PolicyOf.anyCountry().setMinimumValueCents(-1), "minimumValueCents -1"),
                arguments(
                        PolicyOf.anyCountry()
                                .setMetric(Metric.HHI)
                                .setWarning(2500)
                                .setCritical(2500),
                        "HHI"),
                arguments(PolicyOf.anyCountry().setMetric(Metric.DETOUR), "measure MARKET"),
                arguments(
                        PolicyOf.market()
                                .setMetric(Metric.UNPRODUCED_SHARE)
                                .setMeasure(Measure.WEIGHT)
                                .setWarning(40)
                                .setCritical(60),
                        "one of VALUE only"),
                arguments(PolicyOf.market().setMetric(Metric.UNPRODUCED_SHARE), "at most 100 percent"),
                arguments(
                        PolicyOf.market().setMetric(Metric.HHI_GOVERNANCE).setCritical(100_001),
                        "at most 100000 points"),
                arguments(PolicyOf.anyCountry().setSubject(SubjectKind.MARKET), "measure MARKET"),
                arguments(PolicyOf.anyCountry().setSubjectName("CN"), "takes no name"),
                arguments(PolicyOf.market().setSubjectName("CN"), "takes no name"),
                arguments(PolicyOf.country("China"), "alpha-2 code is expected"),
                arguments(PolicyOf.country("cn"), "alpha-2 code is expected"),
                arguments(PolicyOf.country("XX"), "alpha-2 code is expected"),
                arguments(PolicyOf.country(null), "alpha-2 code is expected"),
                arguments(PolicyOf.bloc(null), "id of a bloc is expected"),
                arguments(PolicyOf.bloc("EU27"), "id of a bloc is expected"));
    }

    @Test
    void theInitialPoliciesAreValid() {
        assertThat(Policies.initial())
                .allSatisfy(policy -> assertThat(Policies.faults(policy)).isEmpty());
        assertThat(Policies.initial())
                .extracting(DependencePolicy::getId)
                .containsExactly("single-source", "entities-of-concern", "effective-dependence");
        assertThat(Policies.initial()).allSatisfy(policy -> {
            assertThat(policy.getNetExports()).isFalse();
            assertThat(policy.getDescription()).endsWith(", except what the reporter exports on balance");
        });
    }

    @ParameterizedTest
    @MethodSource("validPolicies")
    void aPolicyWithinItsBoundsHasNoFault(DependencePolicy.Builder policy) {
        assertThat(Policies.faults(policy.build())).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faultyPolicies")
    void everyFaultIsNamed(DependencePolicy.Builder policy, String fault) {
        assertThat(Policies.faults(policy.build()))
                .anySatisfy(line -> assertThat(line).contains(fault));
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(Policies.faults(PolicyOf.anyCountry()
                        .setId("")
                        .setVersion(0)
                        .setDwellMonths(0)
                        .build()))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "*, antimony, true",
        "antimony, antimony, true",
        "antimony, antimony-oxide, false",
        "anti*, antimony, true",
        "*mony, antimony, true",
        "a*m*y, antimony, true",
        "a*x*y, antimony, false",
        "antimon?, antimony, true",
        "antimony?, antimony, false",
        "????????, antimony, true",
        "*-*-*, us-census-annual, true",
        "*-*-*, us-census, false",
        "**, antimony, true",
        "*?, a, true",
        "?*?, a, false"
    })
    void aGlobMatchesTheWholeName(String glob, String name, boolean matches) {
        assertThat(Policies.matches(glob, name)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aGlobMatchesAsTheRegularExpressionDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String glob = text(random, "ab*?", 8);
            String name = text(random, "ab", 10);
            assertThat(Policies.matches(glob, name))
                    .as("seed %d: '%s' and '%s'", seed, glob, name)
                    .isEqualTo(name.matches(glob.replace("*", ".*").replace("?", ".")));
        }
    }

    private static String text(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most);
        while (text.length() < length) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void aGlobOfManyStarsIsQuick() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> Policies.matches("*a".repeat(30) + "b", "a".repeat(63)));
    }

    @Test
    void aPolicySelectsABookByAllThreeNames() {
        assertThat(Policies.selects(PolicyOf.anyCountry().build(), ANTIMONY)).isTrue();
        assertThat(Policies.selects(PolicyOf.anyCountry().setDataset("un-*").build(), ANTIMONY))
                .isFalse();
        assertThat(Policies.selects(PolicyOf.anyCountry().setReporter("DE").build(), ANTIMONY))
                .isFalse();
        assertThat(Policies.selects(PolicyOf.anyCountry().setMineral("gallium").build(), ANTIMONY))
                .isFalse();
    }

    @Test
    void aDisabledPolicySelectsNothing() {
        assertThat(Policies.selects(PolicyOf.anyCountry().setEnabled(false).build(), ANTIMONY))
                .isFalse();
    }
}
