package org.lodewatch.service.page.map;

/**
 * The Equal Earth projection: areas are true to scale, and parallels are straight lines.
 *
 * <p>B. Savric, T. Patterson, B. Jenny, The Equal Earth map projection, International Journal of Geographical Information Science 33(3),
 * 2019, pages 454 to 465, equations 9 and 10 (published online in 2018).
 */
final class EqualEarth {

    private static final double A1 = 1.340264;
    private static final double A2 = -0.081106;
    private static final double A3 = 0.000893;
    private static final double A4 = 0.003796;
    private static final double M = Math.sqrt(3) / 2;

    private EqualEarth() {}

    /**
     * A place on the map of a globe whose radius is 1.
     *
     * @param longitude degrees, -180 to 180; east is positive
     * @param latitude degrees, -90 to 90; north is positive
     * @return x to the right, -2.707 to 2.707, and y upwards, -1.318 to 1.318
     */
    static Place of(double longitude, double latitude) {
        double t = Math.asin(M * Math.sin(Math.toRadians(latitude)));
        double t2 = t * t;
        double t6 = t2 * t2 * t2;
        double x = Math.toRadians(longitude) * Math.cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)));
        double y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2));
        return new Place(x, y);
    }
}
