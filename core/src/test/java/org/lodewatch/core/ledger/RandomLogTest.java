package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.RandomLog.Entry;
import org.lodewatch.core.ledger.RandomLog.Kind;

/** The outcome of every kind of record, including damaged ones. */
class RandomLogTest {

    private static final int SEEDS = 200;
    private static final long ONE_MEGABYTE = 1 << 20;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void everyKindIsAppliedOrRejectedForItsReason(Kind kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ImportLedger ledger = Lines.ledger(WindowRule.DEFAULT);
            Entry entry = new RandomLog(seed).entry(kind);

            Outcome outcome = ledger.apply(entry.key(), entry.value());

            if (kind.reason() == null) {
                assertThat(outcome).as("seed %d", seed).isNotEqualTo(Outcome.REJECTED);
                assertThat(ledger.rejection()).as("seed %d", seed).isNull();
            } else {
                assertThat(outcome).as("seed %d", seed).isEqualTo(Outcome.REJECTED);
                assertThat(ledger.rejection().reason()).as("seed %d", seed).hasToString(kind.reason());
                assertThat(ledger.rejection().message())
                        .as("seed %d", seed)
                        .isNotBlank()
                        .doesNotContain("\n");
                assertThat(Lines.contents(ledger)).as("seed %d", seed).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"HUGE_STRING", "NEGATIVE_STRING", "RANDOM_DATUM", "RANDOM_BYTES", "TRUNCATED"})
    void theLengthInADamagedRecordIsNotAllocated(Kind kind) {
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ImportLedger ledger = Lines.ledger(WindowRule.DEFAULT);
        for (long seed = 0; seed < SEEDS; seed++) {
            Entry entry = new RandomLog(seed).entry(kind);
            long before = thread.getCurrentThreadAllocatedBytes();

            ledger.apply(entry.key(), entry.value());

            // Less than the smallest length in the data. The first record is left out, because it loads classes.
            if (seed > 0) {
                assertThat(thread.getCurrentThreadAllocatedBytes() - before)
                        .as("seed %d", seed)
                        .isLessThan(ONE_MEGABYTE / 2);
            }
        }
    }
}
