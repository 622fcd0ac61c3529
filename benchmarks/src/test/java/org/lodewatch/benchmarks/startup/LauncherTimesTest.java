package org.lodewatch.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTimesTest {

    private final LauncherTimes three = new LauncherTimes("shares", "lodewatch", List.of(300.0, 100.0, 250.0));

    @Test
    void theMedianOfThreeRunsIsTheOneBetween() {
        assertThat(three.median()).isEqualTo(250);
        assertThat(three.least()).isEqualTo(100);
    }

    @Test
    void theMedianOfTwoRunsIsBetweenThem() {
        LauncherTimes two = new LauncherTimes("shares", "other", List.of(60.0, 40.0));

        assertThat(two.median()).isEqualTo(50);
        assertThat(two.partOf(three)).isEqualTo(0.2);
    }
}
