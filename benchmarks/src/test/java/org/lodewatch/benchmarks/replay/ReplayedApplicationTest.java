package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;

class ReplayedApplicationTest {

    @Test
    void anInstanceThatHasFailedEndsTheWaitWithItsReason() {
        Health running = new Health(true, true, HealthState.RUNNING, Map.of());

        assertThatCode(() -> ReplayedApplication.requireLive(running)).doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        ReplayedApplication.requireLive(running.notLive(HealthState.FAILED, "a thread has ended")))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("the instance stopped: a thread has ended");
        assertThatThrownBy(
                        () -> ReplayedApplication.requireLive(new Health(false, false, HealthState.STOPPED, Map.of())))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("the instance stopped: STOPPED");
    }
}
