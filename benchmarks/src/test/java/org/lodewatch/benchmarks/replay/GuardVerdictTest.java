package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.experiment.CostMeter.Cost;
import org.lodewatch.benchmarks.experiment.Measured;

class GuardVerdictTest {

    private static final GuardVerdict.Best RAW_LOOP = new GuardVerdict.Best(1_000_000, 1.5);

    @Test
    void aProductAtHalfTheRateOfTheRawLoopPasses() {
        GuardVerdict verdict = GuardVerdict.of(RAW_LOOP, new GuardVerdict.Best(500_000, 3), 66);

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.bounds()).extracting(GuardVerdict.Bound::line).allMatch(line -> line.startsWith("ok"));
    }

    @Test
    void aProductAtATwentiethOfTheRateOfTheRawLoopFails() {
        GuardVerdict verdict = GuardVerdict.of(RAW_LOOP, new GuardVerdict.Best(50_000, 3), 66);

        assertThat(verdict.isKept()).isFalse();
        assertThat(verdict.bounds())
                .extracting(GuardVerdict.Bound::line)
                .contains("FAIL  rate, of the raw exactly-once loop's: 0.0500, must be at least 0.150");
    }

    @Test
    void aProductThatUsesTooMuchProcessorTimeFails() {
        GuardVerdict verdict = GuardVerdict.of(RAW_LOOP, new GuardVerdict.Best(500_000, 10), 66);

        assertThat(verdict.isKept()).isFalse();
        assertThat(verdict.bounds())
                .extracting(GuardVerdict.Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  processor time"));
    }

    @Test
    void aLedgerWithMoreThanSeventyTwoBytesPerRecordFails() {
        GuardVerdict verdict = GuardVerdict.of(RAW_LOOP, new GuardVerdict.Best(500_000, 3), 72.5);

        assertThat(verdict.isKept()).isFalse();
        assertThat(verdict.bounds())
                .extracting(GuardVerdict.Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  bytes of ledger"));
    }

    @Test
    void aFigureThatDoesNotExistIsWithinNoBound() {
        GuardVerdict verdict = GuardVerdict.of(RAW_LOOP, new GuardVerdict.Best(500_000, 3), Double.NaN);

        assertThat(verdict.isKept()).isFalse();
    }

    @Test
    void ofSeveralRunsTheFastestAndTheCheapestCount() {
        GuardVerdict.Best best = GuardVerdict.Best.of(List.of(
                new Measured(1_000_000, 2, new Cost(3, 0.1, 1)), new Measured(1_000_000, 4, new Cost(2.5, 0.1, 1))));

        assertThat(best).isEqualTo(new GuardVerdict.Best(500_000, 2.5));
    }
}
