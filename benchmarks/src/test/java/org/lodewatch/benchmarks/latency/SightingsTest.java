package org.lodewatch.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final long MILLI = 1_000_000;
    private static final int BOOKS = 3;

    private final Sightings sightings = new Sightings(trigger -> trigger * MILLI, 4, 16, BOOKS);

    @Test
    void theTimeCountsFromWhenATriggerWasDue() {
        sightings.see(6, 11 * MILLI);

        assertThat(sightings.micros(0).getTotalCount()).isEqualTo(1);
        assertThat(sightings.micros(0).getMaxValue()).isBetween(5_000L, 5_010L);
    }

    @Test
    void triggersOfTheWarmUpAreSeenAndNotMeasured() {
        sightings.see(5, 90 * MILLI);

        assertThat(sightings.seen()).isEqualTo(1);
        assertThat(sightings.missing()).isEqualTo(15);
        assertThat(sightings.micros(6 * MILLI).getTotalCount()).isZero();
    }

    @Test
    void triggersOfEarlierRunsArePassedOver() {
        sightings.see(3, 90 * MILLI);
        sightings.seeUpTo(2, 90 * MILLI);

        assertThat(sightings.seen()).isZero();
    }

    @Test
    void whatIsSeenTwiceIsDoubledAndMeasuredAsItWasFirst() {
        sightings.see(5, 6 * MILLI);
        sightings.see(5, 60 * MILLI);

        assertThat(sightings.doubled()).isEqualTo(1);
        assertThat(sightings.seen()).isEqualTo(1);
        assertThat(sightings.micros(0).getMaxValue()).isBetween(1_000L, 1_010L);
    }

    @Test
    void sharesOfALaterTriggerShowThoseThatTheyTookThePlaceOf() {
        sightings.seeUpTo(5, 6 * MILLI);
        sightings.seeUpTo(14, 15 * MILLI);
        sightings.seeUpTo(14, 70 * MILLI);

        assertThat(sightings.seen()).isEqualTo(4);
        assertThat(sightings.overtaken()).isEqualTo(2);
        assertThat(sightings.doubled()).isZero();
        assertThat(sightings.micros(0).getMaxValue()).isBetween(7_000L, 7_010L);
    }

    @Test
    void ofThoseSeenLateTheLastToBeSeenCounts() {
        sightings.see(4, 30 * MILLI);
        sightings.see(5, 40 * MILLI);
        sightings.see(17, 50 * MILLI);
        sightings.see(18, 60 * MILLI);

        assertThat(sightings.lastSeenLate(33 * MILLI)).hasValue(60 * MILLI);
        assertThat(sightings.lastSeenLate(60 * MILLI)).isEmpty();
    }

    @Test
    void whatCameOfNoTriggerIsDoubled() {
        sightings.see(20, 21 * MILLI);

        assertThat(sightings.doubled()).isEqualTo(1);
        assertThat(sightings.seen()).isZero();
    }
}
