package org.lodewatch.streams.topology;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second law: what lies beyond the horizon contributes nothing, and what would need it is absent, whenever it came in
 * and whatever stood before. Revisions carry lines over the horizon both ways, and come in in any order.
 */
class HorizonLawTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partitionsInAnyOrderGiveWhatTheBatchGives(long seed) {
        Random random = new Random(seed);
        new RandomRun(random, TradeStatistics.acrossTheHorizon(random), 1 + (int) (seed % 4)).throughPartials();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneLogGivesWhatTheBatchGives(long seed) {
        Random random = new Random(-seed);
        new RandomRun(random, TradeStatistics.acrossTheHorizon(random), 1).throughTheLog();
    }
}
