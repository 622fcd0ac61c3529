package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.service.lag.PartitionWindow.PartitionSample;

/** Samples come every 5 s, and the window is a minute. */
class PartitionWindowTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int A_WINDOW = 13;

    private final PartitionWindow window = new PartitionWindow(Duration.ofMinutes(1));
    private int samples;

    private LagStatus look(long position, long end, boolean live) {
        Lag lag = position == end
                ? Lag.NONE
                : new Lag(OptionalLong.of(end - position), true, Optional.of(Duration.ofSeconds(1)));
        return add(OptionalLong.of(position), lag, live);
    }

    private LagStatus look(long position, long end) {
        return look(position, end, true);
    }

    private LagStatus add(OptionalLong position, Lag lag, boolean live) {
        window.add(new PartitionSample(BEGINNING.plusSeconds(5L * samples++), position, lag, live));
        return window.status();
    }

    @Test
    void nothingToReadIsOkWithOrWithoutMembers() {
        for (int i = 0; i < A_WINDOW; i++) {
            assertThat(look(100, 100, i % 2 == 0)).isEqualTo(LagStatus.OK);
        }
        assertThat(window.isCertain()).isTrue();
    }

    @Test
    void somethingToReadWithoutMembersIsAStopAtOnce() {
        assertThat(look(100, 101, false)).isEqualTo(LagStatus.STOP);
    }

    /** Its start offset may stay although its members acknowledge, so only its lag shows whether it moves. */
    @Test
    void aShareGroupIsAStallOnlyIfItsLagNeverFalls() {
        for (int i = 0; i < A_WINDOW; i++) {
            add(OptionalLong.empty(), Lag.counted(Optional.of(50L + i)), true);
        }
        assertThat(window.status()).isEqualTo(LagStatus.STALL);
        assertThat(window.rate()).isEmpty();

        assertThat(add(OptionalLong.empty(), Lag.counted(Optional.of(40L)), true))
                .isNotEqualTo(LagStatus.STALL);
        assertThat(add(OptionalLong.empty(), Lag.counted(Optional.of(0L)), true))
                .isEqualTo(LagStatus.OK);
    }

    @Test
    void aConsumerThatCommitsWithoutBeingAMemberIsAlive() {
        look(100, 200, false);

        assertThat(look(150, 250, false)).isEqualTo(LagStatus.OK);
    }

    @Test
    void theLastCommitOfALeavingConsumerDoesNotKeepItAlive() {
        look(100, 200, true);

        assertThat(look(150, 250, false)).isEqualTo(LagStatus.STOP);
    }

    @Test
    void noMoveOverAWholeWindowIsAStall() {
        for (int i = 0; i < A_WINDOW - 1; i++) {
            assertThat(look(100, 200 + i)).isEqualTo(LagStatus.OK);
            assertThat(window.isCertain()).isFalse();
        }

        assertThat(look(100, 300)).isEqualTo(LagStatus.STALL);
        assertThat(window.isCertain()).isTrue();
    }

    @Test
    void nothingToReadWithinTheWindowIsNoStall() {
        look(100, 100);
        for (int i = 0; i < A_WINDOW - 1; i++) {
            assertThat(look(100, 200)).isEqualTo(LagStatus.OK);
        }

        assertThat(look(100, 200)).isEqualTo(LagStatus.STALL);
    }

    @Test
    void aConstantlyGrowingLagIsAWarning() {
        for (int i = 0; i < A_WINDOW - 1; i++) {
            assertThat(look(100 + i, 1000 + 10 * i)).isEqualTo(LagStatus.OK);
        }

        assertThat(look(200, 1200)).isEqualTo(LagStatus.WARN);
    }

    @Test
    void aGrowingLagWithADipIsStillAWarning() {
        for (int i = 0; i < 4 * A_WINDOW; i++) {
            long lag = i % A_WINDOW == 8 ? 500 : 1000 + 100 * i;
            LagStatus status = look(10 * i, 10 * i + lag);
            if (i >= A_WINDOW) {
                assertThat(status).as("look %d", i).isEqualTo(LagStatus.WARN);
            }
        }
    }

    /** As with {@code lag --watch --interval 2m}. */
    @ParameterizedTest
    @CsvSource({"100, 150, 1000, OK", "100, 150, 1100, WARN", "100, 100, 1000, STALL"})
    void twoSamplesFurtherApartThanAWindowDetermineTheStatus(long first, long second, long end, LagStatus expected) {
        look(first, 1000);
        samples += 2 * A_WINDOW;

        assertThat(look(second, end)).isEqualTo(expected);
    }

    @Test
    void aConsumerThatGainsAfterABurstIsOk() {
        for (int i = 0; i < 3; i++) {
            look(100 + i, 110 + i);
        }
        for (int i = 0; i < 2 * A_WINDOW; i++) {
            assertThat(look(200 + 100 * i, 100_000)).isEqualTo(LagStatus.OK);
        }
    }

    @Test
    void aConsumerThatWentBackIsARewindUntilItIsWhereItWas() {
        look(1000, 2000);
        assertThat(look(100, 2000)).isEqualTo(LagStatus.REWIND);
        for (int position = 200; position < 1000; position += 10) {
            assertThat(look(position, 2000)).isEqualTo(LagStatus.REWIND);
        }

        assertThat(look(1000, 2000)).isEqualTo(LagStatus.OK);
    }

    @Test
    void aConsumerThatWentBackAndDoesNotMoveIsAStall() {
        look(1000, 2000);
        LagStatus status = LagStatus.OK;
        for (int i = 0; i < 2 * A_WINDOW; i++) {
            status = look(100, 2000);
        }

        assertThat(status).isEqualTo(LagStatus.STALL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyAlarmEndsWhenAllIsRead(boolean live) {
        look(1000, 2000);
        look(500, 2000, live);
        for (int i = 0; i < A_WINDOW; i++) {
            look(500, 2000 + i, live);
        }
        assertThat(window.status()).isIn(LagStatus.STALL, LagStatus.STOP);

        assertThat(look(2100, 2100, live)).isEqualTo(LagStatus.OK);
        assertThat(look(2100, 2101)).isEqualTo(LagStatus.OK);
    }

    @Test
    void unknownIsNeitherOkNorAnAlarm() {
        assertThat(add(OptionalLong.empty(), Lag.UNKNOWN, true)).isEqualTo(LagStatus.UNKNOWN);
        assertThat(add(OptionalLong.empty(), Lag.UNKNOWN, false)).isEqualTo(LagStatus.UNKNOWN);
        assertThat(window.rate()).isEmpty();
        assertThat(window.isCertain()).isTrue();
    }

    @Test
    void anEstimateOfNothingIsNotNothing() {
        assertThat(add(OptionalLong.of(1), new Lag(OptionalLong.of(0), false, Optional.empty()), false))
                .isEqualTo(LagStatus.STOP);
    }

    @Test
    void twoSamplesShowAGain() {
        look(100, 200);
        assertThat(window.isCertain()).isFalse();
        look(150, 201);

        assertThat(window.isCertain()).isTrue();
        assertThat(window.status()).isEqualTo(LagStatus.OK);
        assertThat(window.rate()).hasValue(10);
    }

    /** Commits follow the consumer's own rhythm, so that its lag goes up and down although it keeps up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aConsumerThatKeepsUpIsHardlyEverAWarning(long seed) {
        Random random = new Random(seed);
        int warnings = 0;
        for (int i = 0; i < 1_000; i++) {
            long end = 1_000L * (i + 10);
            LagStatus status = look(end - 1 - random.nextInt(5_000), end);
            warnings += status == LagStatus.WARN ? 1 : 0;
            assertThat(status).isNotEqualTo(LagStatus.STALL);
        }
        assertThat(warnings).as("seed %d", seed).isLessThan(20);
    }

    /** The definition of a status holds after any sequence of samples. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aStatusMeetsItsDefinition(long seed) {
        Random random = new Random(seed);
        long end = 1_000;
        long position = 500;
        long highest = position;
        long still = 0;
        boolean lived = true;
        for (int i = 0; i < 5_000; i++) {
            end += random.nextInt(50);
            long before = position;
            switch (random.nextInt(40)) {
                case 0 -> position = Math.max(0, position - random.nextInt(400));
                case 1 -> position = end;
                case 2, 3, 4, 5, 6, 7, 8, 9 -> position = Math.min(end, position + random.nextInt(200));
                default -> {}
            }
            boolean live = random.nextInt(30) == 0 ? !lived : lived;
            LagStatus status = look(position, end, live);

            highest = position == end ? position : Math.max(highest, position);
            still = position == before && position < end ? still + 1 : 0;
            String what = "seed %d, sample %d".formatted(seed, i);
            if (position == end) {
                assertThat(status).as(what).isEqualTo(LagStatus.OK);
            } else if (!live && lived) {
                assertThat(status).as(what).isEqualTo(LagStatus.STOP);
            }
            if (status == LagStatus.STALL) {
                assertThat(still).as(what).isGreaterThanOrEqualTo(A_WINDOW - 1);
            }
            if (status == LagStatus.REWIND) {
                assertThat(position).as(what).isLessThan(highest);
            }
            if (live && still >= A_WINDOW) {
                assertThat(status).as(what).isEqualTo(LagStatus.STALL);
            }
            lived = live;
        }
    }
}
