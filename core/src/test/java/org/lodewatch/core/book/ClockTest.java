package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Months;

class ClockTest {

    private static final WindowRule MONTH = new WindowRule(1, WindowRule.UNLIMITED);
    private static final int DECEMBER_2024 = Months.of("2024-12");

    private static PartitionClock saw(int first, int newest) {
        return Clocks.silent(first, newest);
    }

    private static PartitionClock declared(int first, int newest, int complete) {
        return Clocks.part(1, first, newest, OptionalInt.of(complete));
    }

    /** One partition with records in these periods, of which none is declared. */
    private static PartitionClock years(int... years) {
        return new PartitionClock(
                IntStream.of(years)
                        .map(year -> Months.of(year, 12))
                        .mapToObj(last -> new PeriodRange(last, last, 12, true, Optional.empty()))
                        .toList(),
                false,
                Optional.empty());
    }

    /** One partition with records in each month up to the last state: a letter a month, from a first month. */
    private static PartitionClock states(int first, String letters) {
        List<PeriodRange> ranges = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            Optional<PeriodState> state = switch (letters.charAt(i)) {
                case 'C' -> Optional.of(PeriodState.COMPLETE);
                case 'A' -> Optional.of(PeriodState.ACCEPTED);
                case 'P' -> Optional.of(PeriodState.PARTIAL);
                default -> Optional.empty();
            };
            if (letters.charAt(i) != ' ') {
                PartitionClock.add(ranges, new PeriodRange(first + i, first + i, 1, true, state));
            }
        }
        return new PartitionClock(ranges, false, Optional.empty());
    }

    private static List<Boolean> of(Clock clock, Function<WindowState, Boolean> field) {
        return clock.asOfs(MONTH).stream()
                .map(asOf -> field.apply(clock.window(asOf, MONTH).orElseThrow()))
                .toList();
    }

    @Test
    void theClockSpansTheMonthsOfAllPartitions() {
        Clock clock = Clock.of(List.of(saw(100, 110), saw(95, 104), saw(101, 112)), 3);

        assertThat(clock.firstMonth()).isEqualTo(95);
        assertThat(clock.newestMonth()).isEqualTo(112);
    }

    @Test
    void aMonthIsCompleteOnceItIsDeclaredInEveryPartition() {
        Clock clock = Clock.of(List.of(declared(100, 110, 110), declared(100, 109, 108)), 2);

        assertThat(clock.completeMonth()).hasValue(108);
        assertThat(clock.isComplete(108)).isTrue();
        assertThat(clock.isComplete(109)).isFalse();
    }

    @Test
    void withAFeedThatNeverDeclaresAMonthIsCompleteOnceALaterOneHasBegun() {
        Clock clock = Clock.of(List.of(saw(100, 110), saw(100, 109)), 2);

        assertThat(clock.completeMonth()).hasValue(109);
    }

    @Test
    void whileTheFirstDeclarationIsOnItsWayToSomePartitionNothingIsComplete() {
        Clock silent = Clock.of(List.of(declared(100, 110, 105), saw(100, 110)), 2);
        Clock unseen = Clock.of(List.of(declared(100, 110, 105)), 2);

        assertThat(silent.completeMonth()).isEmpty();
        assertThat(unseen.completeMonth()).isEmpty();
    }

    @Test
    void beforeTheFirstDeclarationThatAFeedHasAnnouncedNothingIsComplete() {
        Clock clock =
                Clock.of(List.of(PartitionClock.ofSpan(1, 100, 110, OptionalInt.empty(), true), saw(100, 110)), 2);

        assertThat(clock.completeMonth()).isEmpty();
    }

    @Test
    void theOnlyMonthOfAFeedThatNeverDeclaresIsNotComplete() {
        Clock clock = Clock.of(List.of(saw(100, 100)), 1);

        assertThat(clock.completeMonth()).isEmpty();
        assertThat(clock.isComplete(100)).isFalse();
    }

    @Test
    void yearlyDatasetsHaveAWindowAYearAndTheirLastYearIsOpen() {
        Clock clock = Clock.of(List.of(years(2022, 2023, 2024)), 1);

        assertThat(clock.asOfs(WindowRule.DEFAULT))
                .extracting(Months::text)
                .containsExactly("2022-12", "2023-12", "2024-12");
        assertThat(clock.completeMonth()).hasValue(DECEMBER_2024 - 12);
        assertThat(clock.window(DECEMBER_2024 - 24, WindowRule.DEFAULT)
                        .orElseThrow()
                        .coveredMonths())
                .isEqualTo(12);
    }

    @Test
    void aDatasetThatHasSingleMonthsTooIsMonthly() {
        Clock clock = Clock.of(List.of(years(2024), saw(650, 660)), 2);

        assertThat(clock.periodMonths()).isEqualTo(1);
        assertThat(clock.asOfs(WindowRule.DEFAULT)).endsWith(658, 659, 660);
    }

    @Test
    void windowsAreCoveredFromWhereTheDatasetBegins() {
        Clock clock = Clock.of(List.of(saw(600, 620)), 1);

        assertThat(IntStream.of(600, 605, 610, 611, 612, 620)
                        .map(asOf -> clock.window(asOf, WindowRule.DEFAULT)
                                .orElseThrow()
                                .coveredMonths())
                        .boxed())
                .containsExactly(1, 6, 11, 12, 12, 12);
    }

    @Test
    void aDatasetWithinTheHorizonHasAWindowFromItsFirstMonthOn() {
        WindowRule rule = new WindowRule(3, 10);

        assertThat(Clock.of(List.of(saw(100, 109)), 1).asOfs(rule)).hasSize(10).startsWith(100);
    }

    @Test
    void noWindowNeedsAMonthBeyondTheHorizon() {
        WindowRule rule = new WindowRule(3, 10);

        Clock clock = Clock.of(List.of(saw(100, 110)), 1);

        assertThat(clock.oldestMonth(rule)).isEqualTo(101);
        assertThat(clock.asOfs(rule)).startsWith(103).endsWith(110).hasSize(8);
    }

    @Test
    void theWindowsOfTheNewestAndOfTheNewestCompletePeriodAreCurrent() {
        Clock clock = Clocks.declared(1, 100, 112, OptionalInt.of(110));
        assertThat(IntStream.rangeClosed(100, 113).filter(clock::isCurrent)).containsExactly(110, 112, 113);

        Clock yearly = Clocks.declared(12, 100, 147, OptionalInt.empty());
        assertThat(IntStream.rangeClosed(100, 147).filter(yearly::isCurrent))
                .hasSize(12)
                .contains(147);
    }

    @Test
    void monthsWithoutAPublishedPeriodAreNotCovered() {
        Clock clock = Clock.of(List.of(years(2009, 2013)), 1);
        WindowRule twoYears = new WindowRule(24, WindowRule.UNLIMITED);

        assertThat(IntStream.of(2009, 2010, 2011, 2012, 2013)
                        .map(year -> clock.window(Months.of(year, 12), twoYears)
                                .orElseThrow()
                                .coveredMonths())
                        .boxed())
                .containsExactly(12, 12, 0, 0, 12);
        assertThat(clock.isComplete(Months.of(2011, 12))).isFalse();
        assertThat(clock.isComplete(Months.of(2009, 12))).isTrue();
    }

    @Test
    void inADatasetThatDeclaresEachPeriodIsCompleteOnlyIfItIsDeclaredItself() {
        Clock clock = Clock.of(List.of(states(600, "C.CPAC.")), 1);

        assertThat(of(clock, WindowState::complete)).containsExactly(true, false, true, false, true, true, false);
        assertThat(of(clock, WindowState::partial)).containsExactly(false, true, false, true, true, false, false);
        assertThat(of(clock, WindowState::withheld)).containsExactly(false, true, false, true, false, false, false);
    }

    @Test
    void inADatasetThatNeverDeclaresAPeriodThatMissesRowsIsNotCompletedByALaterOne() {
        Clock clock = Clock.of(List.of(states(600, "..P..")), 1);

        assertThat(of(clock, WindowState::complete)).containsExactly(true, true, false, true, false);
        assertThat(of(clock, WindowState::withheld)).containsExactly(false, false, true, false, false);
    }

    @Test
    void aWindowIsWithheldAsLongAsSuchAPeriodIsInIt() {
        Clock clock = Clock.of(List.of(states(600, "CPCCCAC")), 1);
        WindowRule quarter = new WindowRule(3, WindowRule.UNLIMITED);

        assertThat(clock.asOfs(quarter).stream()
                        .map(asOf -> clock.window(asOf, quarter).orElseThrow().withheld()))
                .containsExactly(false, true, true, true, false, false, false);
        assertThat(clock.asOfs(quarter).stream()
                        .map(asOf -> clock.window(asOf, quarter).orElseThrow().partial()))
                .containsExactly(false, true, true, true, false, true, true);
    }

    @Test
    void whileADeclarationIsOnItsWayTheMoreCautiousOneCounts() {
        assertThat(of(Clock.of(List.of(states(600, "CCC"), states(600, "PA.")), 2), WindowState::complete))
                .containsExactly(false, true, false);
        assertThat(of(Clock.of(List.of(states(600, "CCC"), states(600, "PA.")), 2), WindowState::partial))
                .containsExactly(true, true, false);
    }

    @Test
    void aDeclarationOfAPeriodWithoutRecordsCountsForNothing() {
        PartitionClock declared = new PartitionClock(
                List.of(
                        new PeriodRange(600, 602, 1, true, Optional.empty()),
                        new PeriodRange(650, 650, 1, false, Optional.of(PeriodState.COMPLETE))),
                false,
                Optional.empty());

        assertThat(Clock.of(List.of(declared), 1)).isEqualTo(Clock.of(List.of(saw(600, 602)), 1));
    }

    @Test
    void aClockWithoutRecordsHasNoWindow() {
        Clock clock = Clock.of(List.of(PartitionClock.EMPTY), 1);

        assertThat(clock.asOfs(WindowRule.DEFAULT)).isEmpty();
        assertThat(clock.window(600, WindowRule.DEFAULT)).isEmpty();
        assertThat(clock.completeMonth()).isEmpty();
        assertThat(clock.isEmpty()).isTrue();
    }

    @Test
    void aHorizonHidesPublishedPeriodsAndAnUnlimitedOneNone() {
        Clock clock = Clock.of(List.of(years(2000, 2001, 2015, 2016)), 1);

        assertThat(clock.hiddenPeriods(new WindowRule(12, 24))).isEqualTo(2);
        assertThat(clock.hiddenPeriods(WindowRule.DEFAULT)).isZero();
        assertThat(clock.asOfs(WindowRule.DEFAULT)).hasSize(17);
    }

    @Test
    void theLatestDescriptionOfADatasetCounts() {
        Instant noon = Instant.parse("2026-06-07T12:00:00Z");
        PartitionClock early = new PartitionClock(
                List.of(),
                false,
                Optional.of(new DatasetBasis(Optional.of("CIF value"), "EUR", Optional.empty(), noon)));
        PartitionClock late = new PartitionClock(
                List.of(),
                false,
                Optional.of(new DatasetBasis(Optional.empty(), "GBP", Optional.empty(), noon.plusMillis(1))));

        assertThat(Clock.of(List.of(late, early, saw(1, 2)), 3).basis()).isEmpty();
        assertThat(Clock.of(List.of(late, early, saw(1, 2)), 3).currency()).isEqualTo("GBP");
        assertThat(Clock.of(List.of(early, saw(1, 2)), 3).basis()).hasValue("CIF value");
        assertThat(Clock.of(List.of(saw(1, 2)), 3).currency()).isEqualTo("USD");
    }

    @Test
    void onlyTheWindowsThatDifferHaveChanged() {
        Clock before = Clock.of(List.of(states(600, "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCC.")), 1);
        Clock partial = Clock.of(List.of(states(600, "CCCCCPCCCCCCCCCCCCCCCCCCCCCCCC.")), 1);
        WindowRule quarter = new WindowRule(3, WindowRule.UNLIMITED);

        assertThat(partial.changedSince(before, quarter)).containsExactly(605, 606, 607);
        assertThat(before.changedSince(before, quarter)).isEmpty();
        // Twelve months later, what the window is compared with is gone.
        Clock gap = Clock.of(List.of(states(600, "CCCCC CCCCCCCCCCCCCCCCCCCCCCCC.")), 1);
        assertThat(gap.changedSince(before, quarter)).containsExactly(605, 606, 607, 617, 618, 619);
        Clock back = Clock.of(List.of(states(600, "CCCCCCCCCCCCCCCCCCCCCCCCCCCC.")), 1);
        assertThat(back.changedSince(before, quarter)).containsExactly(628, 629, 630);
        Clock none = Clock.of(List.of(PartitionClock.EMPTY), 1);
        assertThat(none.changedSince(back, quarter)).hasSize(29).startsWith(600).endsWith(628);
        assertThat(back.changedSince(none, quarter)).hasSize(29).startsWith(600).endsWith(628);
    }
}
