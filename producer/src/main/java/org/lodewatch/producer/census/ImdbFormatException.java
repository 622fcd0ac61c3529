package org.lodewatch.producer.census;

/** A monthly file is not what it must be: nothing of it is to be believed. */
final class ImdbFormatException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final long line;

    /**
     * @param reason a stable word, such as {@code bad-line}
     * @param message one line: what was found, and what was expected
     * @param line from 1; 0 where it is the file as a whole
     */
    ImdbFormatException(String reason, String message, long line) {
        super(message);
        this.reason = reason;
        this.line = line;
    }

    String reason() {
        return reason;
    }

    long line() {
        return line;
    }
}
