package org.lodewatch.cli.output;

import java.io.PrintWriter;
import java.util.Collection;
import org.lodewatch.schemas.values.Printable;
import org.lodewatch.service.Json;

/**
 * The output of a command. Texts may quote names and cells of files: what would control the terminal is escaped here, for all
 * commands.
 *
 * @param out for results
 * @param err for everything else
 * @param terminal whether it is a terminal, where a line may be overwritten
 * @param colours whether to print colours
 * @param width characters that fit on a line
 * @param height lines that fit into the window
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colours, int width, int height) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The longest line of running text. */
    private static final int READABLE = 120;

    /** Without a limit of width and height. */
    public Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colours) {
        this(out, err, terminal, colours, UNLIMITED, UNLIMITED);
    }

    /** Not a terminal: plain text, line by line. */
    public static Screen plain(PrintWriter out, PrintWriter err) {
        return new Screen(out, err, false, false);
    }

    public void line(String text) {
        out.println(Style.escaped(text, colours));
        out.flush();
    }

    public void line(String text, Style style) {
        line(painted(text, style));
    }

    /** Prints a text over as many lines as it needs, broken between words, and not before a percent sign. Lines after the first are indented. */
    public void paragraph(String text, Style style) {
        lines(text, style, Math.min(width, READABLE));
    }

    /** Prints a text in bold, over several lines where the screen is too narrow for one. */
    public void heading(String text) {
        lines(text, Style.BOLD, width);
    }

    private void lines(String text, Style style, int room) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" (?!%)")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                line(line.toString(), style);
                line.setLength(0);
                line.append(" ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(line.toString(), style);
    }

    public void note(String text) {
        err.println(Style.escaped(text, colours));
        err.flush();
    }

    public <T> void table(Columns<T> columns, Collection<T> items) {
        columns.lines(items, colours).forEach(this::line);
    }

    /** Prints a record, a map or a list of them. */
    public void json(Object document) {
        out.println(Printable.lines(Json.document(document)));
        out.flush();
    }

    public String painted(String text, Style style) {
        return colours ? style.paint(text) : text;
    }
}
