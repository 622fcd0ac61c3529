package org.lodewatch.cli.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.schemas.values.Printable;

/** How a piece of text looks on a terminal that has colours. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private static final Pattern PAINT = Pattern.compile("\u001B\\[(0|1|2|31|32|33)m");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001B[" + code + "m" + Printable.line(text) + "\u001B[0m";
    }

    /** A line without control characters, except for colours if there are any. */
    static String escaped(String line, boolean colours) {
        if (!colours) {
            return Printable.line(line);
        }
        StringBuilder escaped = new StringBuilder();
        Matcher painted = PAINT.matcher(line);
        int end = 0;
        while (painted.find()) {
            escaped.append(Printable.line(line.substring(end, painted.start()))).append(painted.group());
            end = painted.end();
        }
        return escaped.append(Printable.line(line.substring(end))).toString();
    }
}
