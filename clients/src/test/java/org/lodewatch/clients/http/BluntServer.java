package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Sends the bytes that a test chooses, valid HTTP or not: one script for each connection, the last one repeatedly. */
final class BluntServer implements AutoCloseable {

    /** After the bytes it closes the connection, or waits until the client closes it. */
    record Script(String bytes, boolean closes) {}

    private final ServerSocket socket;
    private final Queue<Script> scripts;
    private final List<Socket> connections = new ArrayList<>();
    private final CountDownLatch leftAlone = new CountDownLatch(1);

    BluntServer(Script... scripts) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scripts = new ConcurrentLinkedQueue<>(List.of(scripts));
        start(this::serve);
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://%s:%d%s"
                .formatted(socket.getInetAddress().getHostAddress(), socket.getLocalPort(), pathAndQuery));
    }

    /** Counts down when the client closes a connection. */
    CountDownLatch leftAlone() {
        return leftAlone;
    }

    synchronized int connections() {
        return connections.size();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = socket.accept();
                synchronized (this) {
                    connections.add(connection);
                }
                Script script = scripts.size() > 1 ? scripts.remove() : scripts.element();
                start(() -> answer(connection, script));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void answer(Socket connection, Script script) {
        try (connection) {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int next = connection.getInputStream().read();
                if (next < 0) {
                    throw new EOFException();
                }
                request.append((char) next);
            }
            connection.getOutputStream().write(script.bytes().getBytes(US_ASCII));
            if (!script.closes()) {
                while (connection.getInputStream().read() >= 0) {}
                leftAlone.countDown();
            }
        } catch (IOException e) {
            leftAlone.countDown();
        }
    }

    @Override
    public synchronized void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
