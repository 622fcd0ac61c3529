package org.lodewatch.cli.output;

/** A share as a bar of block characters, exact to an eighth of a character. */
public final class Bar {

    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private Bar() {}

    /** A share, and after it a shaded part in whole characters. */
    public static String of(double share, double shaded, int width) {
        String solid = of(share, width);
        int end = (int) Math.round(Math.min(Math.max(share + shaded, 0), 1) * width);
        return shaded <= 0 ? solid : solid + "░".repeat(Math.max(0, end - solid.length()));
    }

    /**
     * @param share 0 to 1
     * @param width characters that a share of 1 takes
     */
    public static String of(double share, int width) {
        long eighths = Math.round(Math.min(Math.max(share, 0), 1) * width * 8);
        return "█".repeat((int) (eighths / 8)) + EIGHTHS[(int) (eighths % 8)];
    }
}
