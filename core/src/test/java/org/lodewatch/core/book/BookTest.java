package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.RandomBooks.Line;
import org.lodewatch.schemas.values.CountryCode;

class BookTest {

    private static final int MONTH = 600;
    private static final int CHINA = CountryCode.of("CN");

    private final Book book = new Book();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private Totals of(long value) {
        Totals totals = new Totals(book.countries());
        totals.add(CHINA, value, -1, 1);
        return totals;
    }

    private long value() {
        return book.windows(Clocks.declared(1, MONTH, MONTH, OptionalInt.empty()), WindowRule.DEFAULT)
                .at(MONTH)
                .orElseThrow()
                .totals()
                .of(CHINA, Totals.VALUE);
    }

    @Test
    void theContributionsOfTwoInputPartitionsAddUp() {
        book.replace(0, MONTH, of(10));
        book.replace(1, MONTH, of(5));

        assertThat(value()).isEqualTo(15);
    }

    @Test
    void aContributionReplacesTheOneBefore() {
        book.replace(0, MONTH, of(10));
        book.replace(0, MONTH, of(3));

        assertThat(value()).isEqualTo(3);
    }

    @Test
    void theSameContributionTwiceChangesNothing() {
        book.replace(0, MONTH, of(10));

        assertThat(book.replace(0, MONTH, of(10))).isFalse();
        assertThat(value()).isEqualTo(10);
    }

    @Test
    void anEmptyContributionRemovesTheOneBefore() {
        book.replace(0, MONTH, of(10));

        assertThat(book.replace(0, MONTH, new Totals(book.countries()))).isTrue();
        assertThat(book.replace(0, MONTH, new Totals(book.countries()))).isFalse();
        assertThat(value()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsIncludeChangesSinceTheyWereFirstRead(long seed) {
        Random random = new Random(seed);
        WindowRule rule = new WindowRule(12, 36);
        Map<List<Integer>, Totals> expectedParts = new HashMap<>();
        for (int step = 0; step < 60; step++) {
            int partition = random.nextInt(3);
            int month = MONTH + random.nextInt(40);
            List<Line> lines = RandomBooks.lines(random, random.nextInt(4), month, 1);
            expectedParts.put(List.of(partition, month), RandomBooks.sum(book.countries(), lines));
            book.replace(partition, month, RandomBooks.sum(book.countries(), lines));
            // The clock moves on, so that the horizon passes over months that windows have summed.
            Clock clock = Clocks.declared(1, MONTH, MONTH + 30 + step / 6, OptionalInt.empty());

            for (Window window : book.windows(clock, rule).all()) {
                Totals expected = new Totals(book.countries());
                expectedParts.forEach((place, totals) -> {
                    int of = place.get(1);
                    if (of >= clock.oldestMonth(rule) && of <= window.asOf() && of > window.asOf() - 12) {
                        expected.add(totals, 1);
                    }
                });
                assertThat(window.totals().sameAs(expected))
                        .as("seed %d, step %d, window %d", seed, step, window.asOf())
                        .isTrue();
                assertThat(window.totals().sum(Totals.VALUE)).isEqualTo(expected.sum(Totals.VALUE));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLastContributionsCountInAnyOrderAndWithRepetitions(long seed) {
        Random random = new Random(seed);
        List<Line> lines = RandomBooks.lines(random, 200, MONTH, 24);
        Map<List<Integer>, List<Line>> cells =
                lines.stream().collect(Collectors.groupingBy(line -> List.of(line.partition(), line.month())));
        List<Runnable> contributions = new ArrayList<>();
        cells.forEach((place, some) -> contributions.add(
                () -> book.replace(place.get(0), place.get(1), RandomBooks.sum(book.countries(), some))));
        for (int repeat = 0; repeat < 3; repeat++) {
            // Earlier, partial contributions, then the last ones, some twice.
            cells.forEach((place, some) -> book.replace(
                    place.get(0),
                    place.get(1),
                    RandomBooks.sum(book.countries(), some.subList(0, random.nextInt(some.size())))));
        }
        Collections.shuffle(contributions, random);

        contributions.forEach(Runnable::run);
        contributions.subList(0, contributions.size() / 2).forEach(Runnable::run);

        Clock clock = Clocks.declared(1, MONTH, MONTH + 23, OptionalInt.empty());
        Window last = book.windows(clock, new WindowRule(24, 24)).at(MONTH + 23).orElseThrow();
        assertThat(last.totals().sameAs(RandomBooks.sum(book.countries(), lines)))
                .as("seed %d", seed)
                .isTrue();
    }
}
