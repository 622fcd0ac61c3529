package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;

class ProductJobTest {

    @Test
    void anInstanceThatHasFailedEndsTheWaitWithItsReason() {
        Health running = new Health(true, true, HealthState.RUNNING, Map.of());

        assertThatCode(() -> ProductJob.requireLive(running)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ProductJob.requireLive(running.notLive(HealthState.FAILED, "a thread has ended")))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("the instance stopped: a thread has ended");
        assertThatThrownBy(() -> ProductJob.requireLive(new Health(false, false, HealthState.STOPPED, Map.of())))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("the instance stopped: STOPPED");
    }
}
