package org.lodewatch.benchmarks.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Who supplies how much of each commodity: the n-th largest supplier a part that falls with a power of n. The power
 * differs between commodities and drifts over the months, so that some depend on one country, and dependence comes and
 * goes.
 */
final class Suppliers {

    private static final double LEAST_POWER = 0.3;
    private static final double MOST_POWER = 2.5;
    private static final double MOST_DRIFT = 0.8;

    private final int origins;
    private final int[][] ranking;
    private final double[][][] cumulative;

    Suppliers(int codes, int months, int origins, SplittableRandom random) {
        this.origins = origins;
        this.ranking = new int[codes][];
        this.cumulative = new double[codes][months][];
        for (int code = 0; code < codes; code++) {
            ranking[code] = shuffled(random);
            double power = random.nextDouble(LEAST_POWER, MOST_POWER);
            double drift = random.nextDouble(-MOST_DRIFT, MOST_DRIFT);
            for (int month = 0; month < months; month++) {
                cumulative[code][month] = cumulative(power + drift * month / months);
            }
        }
    }

    /** The country that supplies, if all of the code's suppliers are laid out by size from 0 to 1. */
    int at(int code, int month, int reporter, double place) {
        double[] sizes = cumulative[code][month];
        int found = Arrays.binarySearch(sizes, place * sizes[origins - 1]);
        int rank = Math.min(origins - 1, found < 0 ? -found - 1 : found);
        // Each reporter has its own largest supplier.
        return ranking[code][(rank + reporter) % origins];
    }

    private double[] cumulative(double power) {
        double[] sizes = new double[origins];
        double sum = 0;
        for (int rank = 0; rank < origins; rank++) {
            sum += StrictMath.pow(rank + 1.0, -Math.max(0, power));
            sizes[rank] = sum;
        }
        return sizes;
    }

    private int[] shuffled(SplittableRandom random) {
        int[] order = new int[origins];
        for (int i = 0; i < origins; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        return order;
    }
}
