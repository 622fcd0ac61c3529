package org.lodewatch.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.chaos.FaultPlan.PlannedFault;

class FaultPlanTest {

    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Map<Disturbance, Integer> COUNTS =
            Map.of(Disturbance.KILL_INSTANCE, 20, Disturbance.CUT_LEFT, 7, Disturbance.FULL_DISK, 2);

    @Test
    void equalSeedsMakeEqualPlansAndOthersMakeOthers() {
        FaultPlan plan = FaultPlan.of(5, TIME, COUNTS);

        assertThat(FaultPlan.of(5, TIME, COUNTS)).isEqualTo(plan);
        assertThat(FaultPlan.of(6, TIME, COUNTS)).isNotEqualTo(plan);
    }

    @Test
    void everyFaultIsInThePlanByTimeAndWithinTheDuration() {
        FaultPlan plan = FaultPlan.of(5, TIME, COUNTS);

        COUNTS.forEach((kind, count) -> assertThat(plan.count(kind::equals)).isEqualTo(count.longValue()));
        assertThat(plan.faults())
                .hasSize(29)
                .isSortedAccordingTo(Comparator.comparing(PlannedFault::at))
                .allSatisfy(fault -> assertThat(fault.at()).isLessThan(TIME));
    }
}
