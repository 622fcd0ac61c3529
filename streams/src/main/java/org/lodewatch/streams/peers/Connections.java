package org.lodewatch.streams.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Looks at a connection without waiting. */
final class Connections {

    private static final int IGNORED_BYTES = 256;

    private Connections() {}

    /**
     * Whether the other end is open, as far as this operating system has been told. If it is not, this end is closed too.
     *
     * @param connection in non-blocking mode; what it has received is dropped
     */
    static boolean isOpen(SocketChannel connection) {
        ByteBuffer ignored = ByteBuffer.allocate(IGNORED_BYTES);
        try {
            if (connection.read(ignored) >= 0) {
                return true;
            }
            connection.close();
        } catch (IOException e) {
            closeQuietly(connection);
        }
        return false;
    }

    /** Closes a connection that may be broken. */
    static void closeQuietly(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It has ended anyway.
        }
    }
}
