package org.lodewatch.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.lodewatch.schemas.OperatorException;

/** Ports of the loopback interface. */
public final class LoopbackPorts {

    public static final String HOST = "127.0.0.1";

    private static final int LOWEST = 12_000;

    /** Linux gives ports from 32768 to outgoing connections, other systems from 49152. */
    private static final int HIGHEST = 32_000;

    private static final int ATTEMPTS = 10_000;

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

    /**
     * Different free ports, none of those that systems give to outgoing connections: such a connection could take the port of
     * a process while it starts again.
     */
    public static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int attempt = 0; ports.size() < count; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new OperatorException("no free port on %s between %d and %d".formatted(HOST, LOWEST, HIGHEST));
            }
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }
}
