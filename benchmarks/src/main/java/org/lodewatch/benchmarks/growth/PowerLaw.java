package org.lodewatch.benchmarks.growth;

import java.util.List;

/** How one quantity follows another: as its power. */
final class PowerLaw {

    private PowerLaw() {}

    /**
     * The exponent: the slope of the straight line through the logarithms, by least squares. 0 for what does not change,
     * 1 for what doubles when the other does.
     *
     * @param xs greater than 0
     * @param ys as many, greater than 0
     * @return NaN where the xs do not differ
     */
    static double exponent(List<Double> xs, List<Double> ys) {
        double meanX = xs.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        double meanY = ys.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < xs.size(); i++) {
            double x = Math.log(xs.get(i)) - meanX;
            xx += x * x;
            xy += x * (Math.log(ys.get(i)) - meanY);
        }
        return xy / xx;
    }
}
