package org.lodewatch.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final long MILLI = 1_000_000;
    private static final int BOOKS = 3;

    private final Sightings sightings = new Sightings(trigger -> trigger * MILLI, 4, 16, BOOKS);

    @Test
    void the_time_counts_from_when_a_trigger_was_due() {
        sightings.see(6, 11 * MILLI);

        assertThat(sightings.micros(0).getTotalCount()).isEqualTo(1);
        assertThat(sightings.micros(0).getMaxValue()).isBetween(5_000L, 5_010L);
    }

    @Test
    void triggers_of_the_warm_up_are_seen_and_not_measured() {
        sightings.see(5, 90 * MILLI);

        assertThat(sightings.seen()).isEqualTo(1);
        assertThat(sightings.missing()).isEqualTo(15);
        assertThat(sightings.micros(6 * MILLI).getTotalCount()).isZero();
    }

    @Test
    void triggers_of_earlier_runs_are_passed_over() {
        sightings.see(3, 90 * MILLI);
        sightings.seeUpTo(2, 90 * MILLI);

        assertThat(sightings.seen()).isZero();
    }

    @Test
    void what_is_seen_twice_is_doubled_and_measured_as_it_was_first() {
        sightings.see(5, 6 * MILLI);
        sightings.see(5, 60 * MILLI);

        assertThat(sightings.doubled()).isEqualTo(1);
        assertThat(sightings.seen()).isEqualTo(1);
        assertThat(sightings.micros(0).getMaxValue()).isBetween(1_000L, 1_010L);
    }

    @Test
    void shares_of_a_later_trigger_show_those_that_they_took_the_place_of() {
        sightings.seeUpTo(5, 6 * MILLI);
        sightings.seeUpTo(14, 15 * MILLI);
        sightings.seeUpTo(14, 70 * MILLI);

        assertThat(sightings.seen()).isEqualTo(4);
        assertThat(sightings.overtaken()).isEqualTo(2);
        assertThat(sightings.doubled()).isZero();
        assertThat(sightings.micros(0).getMaxValue()).isBetween(7_000L, 7_010L);
    }

    @Test
    void of_those_seen_late_the_last_to_be_seen_counts() {
        sightings.see(4, 30 * MILLI);
        sightings.see(5, 40 * MILLI);
        sightings.see(17, 50 * MILLI);
        sightings.see(18, 60 * MILLI);

        assertThat(sightings.lastSeenLate(33 * MILLI)).hasValue(60 * MILLI);
        assertThat(sightings.lastSeenLate(60 * MILLI)).isEmpty();
    }

    @Test
    void what_came_of_no_trigger_is_doubled() {
        sightings.see(20, 21 * MILLI);

        assertThat(sightings.doubled()).isEqualTo(1);
        assertThat(sightings.seen()).isZero();
    }
}
