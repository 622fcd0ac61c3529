package org.lodewatch.clients.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.UnaryOperator;

/** Explains why there is no usable response. */
public final class ConnectionErrors {

    private static final int LONGEST_REASON = 300;

    private ConnectionErrors() {}

    /**
     * One line of at most 300 characters.
     *
     * @param hide replaces secrets in a text
     */
    public static String reason(Throwable failure, UnaryOperator<String> hide) {
        return line(hide.apply(words(failure)));
    }

    /** A text on one line of at most 300 characters. Secrets must be hidden before, because half a secret is not found. */
    public static String line(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static String words(Throwable failure) {
        if (failure instanceof ConnectException) {
            // The JDK leaves its message empty.
            return failure.getCause() instanceof UnresolvedAddressException ? "unknown host" : "cannot connect";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The failure below the exceptions in which the JDK wraps it, such as "Too many retries". */
    static IOException simplified(Throwable failure) {
        Throwable cause = failure;
        while (cause.getClass() == IOException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof EOFException || cause instanceof SocketException && !(cause instanceof ConnectException)) {
            return new IOException("the connection broke: " + cause.getMessage(), failure);
        }
        return cause instanceof IOException known ? known : new IOException(failure);
    }
}
