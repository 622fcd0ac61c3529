package org.lodewatch.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.product.ProductRun;

class JudgementTest {

    private static final Measured RAW_CONSUME = measured(0.5, 0.6);
    private static final Measured RAW_LOOP = measured(1, 1.5);

    private static Measured measured(double seconds, double cpuSeconds) {
        return new Measured(1_000_000, seconds, new Cost(cpuSeconds, 0.1, 1 << 30));
    }

    private static ProductRun product(double seconds, double cpuSeconds, double bytesPerId) {
        return new ProductRun(measured(seconds, cpuSeconds), 1_000_000, (long) (1_000_000 * bytesPerId));
    }

    @Test
    void a_product_at_half_the_rate_of_the_raw_loop_passes() {
        Judgement judgement = Judgement.of(RAW_CONSUME, RAW_LOOP, product(2, 3, 66));

        assertThat(judgement.isKept()).isTrue();
        assertThat(judgement.bounds()).extracting(Bound::line).allMatch(line -> line.startsWith("ok"));
    }

    @Test
    void a_product_at_a_twentieth_of_the_rate_of_the_raw_loop_fails() {
        Judgement judgement = Judgement.of(RAW_CONSUME, RAW_LOOP, product(20, 3, 66));

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .contains("FAIL  rate, of the raw exactly-once loop's: 0.0500, must be at least 0.150");
    }

    @Test
    void a_product_that_takes_the_processor_for_ten_times_the_work_fails() {
        Judgement judgement = Judgement.of(RAW_CONSUME, RAW_LOOP, product(2, 15, 66));

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  processor time"));
    }

    @Test
    void a_ledger_that_takes_more_than_eighty_bytes_a_record_fails() {
        Judgement judgement = Judgement.of(RAW_CONSUME, RAW_LOOP, product(2, 3, 80.5));

        assertThat(judgement.isKept()).isFalse();
        assertThat(judgement.bounds())
                .extracting(Bound::line)
                .anyMatch(line -> line.startsWith("FAIL  bytes of ledger"));
    }

    @Test
    void a_figure_that_is_none_is_within_no_bound() {
        Judgement judgement = Judgement.of(RAW_CONSUME, RAW_LOOP, new ProductRun(measured(2, 3), 0, 0));

        assertThat(judgement.isKept()).isFalse();
    }
}
