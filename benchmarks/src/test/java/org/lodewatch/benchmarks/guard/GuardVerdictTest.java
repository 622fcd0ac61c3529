package org.lodewatch.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.Measured;

class GuardVerdictTest {

    private static final Best RAW_LOOP = new Best(1_000_000, 1.5);

    @Test
    void aProductAtHalfTheRateOfTheRawLoopPasses() {
        GuardVerdict judgement = GuardVerdict.of(RAW_LOOP, new Best(500_000, 3), 66);

        assertThat(judgement.isKept()).isTrue();
        assertThat(judgement.bounds()).extracting(Bound::line).allMatch(line -> line.startsWith("ok"));
    }

    @Test
    void aProductAtATwentiethOfTheRateOfTheRawLoopFails() {
        GuardVerdict judgement = GuardVerdict.of(RAW_LOOP, new Best(50_000, 3), 66);

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .contains("FAIL  rate, of the raw exactly-once loop's: 0.0500, must be at least 0.150");
    }

    @Test
    void aProductThatTakesTheProcessorTooLongFails() {
        GuardVerdict judgement = GuardVerdict.of(RAW_LOOP, new Best(500_000, 10), 66);

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  processor time"));
    }

    @Test
    void aLedgerThatTakesMoreThanSeventyTwoBytesARecordFails() {
        GuardVerdict judgement = GuardVerdict.of(RAW_LOOP, new Best(500_000, 3), 72.5);

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  bytes of ledger"));
    }

    @Test
    void aFigureThatIsNoneIsWithinNoBound() {
        GuardVerdict judgement = GuardVerdict.of(RAW_LOOP, new Best(500_000, 3), Double.NaN);

        assertThat(judgement.isKept()).isFalse();
    }

    @Test
    void ofSeveralGoesTheQuickestAndTheCheapestCount() {
        Best best = Best.of(List.of(
                new Measured(1_000_000, 2, new Cost(3, 0.1, 1)), new Measured(1_000_000, 4, new Cost(2.5, 0.1, 1))));

        assertThat(best).isEqualTo(new Best(500_000, 2.5));
    }
}
