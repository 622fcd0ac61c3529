package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.values.Months;

class ClockTest {

    private static final int DECEMBER_2024 = Months.of("2024-12");

    private static PartitionClock saw(int first, int newest) {
        return new PartitionClock(1, first, newest, OptionalInt.empty());
    }

    private static PartitionClock declared(int first, int newest, int complete) {
        return new PartitionClock(1, first, newest, OptionalInt.of(complete));
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
        Clock clock = Clock.of(List.of(saw(100, 110).declaring(), saw(100, 110)), 2);

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
        PartitionClock years = PartitionClock.startingWith(DECEMBER_2024, 12).adding(DECEMBER_2024 - 24, 12);

        Clock clock = Clock.of(List.of(years), 1);

        assertThat(clock.asOfs(WindowRule.DEFAULT))
                .extracting(Months::text)
                .containsExactly("2022-12", "2023-12", "2024-12");
        assertThat(clock.completeMonth()).hasValue(DECEMBER_2024 - 12);
        assertThat(clock.coveredMonths(DECEMBER_2024 - 24, WindowRule.DEFAULT)).isEqualTo(12);
    }

    @Test
    void aDatasetThatHasSingleMonthsTooIsMonthly() {
        Clock clock = Clock.of(List.of(PartitionClock.startingWith(DECEMBER_2024, 12), saw(650, 660)), 2);

        assertThat(clock.periodMonths()).isEqualTo(1);
        assertThat(clock.asOfs(WindowRule.DEFAULT)).endsWith(658, 659, 660);
    }

    @Test
    void windowsAreCoveredFromWhereTheDatasetBegins() {
        Clock clock = Clock.of(List.of(saw(600, 620)), 1);

        assertThat(IntStream.of(600, 605, 610, 611, 612, 620)
                        .map(asOf -> clock.coveredMonths(asOf, WindowRule.DEFAULT))
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
        Clock clock = new Clock(1, 100, 112, OptionalInt.of(110));
        assertThat(IntStream.rangeClosed(100, 113).filter(clock::isCurrent)).containsExactly(110, 112, 113);

        Clock yearly = new Clock(12, 100, 147, OptionalInt.empty());
        assertThat(IntStream.rangeClosed(100, 147).filter(yearly::isCurrent))
                .hasSize(12)
                .contains(147);
    }
}
