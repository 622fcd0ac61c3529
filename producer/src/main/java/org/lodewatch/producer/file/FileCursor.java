package org.lodewatch.producer.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a file, as a cursor: {@code identity@offset:line}, or {@code identity@offset:line+items} within the items
 * that follow from there.
 *
 * @param identity of the file and of how it is read; a cursor of another identity cannot be used
 * @param offset bytes of text before the next record
 * @param line lines before the next record
 * @param items how many of the items that are read from there on came before
 */
record FileCursor(String identity, long offset, long line, long items) {

    private static final Pattern FORM = Pattern.compile("(.+)@([0-9]{1,18}):([0-9]{1,18})(?:\\+([0-9]{1,18}))?");

    /** The cursor in a text; empty if it does not have this form. */
    static Optional<FileCursor> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new FileCursor(
                        parts.group(1),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        parts.group(4) == null ? 0 : Long.parseLong(parts.group(4))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return identity + "@" + offset + ":" + line + (items == 0 ? "" : "+" + items);
    }
}
