package org.lodewatch.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.messages.MineralShares;

class LogSharesTest {

    @TempDir
    private Path directory;

    private static MineralShares shares(String asOf, long cents) {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setAsOf(asOf)
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(cents)
                .setWeightCoverage(0)
                .setRecords(1)
                .setCountries(List.of())
                .setHhi(0)
                .setTop3Share(0)
                .setWithoutTopValueCents(0)
                .build();
    }

    private static LogShares one(long cents) {
        return LogShares.of(Map.of("us-census/US/antimony@2024-12", shares("2024-12", cents)));
    }

    @Test
    void sharesAreTheSameAfterWritingAndReading() throws IOException {
        Path file = directory.resolve("shares");

        one(1).write(file);

        assertThat(LogShares.read(file)).isEqualTo(one(1)).isNotEqualTo(one(2));
    }

    @Test
    void theNewestWindowOfABookHasTheNameOfTheBook() {
        LogShares all = LogShares.of(Map.of(
                "us-census/US/antimony@2024-09", shares("2024-09", 5),
                "us-census/US/antimony@2024-12", shares("2024-12", 7),
                "us-census/US/antimony@2023-12", shares("2023-12", 6)));

        assertThat(all.size()).isEqualTo(3);
        assertThat(all.newest()).isEqualTo(LogShares.of(Map.of("us-census/US/antimony", shares("2024-12", 7))));
    }
}
