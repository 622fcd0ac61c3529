package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.values.Months;

class PartitionClockTest {

    static List<Long> seeds() {
        return java.util.stream.LongStream.range(0, 20).boxed().toList();
    }

    @Test
    void aYearlyPeriodBeginsInItsJanuary() {
        PartitionClock clock = PartitionClock.startingWith(Months.of("2024-12"), 12);

        assertThat(Months.text(clock.firstMonth())).isEqualTo("2024-01");
        assertThat(Months.text(clock.newestMonth())).isEqualTo("2024-12");
        assertThat(clock.periodMonths()).isEqualTo(12);
        assertThat(clock.completeMonth()).isEmpty();
    }

    @Test
    void aPeriodWithinTheClockReturnsTheSameClock() {
        PartitionClock clock = PartitionClock.startingWith(100, 1).adding(90, 1).completing(95, 1);

        assertThat(clock.adding(95, 1)).isSameAs(clock);
        assertThat(clock.completing(95, 1)).isSameAs(clock);
        assertThat(clock.completing(94, 1)).isSameAs(clock);
    }

    @Test
    void aDeclaredPeriodIsPartOfTheClock() {
        PartitionClock clock = PartitionClock.startingWith(100, 1).completing(104, 1);

        assertThat(clock).isEqualTo(new PartitionClock(1, 100, 104, OptionalInt.of(104)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfPeriodsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<UnaryOperator<PartitionClock>> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int length = random.nextInt(4) == 0 ? 12 : 1;
            int month = 100 + random.nextInt(48);
            int last = length == 12 ? month / 12 * 12 + 11 : month;
            events.add(random.nextInt(3) == 0 ? c -> c.completing(last, length) : c -> c.adding(last, length));
        }
        PartitionClock start = PartitionClock.startingWith(120, 1);

        List<PartitionClock> clocks = new ArrayList<>();
        for (int shuffle = 0; shuffle < 5; shuffle++) {
            Collections.shuffle(events, random);
            PartitionClock clock = start;
            for (UnaryOperator<PartitionClock> event : events) {
                clock = event.apply(clock);
            }
            clocks.add(clock);
        }

        assertThat(clocks).as("seed %d", seed).containsOnly(clocks.get(0));
    }
}
