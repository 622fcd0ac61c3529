package org.lodewatch.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Clocks;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowSums;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.core.policy.UnjudgedReason;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Windows of one month, so that shares are easy to write down. The policy's lines are 50 and 65, its margin 3. */
class BacktestTest {

    private static final BookKey.Owner OWNER = new BookKey.Owner("us-census", "US");
    private static final int JANUARY = Months.of("2024-01");
    private static final int NEWEST = Months.of("2024-08");
    private static final Instant NOW = Instant.parse("2026-06-14T12:00:00Z");
    private static final WindowRule RULE = new WindowRule(1, 0);

    private final Catalogue catalogue = Catalogue.bundled();
    private final PublishedWindows published = new PublishedWindows(OWNER, catalogue);

    @BeforeAll
    static void trustTheMessages() {
        // Avro copies messages, for which their classes must be trusted. Encoding any message does that.
        assertThat(Lines.value(Lines.line().build())).isNotEmpty();
    }

    private static DependencePolicy.Builder policy() {
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

    /** Publishes a book: the percentages of China from January on, of 100 dollars a month, the rest from Belgium. */
    private void publish(String book, int... percentOfChina) {
        Countries countries = new Countries();
        TreeMap<Integer, Totals> months = new TreeMap<>();
        for (int i = 0; i < percentOfChina.length; i++) {
            Totals totals = new Totals(countries);
            totals.add(CountryCode.of("CN"), 100L * percentOfChina[i], -1, 1);
            totals.add(CountryCode.of("BE"), 100L * (100 - percentOfChina[i]), -1, 1);
            months.put(JANUARY + i, totals);
        }
        Clock clock = Clocks.declared(1, JANUARY, NEWEST, OptionalInt.of(NEWEST));
        Windows windows = new WindowSums(months, countries).windows(clock, RULE);
        Shares shares = new Shares(catalogue);
        windows.all()
                .forEach(window -> shares.asOf(
                                new BookKey(OWNER.dataset(), OWNER.reporter(), book), window.asOf(), windows)
                        .ifPresent(published::add));
    }

    private BacktestResult run(DependencePolicy policy, Optional<DependencePolicy> against, BacktestRange range) {
        return run(policy, against, range, Optional.empty());
    }

    private BacktestResult run(
            DependencePolicy policy,
            Optional<DependencePolicy> against,
            BacktestRange range,
            Optional<SweepRange> sweep) {
        List<BacktestResult> results = new Backtest(catalogue)
                .run(List.of(published), book -> true, List.of(new BacktestCase(policy, against)), range, sweep, NOW);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private BacktestResult run(DependencePolicy.Builder policy) {
        return run(policy.build(), Optional.empty(), BacktestRange.ALL);
    }

    private static BacktestRange range(String from, String to) {
        return new BacktestRange(Months.of(from), Months.of(to));
    }

    @Test
    void coverageCountsTheMonthsOfSelectedBooksByReason() {
        publish("antimony", 10, 70, 70, 60, 40, 20, 20, 20);
        publish("cobalt", 60, 60);

        BacktestResult result = run(policy().setMineral("antimony").setMinimumValueCents(10_001));
        assertThat(result.coverage().booksKnown()).isEqualTo(2);
        assertThat(result.coverage().books()).extracting(BookKey::mineral).containsExactly("antimony");
        assertThat(result.coverage().judged()).isZero();
        assertThat(result.coverage().unjudged()).isEqualTo(Map.of(UnjudgedReason.BELOW_MINIMUM, 8));
        assertThat(result.coverage().withoutJudgement()).hasSize(1);
        assertThat(result.coverage().first()).isEmpty();
        assertThat(result.episodes()).isEmpty();

        BacktestResult both = run(policy());
        assertThat(both.coverage().judged()).isEqualTo(8 + 3);
        assertThat(both.coverage().unjudged()).isEqualTo(Map.of(UnjudgedReason.STALE, 5));
        assertThat(both.coverage().first()).hasValue(JANUARY);
        assertThat(both.coverage().last()).hasValue(NEWEST);
    }

    @Test
    void coverageNamesFiguresThatAreNotKnown() {
        publish("antimony", 10, 70, 70, 60, 40, 20, 20, 20);

        assertThat(run(policy().setMeasure(Measure.WEIGHT)).coverage().unjudged())
                .isEqualTo(Map.of(UnjudgedReason.WEIGHT_UNKNOWN, 8));
        assertThat(run(policy().setSubject(SubjectKind.MARKET)
                                .setMetric(Metric.DETOUR)
                                .setWarning(5)
                                .setCritical(10))
                        .coverage()
                        .unjudged())
                .isEqualTo(Map.of(UnjudgedReason.NO_FIGURE, 8));
    }

    @Test
    void episodesTransitionsAndYearsAreThoseOfTheHistory() {
        publish("antimony", 10, 70, 71, 60, 40, 20, 80, 20);

        BacktestResult result = run(
                policy().setMineral("antimony").setSubject(SubjectKind.COUNTRY).setSubjectName("CN"));
        assertThat(result.episodes())
                .extracting(
                        episode -> Months.text(episode.since()),
                        episode -> Months.text(episode.until().orElseThrow()),
                        BacktestEpisode::gravest,
                        episode -> episode.highest().orElseThrow(),
                        BacktestEpisode::months)
                .containsExactly(
                        tuple("2024-02", "2024-05", Severity.CRITICAL, 71.0, 3),
                        tuple("2024-07", "2024-08", Severity.CRITICAL, 80.0, 1));
        assertThat(result.transitions())
                .extracting(DependenceAlert::getAsOf, DependenceAlert::getTransition, DependenceAlert::getNumber)
                .containsExactly(
                        tuple("2024-02", Transition.RAISED, 1L),
                        tuple("2024-04", Transition.EASED, 2L),
                        tuple("2024-05", Transition.RESOLVED, 3L),
                        tuple("2024-07", Transition.RAISED, 4L),
                        tuple("2024-08", Transition.RESOLVED, 5L));
        assertThat(result.byYear()).containsExactly(new YearCounts(2024, 2, 0, 1, 2, 4));
        assertThat(result.nearMisses()).isEmpty();
    }

    @Test
    void aRangeReportsSomeMonthsOfTheSameHistory() {
        publish("antimony", 10, 70, 71, 60, 40, 20, 80, 20);
        DependencePolicy china =
                policy().setSubject(SubjectKind.COUNTRY).setSubjectName("CN").build();

        BacktestResult result = run(china, Optional.empty(), range("2024-04", "2024-07"));
        assertThat(result.coverage().judged()).isEqualTo(4);
        assertThat(result.episodes())
                .extracting(episode -> Months.text(episode.since()), BacktestEpisode::until, BacktestEpisode::months)
                .containsExactly(
                        tuple("2024-02", OptionalInt.of(Months.of("2024-05")), 1),
                        tuple("2024-07", OptionalInt.empty(), 1));
        assertThat(result.transitions())
                .extracting(DependenceAlert::getAsOf, DependenceAlert::getNumber)
                .containsExactly(tuple("2024-04", 2L), tuple("2024-05", 3L), tuple("2024-07", 4L));
        assertThat(result.byYear()).containsExactly(new YearCounts(2024, 1, 0, 1, 1, 2));
        assertThat(run(china, Optional.empty(), range("2024-06", "2024-06")).nearMisses())
                .extracting(NearMiss::subject, NearMiss::highest, NearMiss::margin)
                .containsExactly(tuple("CN", 20.0, 30.0));
    }

    @Test
    void nearMissesNameTheHighestFigureOfSubjectsThatRaisedNothing() {
        publish("antimony", 45, 49, 48, 47, 46, 45, 44, 43);

        BacktestResult result = run(policy().setDwellMonths(12));
        assertThat(result.episodes()).isEmpty();
        assertThat(result.nearMisses())
                .extracting(
                        NearMiss::subject,
                        miss -> Months.text(miss.asOf()),
                        NearMiss::highest,
                        NearMiss::margin,
                        NearMiss::monthsOverLine)
                .containsExactly(tuple("BE", "2024-08", 57.0, -7.0, 8), tuple("CN", "2024-02", 49.0, 1.0, 0));
    }

    @Test
    void theDifferenceHasFourLists() {
        publish("antimony", 10, 70, 71, 60, 40, 20, 20, 20);
        publish("cobalt", 48, 48, 48, 48, 48, 48, 48, 48);
        publish("nickel", 20, 20, 20, 90, 20, 90, 90, 90);
        DependencePolicy old = policy().setId("old").setVersion(7).build();
        DependencePolicy tested = policy().setSubject(SubjectKind.COUNTRY)
                .setSubjectName("CN")
                .setWarning(45)
                .setCritical(75)
                .setClearMargin(0)
                .setDwellMonths(2)
                .build();

        PolicyDifference difference =
                run(tested, Optional.of(old), BacktestRange.ALL).difference().orElseThrow();
        assertThat(difference.against().getVersion()).isEqualTo(7);
        assertThat(difference.onlyNew())
                .extracting(episode -> episode.book().mineral())
                .containsExactly("cobalt");
        assertThat(difference.onlyOld())
                .extracting(episode -> episode.book().mineral(), BacktestEpisode::subject)
                .contains(tuple("nickel", "CN"), tuple("cobalt", "BE"));
        assertThat(difference.same()).isEmpty();
        assertThat(difference.moved())
                .extracting(
                        moved -> moved.present().book().mineral(),
                        MovedEpisode::sinceMonths,
                        MovedEpisode::untilMonths,
                        moved -> moved.former().gravest(),
                        moved -> moved.present().gravest())
                .containsExactly(
                        tuple("antimony", 1, OptionalInt.of(0), Severity.CRITICAL, Severity.WARNING),
                        tuple("nickel", 1, OptionalInt.empty(), Severity.CRITICAL, Severity.CRITICAL));
        assertThat(difference.raisedEarlier()).isZero();
        assertThat(difference.raisedLater()).isEqualTo(2);
        assertThat(difference.mostMonthsEarlier()).isZero();
        PolicyDifference reverse =
                run(old, Optional.of(tested), BacktestRange.ALL).difference().orElseThrow();
        assertThat(reverse.raisedEarlier()).isEqualTo(2);
        assertThat(reverse.raisedLater()).isZero();
        assertThat(reverse.mostMonthsEarlier()).isEqualTo(1);
        assertThat(difference.atOnce())
                .extracting(
                        change -> change.book().mineral(),
                        SeverityChange::subject,
                        SeverityChange::former,
                        SeverityChange::present)
                .containsExactly(
                        tuple("antimony", "BE", Severity.CRITICAL, Severity.NONE),
                        tuple("cobalt", "BE", Severity.WARNING, Severity.NONE),
                        tuple("cobalt", "CN", Severity.NONE, Severity.WARNING));
        PolicyDifference none =
                run(old, Optional.of(old), BacktestRange.ALL).difference().orElseThrow();
        assertThat(none.same()).hasSize(8);
        assertThat(none.onlyOld()).isEmpty();
        assertThat(none.onlyNew()).isEmpty();
        assertThat(none.moved()).isEmpty();
        assertThat(none.atOnce()).isEmpty();
    }

    @Test
    void aSweepMovesBothLinesAndFindsSubjectsBelowThePolicysLine() {
        publish("antimony", 10, 70, 71, 60, 40, 20, 20, 20);
        DependencePolicy china =
                policy().setSubject(SubjectKind.COUNTRY).setSubjectName("CN").build();

        assertThat(run(china, Optional.empty(), BacktestRange.ALL, Optional.of(SweepRange.of("20:95:25")))
                        .sweep())
                .containsExactly(
                        new SweepStep(20, 35, 1, 1, 7),
                        new SweepStep(45, 60, 1, 1, 3),
                        new SweepStep(70, 85, 1, 0, 2),
                        new SweepStep(95, 100, 0, 0, 0));
        DependencePolicy any = policy().setWarning(90).setCritical(95).build();
        assertThat(run(any, Optional.empty(), BacktestRange.ALL, Optional.of(SweepRange.of("20:20:1")))
                        .sweep())
                .containsExactly(new SweepStep(20, 25, 2, 2, 15));
    }

    @Test
    void sweepsThatFitNoPolicyAreRefused() {
        for (String text :
                List.of("", "30", "30:80", "30:80:0", "80:30:5", "a:b:c", "0:10:1", "1e9:2e9:1", "1:90:0.1")) {
            assertThatThrownBy(() -> SweepRange.of(text))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageStartingWith("sweep '" + text + "': ");
        }
        assertThatThrownBy(() -> run(
                        policy().build(), Optional.empty(), BacktestRange.ALL, Optional.of(SweepRange.of("50:110:20"))))
                .hasMessageStartingWith("sweep '50:110:20': with policy single-source, warning 110.0: ");
    }
}
