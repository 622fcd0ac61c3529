package org.lodewatch.clients.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitReportsTest {

    private long seconds;
    private final WaitReports reports = new WaitReports(() -> seconds * 1_000_000_000L, Duration.ofSeconds(30));

    private List<Long> reportedWithin(int waited) {
        List<Long> reported = new ArrayList<>();
        reports.begin();
        for (int i = 0; i < waited; i++) {
            seconds++;
            reports.due().map(Duration::toSeconds).ifPresent(reported::add);
        }
        return reported;
    }

    @Test
    void aLongWaitIsReportedAtDoublingIntervals() {
        assertThat(reportedWithin(3000)).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1560L, 2160L, 2760L);
        assertThat(reports.end()).contains(Duration.ofSeconds(3000));
    }

    @Test
    void aShortWaitIsNotReported() {
        assertThat(reportedWithin(29)).isEmpty();
        assertThat(reports.end()).isEmpty();
        assertThat(reports.due()).isEmpty();
        assertThat(reports.lasted()).isZero();
    }

    @Test
    void eachWaitIsReportedByItself() {
        reportedWithin(100);
        reports.end();

        assertThat(reportedWithin(35)).containsExactly(30L);
    }
}
