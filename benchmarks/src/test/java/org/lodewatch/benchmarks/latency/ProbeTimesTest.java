package org.lodewatch.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTimesTest {

    private static final long MILLI = 1_000_000;
    private static final int BOOKS = 3;

    private final ProbeTimes times = new ProbeTimes(probe -> probe * MILLI, 4, 16, BOOKS);

    @Test
    void theTimeCountsFromWhenAProbeWasDue() {
        times.see(6, 11 * MILLI);

        assertThat(times.micros(0).getTotalCount()).isEqualTo(1);
        assertThat(times.micros(0).getMaxValue()).isBetween(5_000L, 5_010L);
    }

    @Test
    void probesOfTheWarmUpAreSeenAndNotMeasured() {
        times.see(5, 90 * MILLI);

        assertThat(times.seen()).isEqualTo(1);
        assertThat(times.missing()).isEqualTo(15);
        assertThat(times.micros(6 * MILLI).getTotalCount()).isZero();
    }

    @Test
    void probesOfEarlierRunsAreIgnored() {
        times.see(3, 90 * MILLI);
        times.seeUpTo(2, 90 * MILLI);

        assertThat(times.seen()).isZero();
    }

    @Test
    void aProbeThatIsSeenTwiceIsADuplicateAndMeasuredOnce() {
        times.see(5, 6 * MILLI);
        times.see(5, 60 * MILLI);

        assertThat(times.duplicates()).isEqualTo(1);
        assertThat(times.seen()).isEqualTo(1);
        assertThat(times.micros(0).getMaxValue()).isBetween(1_000L, 1_010L);
    }

    @Test
    void sharesWithALaterProbeShowTheEarlierOnesOfTheBook() {
        times.seeUpTo(5, 6 * MILLI);
        times.seeUpTo(14, 15 * MILLI);
        times.seeUpTo(14, 70 * MILLI);

        assertThat(times.seen()).isEqualTo(4);
        assertThat(times.overtaken()).isEqualTo(2);
        assertThat(times.duplicates()).isZero();
        assertThat(times.micros(0).getMaxValue()).isBetween(7_000L, 7_010L);
    }

    @Test
    void ofTheProbesSeenLateTheLastOneCounts() {
        times.see(4, 30 * MILLI);
        times.see(5, 40 * MILLI);
        times.see(17, 50 * MILLI);
        times.see(18, 60 * MILLI);

        assertThat(times.lastSeenLate(33 * MILLI)).hasValue(60 * MILLI);
        assertThat(times.lastSeenLate(60 * MILLI)).isEmpty();
    }

    @Test
    void aProbeThatWasNeverSentIsADuplicate() {
        times.see(20, 21 * MILLI);

        assertThat(times.duplicates()).isEqualTo(1);
        assertThat(times.seen()).isZero();
    }
}
