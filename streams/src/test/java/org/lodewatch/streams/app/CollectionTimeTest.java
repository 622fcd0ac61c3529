package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class CollectionTimeTest {

    private static final long SECOND = 1_000_000_000;

    private long pausedMillis = 700;
    private long nanos = -20 * SECOND;
    private final CollectionTime collections = new CollectionTime(() -> pausedMillis);

    /** What looks every 5 s say while collections take a part of the time. */
    private List<Optional<String>> looks(int seconds, double part) {
        List<Optional<String>> looks = new ArrayList<>();
        for (int second = 0; second < seconds; second += 5) {
            nanos += 5 * SECOND;
            pausedMillis += (long) (5_000 * part);
            looks.add(collections.look(nanos));
        }
        return looks;
    }

    @Test
    void collectionsThatTakeNearlyAllTheTimeForHalfAMinuteAreTooMuch() {
        assertThat(looks(35, 0.95).subList(0, 6)).containsOnly(Optional.empty());

        assertThat(looks(5, 0.95).get(0))
                .hasValueSatisfying(why -> assertThat(why)
                        .matches(
                                "the heap is full: collections took 95 % of the last 30 s: give the JVM more than its \\d+ MiB with"
                                        + " LODEWATCH_OPTS, or start more instances"));
    }

    @Test
    void aPauseAfterHalfAMinuteOfThemStartsTheSpanAgain() {
        looks(25, 1);
        looks(10, 0.2);

        assertThat(looks(60, 0.5)).containsOnly(Optional.empty());
        assertThat(looks(20, 1)).containsOnly(Optional.empty());
        assertThat(looks(10, 1)).last().asString().contains("collections took 100 %");
    }

    @Test
    void theCollectionsOfThisProcessAreCounted() {
        LongSupplier paused = CollectionTime.ofThisProcess();
        long before = paused.getAsLong();

        // A collection may take less than a millisecond, and is then counted as none.
        for (int collection = 0; collection < 1_000 && paused.getAsLong() == before; collection++) {
            System.gc();
        }

        assertThat(paused.getAsLong()).isGreaterThan(before);
    }
}
