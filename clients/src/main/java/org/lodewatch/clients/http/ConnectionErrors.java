package org.lodewatch.clients.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;

/** Why no answer came. */
public final class ConnectionErrors {

    private ConnectionErrors() {}

    /** What happened: the client speaks of its own attempts and of its parser, and that is behind them. */
    public static IOException trouble(Throwable failure) {
        Throwable trouble = failure;
        while (trouble.getClass() == IOException.class && trouble.getCause() != null) {
            trouble = trouble.getCause();
        }
        if (trouble instanceof EOFException
                || trouble instanceof SocketException && !(trouble instanceof ConnectException)) {
            return new IOException("the connection broke: " + trouble.getMessage(), failure);
        }
        return trouble instanceof IOException known ? known : new IOException(failure);
    }

    /** The same for a person; it may be long, and may show what was asked. */
    public static String words(Throwable failure) {
        if (failure instanceof ConnectException) {
            // The client leaves its message empty.
            return failure.getCause() instanceof UnresolvedAddressException ? "unknown host" : "cannot connect";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
