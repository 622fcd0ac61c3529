package org.lodewatch.streams.topology;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first law: as long as every revision lies within the horizon, any order, any repetition, any partitioning and any
 * timing give the same shares, to the last bit, and the same standing alerts: those of a plain batch over the log.
 */
class OrderLawTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partitionsInAnyOrderGiveWhatTheBatchGives(long seed) {
        Random random = new Random(seed);
        new RandomRun(random, TradeStatistics.withinTheHorizon(random), 1 + (int) (seed % 4)).throughPartials();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneLogGivesWhatTheBatchGives(long seed) {
        Random random = new Random(-seed);
        new RandomRun(random, TradeStatistics.withinTheHorizon(random), 1).throughTheLog();
    }
}
