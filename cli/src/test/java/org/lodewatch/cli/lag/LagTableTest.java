package org.lodewatch.cli.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.service.lag.Lag;

class LagTableTest {

    @Test
    void durationsAreRoundedDownInOneUnit() {
        assertThat(LagTable.length(Duration.ZERO)).isEqualTo("0 s");
        assertThat(LagTable.length(Duration.ofMillis(3_240))).isEqualTo("3.2 s");
        assertThat(LagTable.length(Duration.ofSeconds(299))).isEqualTo("4 min");
        assertThat(LagTable.length(Duration.ofHours(30))).isEqualTo("30 h");
        assertThat(LagTable.length(Duration.ofDays(1_200))).isEqualTo("1,200 days");
    }

    @Test
    void anEstimateIsMarkedAndUnknownIsPrintedAsAWord() {
        assertThat(LagTable.records(new Lag(OptionalLong.of(1_204), true, Optional.empty())))
                .isEqualTo("1,204");
        assertThat(LagTable.records(new Lag(OptionalLong.of(1_204), false, Optional.empty())))
                .isEqualTo("~1,204");
        assertThat(LagTable.records(Lag.UNKNOWN)).isEqualTo("unknown");
        assertThat(LagTable.age(Optional.empty())).isEqualTo("unknown");
        assertThat(LagTable.rate(OptionalDouble.empty())).isEqualTo("-");
        assertThat(LagTable.rate(OptionalDouble.of(1_203.7))).isEqualTo("1,204/s");
    }
}
