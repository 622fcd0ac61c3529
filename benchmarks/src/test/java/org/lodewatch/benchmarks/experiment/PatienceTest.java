package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Polling;

class PatienceTest {

    private static final Duration STILL = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static String end(Supplier<?> look, Duration limit) {
        Patience patience = new Patience(look, STILL, Duration.ofMillis(10), limit);
        return Polling.until(end -> end.isPresent(), patience::end, Duration.ofMillis(5), limit.multipliedBy(10))
                .orElse("no end");
    }

    @Test
    void itEndsSoonWhereNothingChanges() {
        assertThat(end(() -> "the same", Duration.ofMinutes(1))).isEqualTo("and nothing has changed for 0 s");
    }

    @Test
    void itEndsAtTheLimitWhereThereIsProgress() {
        assertThat(end(new AtomicInteger()::incrementAndGet, LIMIT)).isEqualTo("after 1 s");
    }
}
