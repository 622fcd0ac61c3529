package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonthSetTest {

    private static final int JANUARY = 24_300;

    private final MonthSet months = new MonthSet();

    @Test
    void hasWhatWasAddedInOrder() {
        months.add(JANUARY + 3, JANUARY + 4);
        months.add(JANUARY, JANUARY);

        assertThat(months.upTo(JANUARY + 3)).containsExactly(JANUARY, JANUARY + 3);
        assertThat(months.first()).isEqualTo(JANUARY);
        assertThat(months.lastUpTo(JANUARY + 9)).isEqualTo(JANUARY + 4);
    }

    @Test
    void aRangeThatEndsBeforeItBeginsHasNoMonth() {
        months.add(JANUARY, JANUARY - 1);

        assertThat(months.isEmpty()).isTrue();
        assertThat(months.hasAny(Integer.MIN_VALUE, Integer.MAX_VALUE)).isFalse();
        assertThat(months.upTo(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void isUsedAgainAfterItWasEmpty() {
        months.add(JANUARY, JANUARY + 1);
        months.removeAfter(JANUARY - 1);
        months.add(JANUARY - 500, JANUARY - 500);

        assertThat(months.upTo(Integer.MAX_VALUE)).containsExactly(JANUARY - 500);
    }

    @Test
    void agreesWithASetOfNumbers() {
        SplittableRandom random = new SplittableRandom(20261130);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            int month = JANUARY + random.nextInt(-40, 40);
            int last = month + random.nextInt(-2, 12);
            switch (random.nextInt(5)) {
                case 0 -> {
                    months.removeAfter(month);
                    expected.tailSet(month, false).clear();
                }
                case 1 -> {
                    months.add(month, last);
                    for (int each = month; each <= last; each++) {
                        expected.add(each);
                    }
                }
                default -> {
                    months.remove(month);
                    expected.remove(month);
                }
            }

            assertThat(months.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(months.upTo(month)).isEqualTo(List.copyOf(expected.headSet(month, true)));
            assertThat(months.hasAny(month, last))
                    .isEqualTo(month <= last
                            && !expected.subSet(month, true, last, true).isEmpty());
            if (!expected.isEmpty()) {
                assertThat(months.first()).isEqualTo(expected.first());
                assertThat(months.lastUpTo(Integer.MAX_VALUE)).isEqualTo(expected.last());
            }
        }
    }
}
