package org.lodewatch.cli.output;

/** One column of a table: its heading, and on which side its fields line up. */
public record Column(String heading, boolean right) {

    public static Column left(String heading) {
        return new Column(heading, false);
    }

    public static Column right(String heading) {
        return new Column(heading, true);
    }
}
