package org.lodewatch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.lodewatch.service.Json;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether a person watches: then a line may be overwritten
 * @param colours whether colours are wanted there
 * @param width characters that fit on a line
 * @param height lines that fit into the window
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colours, int width, int height) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Whose lines may be as long as they like, and as many. */
    public Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colours) {
        this(out, err, terminal, colours, UNLIMITED, UNLIMITED);
    }

    /** Without a person: plain text, line by line. */
    public static Screen plain(PrintWriter out, PrintWriter err) {
        return new Screen(out, err, false, false);
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void line(String text, Style style) {
        line(painted(text, style));
    }

    public void note(String text) {
        err.println(text);
        err.flush();
    }

    public void table(Table table) {
        table.lines(colours).forEach(this::line);
    }

    public void json(JsonNode document) {
        line(Json.document(document));
    }

    public String painted(String text, Style style) {
        return colours ? style.paint(text) : text;
    }
}
