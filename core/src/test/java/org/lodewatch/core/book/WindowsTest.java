package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.RandomBooks.Line;
import org.lodewatch.schemas.values.Months;

class WindowsTest {

    private static final int FIRST = Months.of("2010-01");

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static Windows windows(List<Line> lines, Countries countries, Clock clock, WindowRule rule) {
        TreeMap<Integer, Totals> months = new TreeMap<>();
        lines.forEach(line -> months.computeIfAbsent(line.month(), m -> new Totals(countries))
                .add(line.country(), line.value(), line.weight(), 1));
        return new WindowSums(months, countries).windows(clock, rule);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWindowIsTheSumOfItsMonthsAndNoneNeedsAMonthBeyondTheHorizon(long seed) {
        Random random = new Random(seed);
        int period = random.nextInt(3) == 0 ? 12 : 1;
        int window = period == 12 ? 12 * (1 + random.nextInt(2)) : 1 + random.nextInt(14);
        WindowRule rule = new WindowRule(window, window + random.nextInt(60));
        int newest = period == 12 ? FIRST + 12 * (1 + random.nextInt(8)) - 1 : FIRST + random.nextInt(100);
        Clock clock = Clocks.declared(period, FIRST, newest, OptionalInt.of(newest - period));
        List<Line> lines = RandomBooks.lines(random, 400, FIRST, newest - FIRST + 1);
        Countries countries = new Countries();

        Windows windows = windows(lines, countries, clock, rule);

        List<Integer> expected = IntStream.rangeClosed(FIRST, newest)
                .filter(asOf -> (asOf + 1) % period == 0)
                .filter(asOf -> Math.max(FIRST, asOf - window + 1) >= rule.horizonStart(newest))
                .boxed()
                .toList();
        assertThat(windows.all()).as("seed %d", seed).extracting(Window::asOf).containsExactlyElementsOf(expected);
        assertThat(windows.all()).as("seed %d", seed).allSatisfy(shown -> {
            List<Line> within = lines.stream()
                    .filter(line -> line.month() <= shown.asOf() && line.month() > shown.asOf() - window)
                    .toList();
            assertThat(shown.totals().sameAs(RandomBooks.sum(countries, within)))
                    .isTrue();
            assertThat(shown.coveredMonths()).isEqualTo(Math.min(window, shown.asOf() - FIRST + 1));
            assertThat(shown.complete()).isEqualTo(shown.asOf() < newest - period + 1);
        });
    }

    @Test
    void aWindowIsComparedWithTheOneTwelveMonthsEarlierIfThatOneIsWhole() {
        Clock clock = Clocks.declared(1, FIRST, FIRST + 30, OptionalInt.empty());
        Windows windows = windows(List.of(), new Countries(), clock, WindowRule.DEFAULT);

        assertThat(windows.yearBefore(windows.at(FIRST + 23).orElseThrow()))
                .map(Window::asOf)
                .hasValue(FIRST + 11);
        assertThat(windows.yearBefore(windows.at(FIRST + 22).orElseThrow())).isEmpty();
        assertThat(windows.yearBefore(windows.at(FIRST + 5).orElseThrow())).isEmpty();
    }

    @Test
    void thereIsNoWindowOfAMonthThatHasNotBegunOrIsBeyondTheHorizon() {
        WindowRule rule = new WindowRule(12, 24);
        Clock clock = Clocks.declared(1, FIRST, FIRST + 40, OptionalInt.empty());
        Windows windows = windows(List.of(), new Countries(), clock, rule);

        assertThat(windows.at(FIRST + 41)).isEmpty();
        assertThat(windows.at(FIRST + 40 - 24 + 12)).isPresent();
        assertThat(windows.at(FIRST + 40 - 24 + 11)).isEmpty();
    }
}
