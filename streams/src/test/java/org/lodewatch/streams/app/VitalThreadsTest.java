package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalThreadsTest {

    private static final List<String> ALL = List.of(
            "c-StreamThread-1",
            "c-StreamThread-2",
            "c-StateUpdater-1",
            "c-StateUpdater-2",
            "kafka-producer-network-thread | c-StreamThread-1-producer",
            "kafka-producer-network-thread | c-StreamThread-2-producer",
            "kafka-admin-client-thread | c-admin",
            "main");

    private final VitalThreads threads = new VitalThreads("c", 2);

    @Test
    void nothingIsMissingWhileAllLive() {
        assertThat(threads.missing(ALL)).isEmpty();
        assertThat(threads.missing(ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aThreadThatIsGoneAtTwoLooksIsMissing(int gone) {
        List<String> living = new ArrayList<>(ALL);
        String dead = living.remove(gone);

        assertThat(threads.missing(living)).isEmpty();
        assertThat(threads.missing(living))
                .hasValueSatisfying(name -> assertThat(dead).startsWith(name));
    }

    @Test
    void aThreadThatIsReplacedIsNotMissing() {
        List<String> between = ALL.subList(1, ALL.size());
        List<String> replaced = new ArrayList<>(between);
        replaced.add("c-StreamThread-3");

        assertThat(threads.missing(between)).isEmpty();
        assertThat(threads.missing(replaced)).isEmpty();
        assertThat(threads.missing(between)).isEmpty();
    }
}
