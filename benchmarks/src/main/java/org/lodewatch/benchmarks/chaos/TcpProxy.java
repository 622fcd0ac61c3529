package org.lodewatch.benchmarks.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.clients.kafka.Polling;

/** A TCP proxy on the loopback interface that can disturb the connections through it. */
final class TcpProxy implements AutoCloseable {

    /** What it does with connections and bytes. */
    enum Mode {
        /** Forwards all bytes. */
        FORWARD,
        /** Resets all connections, and each new one. */
        RESET,
        /** Accepts connections and forwards nothing. The bytes are lost: these connections are reset afterwards. */
        DROP,
        /** Forwards all bytes late. */
        DELAY
    }

    private static final int BUFFER = 64 * 1024;
    private static final Duration LATE = Duration.ofMillis(150);

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.FORWARD;

    /** @param target the port of the loopback interface that it forwards to */
    TcpProxy(int target) {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        try {
            this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept, "proxy-" + target);
    }

    /** The port that it listens on. */
    int port() {
        return server.getLocalPort();
    }

    /** Changes what it does, from now on. */
    void set(Mode wanted) {
        mode = wanted;
        connections.stream()
                .filter(connection -> wanted == Mode.RESET || connection.hasLost)
                .forEach(Connection::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (mode == Mode.RESET) {
                    reset(client);
                } else {
                    daemon(() -> open(client), "proxy-connection");
                }
            } catch (IOException e) {
                // It is closed, or the client has given up.
            }
        }
    }

    private void open(Socket client) {
        Socket broker = new Socket();
        Connection connection = new Connection(client, broker);
        connections.add(connection);
        try {
            broker.connect(target);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            daemon(() -> connection.forward(client, broker), "proxy-up");
            connection.forward(broker, client);
        } catch (IOException e) {
            connection.reset();
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket broker;
        private volatile boolean hasLost;

        Connection(Socket client, Socket broker) {
            this.client = client;
            this.broker = broker;
        }

        void forward(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Mode now = mode;
                    if (now == Mode.DROP || hasLost) {
                        hasLost = true;
                        continue;
                    }
                    if (now == Mode.DELAY) {
                        Polling.pause(LATE);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One side has ended the connection.
            } finally {
                reset();
            }
        }

        void reset() {
            connections.remove(this);
            TcpProxy.reset(client);
            TcpProxy.reset(broker);
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                // Closes with RST instead of FIN.
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is not connected.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::reset);
    }
}
