package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSurveyTest {

    @Test
    void markersBetweenRecordsAreNotCounted() {
        LogSurvey survey = new LogSurvey(10);
        survey.found(10);
        survey.found(11);
        survey.found(13);
        survey.reached(15);

        assertThat(survey.records(10, 15)).isEqualTo(3);
        assertThat(survey.records(12, 15)).isEqualTo(1);
        assertThat(survey.records(14, 15)).isZero();
        assertThat(survey.firstRecord(12)).hasValue(13);
        assertThat(survey.firstRecord(14)).isEmpty();
        assertThat(survey.covers(15)).isTrue();
    }

    @Test
    void unreadOffsetsAreEstimatedFromTheReadOnes() {
        LogSurvey survey = new LogSurvey(0);
        for (int record = 0; record < 100; record += 2) {
            survey.found(record);
        }
        survey.reached(100);

        assertThat(survey.covers(300)).isFalse();
        assertThat(survey.records(0, 300)).isEqualTo(150);
        assertThat(survey.records(200, 300)).isEqualTo(50);
    }

    @Test
    void withoutAnyReadOffsetEveryOffsetIsTakenForARecord() {
        assertThat(new LogSurvey(5).records(5, 25)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itAgreesWithCountingOffsetByOffset(long seed) {
        Random random = new Random(seed);
        boolean[] log = new boolean[2_000];
        double density = random.nextDouble();
        for (int offset = 0; offset < log.length; offset++) {
            log[offset] = random.nextDouble() < density;
        }
        LogSurvey survey = new LogSurvey(0);
        int from = 0;
        int to = 0;
        while (to < log.length) {
            int next = Math.min(log.length, to + random.nextInt(100));
            for (; to < next; to++) {
                if (log[to]) {
                    survey.found(to);
                }
            }
            survey.reached(to);
            from += random.nextInt(to - from + 1);
            survey.beginAt(from);

            assertThat(survey.end()).isEqualTo(to);
            int first = from + random.nextInt(to - from + 1);
            int end = first + random.nextInt(to - first + 1);
            assertThat(survey.records(first, end))
                    .as("seed %d, %d to %d", seed, first, end)
                    .isEqualTo(count(log, first, end));
            assertThat(survey.firstRecord(first))
                    .as("seed %d, after %d", seed, first)
                    .isEqualTo(firstRecord(log, first, to));
        }
    }

    @Test
    void aGroupThatWentBackRestartsTheSurvey() {
        LogSurvey survey = new LogSurvey(10);
        survey.reached(20);

        survey.beginAt(5);

        assertThat(survey.end()).isEqualTo(5);
    }

    @Test
    void aGroupBeyondTheSurveyRestartsIt() {
        LogSurvey survey = new LogSurvey(10);
        survey.reached(20);

        survey.beginAt(500);

        assertThat(survey.end()).isEqualTo(500);
        assertThat(survey.records(500, 510)).isEqualTo(10);
    }

    private static long count(boolean[] log, int first, int end) {
        long count = 0;
        for (int offset = first; offset < end; offset++) {
            count += log[offset] ? 1 : 0;
        }
        return count;
    }

    private static OptionalLong firstRecord(boolean[] log, int first, int end) {
        for (int offset = first; offset < end; offset++) {
            if (log[offset]) {
                return OptionalLong.of(offset);
            }
        }
        return OptionalLong.empty();
    }
}
