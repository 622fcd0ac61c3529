package org.lodewatch.core.vintage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

class VintageReplayTest {

    private static final int PARTITIONS = 3;
    private static final Duration A_MONTH = Duration.ofDays(31);
    private static final int NO_CLEAR_MARGIN = 0;

    private final ReleaseLog log = new ReleaseLog(PARTITIONS);

    @Test
    void anAlertThatWasRaisedAndLaterCorrectedAwayHasBothFigures() {
        log.months(year(2024), 60);
        log.pause(A_MONTH).months(List.of("2025-01"), 60);
        log.pause(A_MONTH).months(year(2024), 40);

        Vintages vintages = replay(antimony());

        assertThat(vintages.datasets())
                .extracting(DatasetVintages::releases, DatasetVintages::revisions, DatasetVintages::isSingle)
                .containsExactly(tuple(3, 1, false));
        assertThat(vintages.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.alertId()).isEqualTo("antimony-share/us-census/US/antimony/CN");
            assertThat(transition.then().asOf()).isEqualTo(Months.of("2024-12"));
            assertThat(transition.then().severity()).isEqualTo(Severity.WARNING);
            assertThat(transition.then().observed()).hasValue(60);
            assertThat(transition.raised().at()).isBetween(day("2026-01-15"), day("2026-01-16"));
            assertThat(transition.now()).isEmpty();
            assertThat(transition.isAsToday()).isFalse();
            assertThat(transition.corrected().orElseThrow().at()).isBetween(day("2026-03-18"), day("2026-03-19"));
            assertThat(transition.figureNow()).hasValue(40);
        });
    }

    @Test
    void anAlertThatTodaysFiguresDateEarlierWasRaisedLater() {
        log.months(year(2024), 45);
        log.pause(A_MONTH).months(List.of("2025-01"), 45);
        log.pause(A_MONTH).months(year(2024), 55).months(List.of("2025-02"), 55);

        assertThat(replay(antimony()).transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.then().transition()).isEqualTo(Transition.RAISED);
            assertThat(transition.now().orElseThrow().asOf()).isEqualTo(Months.of("2024-12"));
            assertThat(transition.monthsLater()).isEqualTo(2);
            assertThat(transition.daysLater()).isEqualTo(62);
            assertThat(transition.isAsToday()).isFalse();
        });
    }

    @Test
    void anAlertThatTodaysFiguresDateLaterWasRaisedEarlier() {
        log.months(year(2024), 55);
        log.pause(A_MONTH).months(year(2024), 49).months(List.of("2025-01"), 75);

        assertThat(replay(antimony()).transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.then().asOf()).isEqualTo(Months.of("2024-12"));
            assertThat(transition.now().orElseThrow().asOf()).isEqualTo(Months.of("2025-01"));
            assertThat(transition.now().orElseThrow().observed().orElseThrow())
                    .isCloseTo(100.0 * (11 * 49 + 75) / 1200, within(1e-9));
            assertThat(transition.figureNow()).hasValue(49);
            assertThat(transition.monthsLater()).isEqualTo(-1);
            assertThat(transition.daysLater()).isEqualTo(-31);
        });
    }

    @Test
    void aTransitionThatACorrectionBroughtBackIsTheSame() {
        log.months(year(2024), 55);
        log.pause(A_MONTH).months(year(2024), 45);
        log.pause(A_MONTH).months(year(2024), 55);

        assertThat(replay(antimony()).transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.isAsToday()).isTrue();
            assertThat(transition.corrected()).isEmpty();
        });
    }

    @Test
    void aCorrectedFigureThatChangesNoTransitionIsShown() {
        log.months(year(2024), 55);
        log.pause(A_MONTH).months(year(2024), 57);

        assertThat(replay(antimony()).transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.isAsToday()).isTrue();
            assertThat(transition.then().observed()).hasValue(55);
            assertThat(transition.figureNow()).hasValue(57);
        });
    }

    @Test
    void aFileThatIsLoadedAtOnceIsOneRelease() {
        List<String> months = new ArrayList<>(year(2023));
        months.addAll(year(2024));
        for (String month : months) {
            log.month(month, month.compareTo("2024-03") >= 0 ? 70 : 40);
        }
        months.forEach(log::complete);

        Vintages vintages = replay(antimony());

        assertThat(vintages.datasets())
                .extracting(DatasetVintages::releases, DatasetVintages::isSingle)
                .containsExactly(tuple(1, true));
        assertThat(vintages.transitions())
                .hasSize(2)
                .allMatch(KnownTransition::isAsToday)
                .extracting(transition -> Months.text(transition.then().asOf()))
                .isSorted();
    }

    @Test
    void periodsThatAreCompletedOneAfterTheOtherAreReleasesEvenWithinASecond() {
        List<String> months = new ArrayList<>(year(2024));
        months.add("2025-01");
        months.forEach(month -> log.months(List.of(month), 60));

        Vintages vintages = replay(antimony());

        assertThat(vintages.datasets())
                .extracting(DatasetVintages::releases, DatasetVintages::isSingle)
                .containsExactly(tuple(13, true));
        assertThat(vintages.transitions())
                .singleElement()
                .extracting(transition -> transition.raised().newest())
                .isEqualTo(Months.of("2024-12"));
    }

    @Test
    void aDatasetWithoutDeclarationsHasAReleaseForEachPause() {
        log.undeclared();
        List<String> months = new ArrayList<>(year(2024));
        months.add("2025-01");
        months.forEach(month -> log.month(month, 60));
        log.pause(Duration.ofSeconds(61));
        log.month("2025-02", 60);

        assertThat(replay(antimony()).datasets())
                .extracting(DatasetVintages::releases)
                .containsExactly(2);
    }

    @Test
    void datasetsHaveReleasesOfTheirOwn() {
        log.months(year(2024), 60);
        log.dataset("acme").months(year(2024), 60);
        log.dataset("us-census").pause(A_MONTH).months(year(2024), 40);

        Vintages vintages = replay(antimony());

        assertThat(vintages.datasets())
                .extracting(vintage -> vintage.owner().toString(), DatasetVintages::isSingle)
                .containsExactly(tuple("acme/US", true), tuple("us-census/US", false));
        assertThat(vintages.transitions())
                .extracting(KnownTransition::alertId, KnownTransition::isAsToday)
                .containsExactly(
                        tuple("antimony-share/acme/US/antimony/CN", true),
                        tuple("antimony-share/us-census/US/antimony/CN", false));
    }

    @Test
    void onlyTheDatasetsThatPoliciesSelectAreReplayed() {
        log.months(year(2024), 60);
        log.dataset("acme").months(year(2024), 60);

        DependencePolicy ofAcme = antimony();
        ofAcme.setDataset("ac*");

        assertThat(replay(ofAcme).datasets())
                .extracting(vintage -> vintage.owner().toString())
                .containsExactly("acme/US");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatIsLeftIsTodaysHistoryHoweverTheLogCame(long seed) {
        Random random = new Random(seed);
        List<String> months = new ArrayList<>(year(2023));
        months.addAll(year(2024));
        ReleaseLog inPieces = new ReleaseLog(1 + random.nextInt(4));
        ReleaseLog atOnce = new ReleaseLog(1 + random.nextInt(4));
        int[] last = new int[months.size()];
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 3).forEach(time -> IntStream.range(0, months.size()).forEach(order::add));
        Collections.shuffle(order.subList(months.size(), order.size()), random);
        for (int month : order) {
            last[month] = 30 + random.nextInt(60);
            inPieces.months(List.of(months.get(month)), last[month]);
            if (random.nextInt(4) == 0) {
                inPieces.pause(Duration.ofDays(random.nextInt(40)));
            }
        }
        IntStream.range(0, months.size()).forEach(month -> atOnce.month(months.get(month), last[month]));
        months.forEach(atOnce::complete);

        assertThat(today(inPieces)).isNotEmpty().containsExactlyElementsOf(today(atOnce));
    }

    private static List<Step> today(ReleaseLog log) {
        return replay(log, antimony()).transitions().stream()
                .flatMap(transition -> transition.now().stream())
                .sorted((one, other) -> Integer.compare(one.asOf(), other.asOf()))
                .toList();
    }

    private Vintages replay(DependencePolicy policy) {
        return replay(log, policy);
    }

    private static Vintages replay(ReleaseLog log, DependencePolicy policy) {
        VintageReplay replay = new VintageReplay(
                Catalogue.bundled(),
                12,
                1
                        + log.messages().stream()
                                .mapToInt(LogMessage::partition)
                                .max()
                                .orElseThrow(),
                List.of(policy),
                book -> true);
        log.messages().forEach(replay::add);
        return replay.end();
    }

    /** Of China, by share: a warning at 50, critical at 65. */
    private static DependencePolicy antimony() {
        return DependencePolicy.newBuilder()
                .setId("antimony-share")
                .setVersion(1)
                .setMineral("antimony")
                .setSubject(SubjectKind.COUNTRY)
                .setSubjectName("CN")
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65)
                .setClearMargin(NO_CLEAR_MARGIN)
                .build();
    }

    private static List<String> year(int year) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(month -> Months.text(Months.of(year, month)))
                .toList();
    }

    private static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }
}
