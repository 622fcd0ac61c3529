package org.lodewatch.producer.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to go on in a file: {@code identity@offset:line}.
 *
 * @param identity of the file and of how it is read; a cursor of another identity is of no use
 * @param offset bytes of text before the next record
 * @param line lines before the next record
 */
record FileCursor(String identity, long offset, long line) {

    private static final Pattern FORM = Pattern.compile("(.+)@([0-9]{1,18}):([0-9]{1,18})");

    /** The cursor that this text stands for; empty if it is none. */
    static Optional<FileCursor> of(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new FileCursor(parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return identity + "@" + offset + ":" + line;
    }
}
