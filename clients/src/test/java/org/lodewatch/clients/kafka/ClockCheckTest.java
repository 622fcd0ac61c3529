package org.lodewatch.clients.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private Instant now = Instant.parse("2026-10-25T03:00:00Z");
    private final ClockCheck check = new ClockCheck(() -> now);

    @Test
    void aClockThatRunsOrIsSetForwardIsNoFault() {
        assertThat(check.look()).isEmpty();
        now = now.plusSeconds(5);
        assertThat(check.look()).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(check.look()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackIsNamed() {
        check.look();

        now = now.minus(Duration.ofHours(1));

        assertThat(check.look())
                .hasValue(
                        "the clock of this machine was set back by 3600 s, and Kafka's clients would wait until it is what it was:"
                                + " start the process again");
    }

    @Test
    void aClockThatIsSetBackByLittleIsNoFault() {
        check.look();
        now = now.minus(ClockCheck.LARGEST_SET_BACK);
        assertThat(check.look()).isEmpty();

        now = now.plus(ClockCheck.LARGEST_SET_BACK);
        check.look();
        now = now.minus(ClockCheck.LARGEST_SET_BACK);

        assertThat(check.look()).isEmpty();
    }

    @Test
    void aStepOfMoreThanThirtySecondsIsFoundAtAnyTimeBetweenTwoLooks() {
        check.look();
        now = now.plus(ClockCheck.INTERVAL).minusSeconds(31);

        assertThat(check.look()).isPresent();
    }

    @Test
    void stepsThatFollowEachOtherAddUp() {
        check.look();
        now = now.minusSeconds(20);
        check.look();

        now = now.minusSeconds(20);

        assertThat(check.look()).isPresent();
    }

    @Test
    void aClockThatIsCorrectedAfterItWasAheadWasSetBack() {
        check.look();
        now = now.plus(Duration.ofHours(1));
        check.look();

        now = now.minus(Duration.ofHours(1));

        assertThat(check.look()).isPresent();
    }
}
