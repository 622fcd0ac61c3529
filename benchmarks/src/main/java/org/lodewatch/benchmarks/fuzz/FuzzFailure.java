package org.lodewatch.benchmarks.fuzz;

/**
 * Inputs that failed for one cause.
 *
 * @param inputs how many
 * @param number of the first of them
 * @param detail of the first, in one line
 * @param shown the first input
 */
record FuzzFailure(String cause, long inputs, long number, String detail, String shown) {

    private static final int SHOWN = 2000;

    FuzzFailure and(FuzzFailure other) {
        FuzzFailure first = number <= other.number ? this : other;
        return new FuzzFailure(cause, inputs + other.inputs, first.number, first.detail, first.shown);
    }

    static FuzzFailure of(String cause, long number, String detail, String shown) {
        return new FuzzFailure(cause, 1, number, escaped(detail), escaped(shown));
    }

    /** ASCII on one line, as in a Java source. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length() && escaped.length() < SHOWN; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\\' -> escaped.append("\\\\");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        escaped.append(c);
                    } else {
                        escaped.append("\\u%04X".formatted((int) c));
                    }
                }
            }
        }
        return escaped + (escaped.length() < SHOWN ? "" : "...");
    }
}
