package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.experiment.CostMeter.Cost;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.replay.ReplayTable.ReplayJob;

class ReplayTableTest {

    private static final Cost COST = new Cost(4.44, 0.5, 2_000L << 20);

    private static ReplayTable.JobRow row(ReplayJob job, int threads, boolean warm, long records, double seconds) {
        return new ReplayTable.JobRow(job, threads, warm, new Measured(records, seconds, COST), null);
    }

    @Test
    void eachRowIsComparedWithTheLimitsOfAsManyThreadsThatAreAsWarm() {
        ReplayTable table = new ReplayTable(List.of(
                row(ReplayJob.CONSUME, 1, true, 1_000_000, 0.1),
                row(ReplayJob.CONSUME, 2, false, 1_000_000, 0.2),
                row(ReplayJob.CONSUME, 2, true, 1_000_000, 0.5),
                row(ReplayJob.LOOP, 2, true, 1_000_000, 1),
                row(ReplayJob.PRODUCT, 2, true, 1_000_000, 2),
                row(ReplayJob.TEXTBOOK, 2, true, 100_000, 10)));

        ReplayTable.Compared product = table.compared().get(4);

        assertThat(product.ofRawConsume()).isEqualTo(0.25);
        assertThat(product.ofRawLoop()).isEqualTo(0.5);
        assertThat(product.timesTextbook()).isEqualTo(50);
    }

    @Test
    void rowsLineUpAndARatioToAJobThatDidNotRunIsADash() {
        ReplayTable table = new ReplayTable(List.of(
                row(ReplayJob.CONSUME, 2, false, 10_000_000, 4), row(ReplayJob.PRODUCT, 2, false, 10_000_000, 10)));

        assertThat(table.lines())
                .containsExactly(
                        "job          threads  JVM      records  records/s  CPU s  broker CPU s  peak MiB  of raw consume"
                                + "  of raw loop  x textbook",
                        "raw consume        2  cold  10,000,000  2,500,000    4.4           0.5     2,000            1.00"
                                + "            -           -",
                        "product            2  cold  10,000,000  1,000,000    4.4           0.5     2,000            0.40"
                                + "            -           -");
    }

    @Test
    void theRatioToFlinkHasAColumnWhereFlinkRan() {
        ReplayTable table = new ReplayTable(
                List.of(row(ReplayJob.PRODUCT, 2, true, 1_000_000, 1), row(ReplayJob.FLINK, 2, true, 1_000_000, 4)));

        assertThat(table.compared().get(0).timesFlink()).isEqualTo(4);
        assertThat(table.lines().get(0)).endsWith("x textbook  x Flink");
        assertThat(table.lines().get(1)).startsWith("product").endsWith("     4.00");
        assertThat(table.lines().get(2)).startsWith("Apache Flink").endsWith("        -");
    }

    @Test
    void theUsualJobsNeedNoDownload() {
        assertThat(ReplayJob.USUAL).doesNotContain(ReplayJob.FLINK).hasSize(ReplayJob.values().length - 1);
    }

    @Test
    void aJobWithoutAResultHasAReasonAndNoFigures() {
        ReplayTable table = new ReplayTable(List.of(
                row(ReplayJob.CONSUME, 2, false, 10_000_000, 4),
                new ReplayTable.JobRow(
                        ReplayJob.PRODUCT, 2, false, null, "1 of 1,080 shares differ from those of the log")));

        assertThat(table.compared()).hasSize(1);
        assertThat(table.lines())
                .hasSize(3)
                .last()
                .isEqualTo("no result: product, 2 threads: 1 of 1,080 shares differ from those of the log");
    }
}
