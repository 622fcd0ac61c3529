package org.lodewatch.cli.output;

/** One field of a table. */
public record Cell(String text, Style style) {

    static final Cell EMPTY = new Cell("", Style.PLAIN);

    public static Cell of(String text) {
        return new Cell(text, Style.PLAIN);
    }

    public static Cell of(String text, Style style) {
        return new Cell(text, style);
    }
}
