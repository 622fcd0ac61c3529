package org.lodewatch.schemas.values;

/**
 * Text from outside, such as the name of a file, as a terminal or a log can show it: characters that control a terminal, end
 * a line, or change the direction or visibility of others are written as escapes, {@code \n} or {@code \u202e}.
 */
public final class Printable {

    private static final int LONGEST_MESSAGE = 2000;

    private Printable() {}

    /** A text in one line. Tabs stay. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** A text of several lines. Tabs and line feeds stay. In JSON, the escapes are those of JSON. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    /** A message in one line without tabs, which is cut if it quotes a very long text. */
    public static String message(String text) {
        String line = escaped(String.valueOf(text).strip(), false).replace("\t", "\\t");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }

    private static String escaped(String text, boolean lineFeeds) {
        int first = 0;
        while (first < text.length() && isShown(text, first, lineFeeds)) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.substring(0, first));
        for (int i = first; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isShown(text, i, lineFeeds)) {
                shown.appendCodePoint(text.codePointAt(i));
            } else {
                append(text.codePointAt(i), shown);
            }
        }
        return shown.toString();
    }

    private static boolean isShown(String text, int at, boolean lineFeeds) {
        int character = text.codePointAt(at);
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\t' || lineFeeds && character == '\n';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void append(int character, StringBuilder shown) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            default -> {
                for (char unit : Character.toChars(character)) {
                    shown.append("\\u%04x".formatted((int) unit));
                }
            }
        }
    }
}
