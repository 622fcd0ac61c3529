package org.lodewatch.producer.file;

/** A file without a row: more often a fault of what wrote or copied it than an answer. */
public final class NoRowsException extends InputException {

    private static final long serialVersionUID = 1L;

    NoRowsException(String file) {
        super(file + " has no rows: see whether it was written to its end, and fetch it again");
    }
}
