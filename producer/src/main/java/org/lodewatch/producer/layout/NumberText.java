package org.lodewatch.producer.layout;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as exports write them.
 *
 * @param thousands between groups of three digits: a comma, dot, apostrophe or space; empty if there is none
 * @param decimal before the decimals: a dot or a comma
 */
public record NumberText(Optional<Character> thousands, char decimal) {

    /** Digits without groups, and a decimal dot. */
    public static final NumberText PLAIN = new NumberText(Optional.empty(), '.');

    private static final Pattern CURRENCY = Pattern.compile("^(-?)(?:US\\$|[$€£¥])\\s*");
    private static final Pattern SPACES = Pattern.compile("[\\u00A0\\u2007\\u202F ]");
    private static final Pattern GROUPS = Pattern.compile("-?[0-9]{1,3}(?: [0-9]{3})+(?:\\.[0-9]*)?");
    private static final Pattern UNGROUPED =
            Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    /** The number as digits with a decimal dot; a cell that is no such number as it is. */
    public String plain(String cell) {
        String text = CURRENCY.matcher(cell.strip()).replaceFirst("$1");
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder marked = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (groups(c)) {
                marked.append(' ');
            } else if (c == decimal) {
                marked.append('.');
            } else if (c == '.' || c == ' ') {
                return text;
            } else {
                marked.append(c);
            }
        }
        String number = marked.toString();
        if (UNGROUPED.matcher(number).matches()) {
            return number;
        }
        return GROUPS.matcher(number).matches() ? number.replace(" ", "") : text;
    }

    private boolean groups(char c) {
        return thousands.isPresent()
                && (c == thousands.get()
                        || thousands.get() == ' '
                                && SPACES.matcher(String.valueOf(c)).matches()
                        || thousands.get() == '\'' && c == '\u2019');
    }
}
