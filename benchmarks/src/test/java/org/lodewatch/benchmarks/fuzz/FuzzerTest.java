package org.lodewatch.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A few inputs of each kind that needs no broker, always the same. */
class FuzzerTest {

    private static final long SEED = 18;
    private static final long INPUTS = 8_000;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "HTTP")
    void everyInputGivesARightFigureOrANamedRefusal(FuzzKind kind) throws Exception {
        FuzzResult result = new Fuzzer(kind, SEED).run(0, kind.inputs(INPUTS, List.of(FuzzKind.values())), 2);

        assertThat(result.failures()).isEmpty();
        assertThat(result.figures()).isPositive();
        assertThat(result.refusals()).isPositive();
    }
}
