package org.lodewatch.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.schemas.OperatorException;

/** Ports of the loopback interface. */
public final class LoopbackPorts {

    public static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /** Whether nothing listens there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = open(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws OperatorException if something listens there already */
    static void requireFree(int port) {
        if (!isFree(port)) {
            throw new OperatorException(
                    "port %d of %s is taken: name another one with --port, or stop what listens there"
                            .formatted(port, HOST));
        }
    }

    /** Different free ports. */
    public static List<Integer> free(int count) {
        if (count == 0) {
            return List.of();
        }
        // Held until the others are found, so that they differ.
        try (ServerSocket socket = open(0)) {
            List<Integer> ports = new ArrayList<>(List.of(socket.getLocalPort()));
            ports.addAll(free(count - 1));
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }
}
