package org.lodewatch.streams.topology;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.WindowRule;

/**
 * The first law: if every revision is within the horizon, any order, repetition, partitioning and timing lead to the
 * same shares, to the last bit, and to the same open alerts. They are those of a plain batch over the log.
 */
class OrderLawTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partitionsInAnyOrderLeadToTheResultOfTheBatch(long seed) {
        Random random = new Random(seed);
        new RandomRun(random, TradeStatistics.withinTheHorizon(random), WindowRule.DEFAULT, 1 + (int) (seed % 4))
                .throughPartials();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneLogLeadsToTheResultOfTheBatch(long seed) {
        Random random = new Random(-seed);
        new RandomRun(random, TradeStatistics.withinTheHorizon(random), WindowRule.DEFAULT, 1).throughTheLog();
    }
}
