package org.lodewatch.producer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.values.ReleaseDelay;

class ReleaseScheduleTest {

    private static final ReleaseSchedule SCHEDULE =
            new ReleaseSchedule(ReleaseDelay.US_CENSUS, Duration.ofHours(1), Duration.ofDays(1));

    // May ends on the 31st: its figures are expected from 3 to 15 July, those of June from 2 to 14 August.
    @ParameterizedTest(name = "at {0}, {1} read: {2}")
    @CsvSource({
        "2026-07-03T00:00:00Z, 2026-04, 2026-07-03T01:00:00Z",
        "2026-07-15T23:30:00Z, 2026-04, 2026-07-16T00:30:00Z",
        "2026-07-16T00:00:00Z, 2026-04, 2026-07-17T00:00:00Z",
        "2026-07-08T13:00:00Z, 2026-05, 2026-07-09T13:00:00Z",
        "2026-07-02T13:00:00Z, 2026-04, 2026-07-03T00:00:00Z",
        "2026-07-01T13:00:00Z, 2026-04, 2026-07-02T13:00:00Z",
        "2026-08-01T13:00:00Z, 2026-05, 2026-08-02T00:00:00Z",
        "2026-08-02T13:00:00Z, 2026-05, 2026-08-02T14:00:00Z",
        "2026-07-08T13:00:00Z,        , 2026-07-08T14:00:00Z",
        "2026-07-20T13:00:00Z,        , 2026-07-21T13:00:00Z",
        "2024-02-02T12:00:00Z, 2023-11, 2024-02-02T13:00:00Z",
    })
    void itIsEagerOnlyWhileAMonthIsExpected(Instant now, String newest, Instant next) {
        assertThat(SCHEDULE.nextPoll(now, Optional.ofNullable(newest))).isEqualTo(next);
    }
}
