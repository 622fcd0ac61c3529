package org.lodewatch.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;

class WorkloadTest {

    @Test
    void fewBooksHaveFewMineralsAndManyBooksHaveManyReporters() {
        assertThat(Workload.mineralsOf(45)).isBetween(2, SyntheticTrade.MINERALS - 1);
        assertThat(Workload.reportersOf(45)).isOne();
        assertThat(Workload.mineralsOf(2_500)).isEqualTo(SyntheticTrade.MINERALS);
        assertThat(Workload.reportersOf(2_500)).isGreaterThan(5);
    }

    @Test
    void eachBookMoreMayAddAMineral() {
        assertThat(Workload.mineralsOf(0)).isOne();
        assertThat(Workload.mineralsOf(100)).isGreaterThan(Workload.mineralsOf(50));
    }
}
