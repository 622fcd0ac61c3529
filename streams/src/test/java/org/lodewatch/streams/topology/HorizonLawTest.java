package org.lodewatch.streams.topology;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second law: records beyond the horizon contribute nothing, and windows that would need them are absent, whenever
 * the records arrive. Revisions move lines over the horizon in both directions, and arrive in any order.
 */
class HorizonLawTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partitionsInAnyOrderLeadToTheResultOfTheBatch(long seed) {
        Random random = new Random(seed);
        new RandomRun(random, TradeStatistics.acrossTheHorizon(random), TopologyRig.SIX_YEARS, 1 + (int) (seed % 4))
                .throughPartials();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneLogLeadsToTheResultOfTheBatch(long seed) {
        Random random = new Random(-seed);
        new RandomRun(random, TradeStatistics.acrossTheHorizon(random), TopologyRig.SIX_YEARS, 1).throughTheLog();
    }
}
