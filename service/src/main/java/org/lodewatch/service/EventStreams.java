package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Server-sent events for a bounded number of clients. Each client has a thread that writes to it, so that a slow client
 * does not delay the others. A client that is too many events behind is disconnected; it may connect again with the id of
 * the last event that it received.
 */
public final class EventStreams implements AutoCloseable {

    /** Clients at once; the threads of the port suffice for them and for other requests. */
    static final int MAX_CLIENTS = 32;

    /** Events that a client may be behind. */
    static final int MAX_WAITING = 1_000;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int PROBES = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

    /**
     * One event.
     *
     * @param id with which a client resumes; empty for an event after which no client can
     * @param name the kind of event
     * @param data one line
     */
    public record Event(Optional<String> id, String name, String data) {

        public Event(String id, String name, String data) {
            this(Optional.of(id), name, data);
        }

        private byte[] bytes() {
            String first = id.map(text -> "id: " + text + "\n").orElse("");
            return "%sevent: %s\ndata: %s\n\n".formatted(first, name, data).getBytes(UTF_8);
        }
    }

    private final Duration heartbeat;
    private final List<Client> clients = new ArrayList<>();
    private final Semaphore waiting = new Semaphore(1);
    private boolean closed;

    public EventStreams() {
        this(HEARTBEAT);
    }

    EventStreams(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** Sends an event to all clients, without waiting for any. */
    public synchronized void send(Event event) {
        clients.forEach(client -> client.send(event));
    }

    /**
     * Writes events to a client until it leaves or is disconnected. Every event that is sent after {@code missed} was
     * called follows the missed ones.
     *
     * @param missed the events to write first
     */
    public void serve(Context request, Supplier<List<Event>> missed) {
        Client client = new Client();
        List<Event> first;
        try {
            awaitPlace();
            synchronized (this) {
                if (isFull()) {
                    throw new ServiceUnavailableResponse(
                            "%d clients listen already, which is the maximum: try again later".formatted(MAX_CLIENTS));
                }
                clients.add(client);
                first = missed.get();
            }
            ServicePort.liftDeadline(request);
            request.res().setContentType("text/event-stream");
            request.res().setCharacterEncoding("utf-8");
            request.res().setHeader("Cache-Control", "no-store");
            write(request.res().getOutputStream(), client, first);
        } catch (IOException e) {
            // The client has left, or no longer accepts data.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                clients.remove(client);
            }
        }
    }

    /**
     * Waits shortly for a place. That a client has left shows only when something is written to it, and only the second time:
     * the first one makes its machine answer that the connection is closed. One request at a time waits, so that many
     * requests for a stream do not occupy the threads of the port.
     */
    private void awaitPlace() throws InterruptedException {
        if (!isFull() || !waiting.tryAcquire()) {
            return;
        }
        try {
            for (int probe = 0; probe < PROBES && isFull(); probe++) {
                synchronized (this) {
                    clients.forEach(Client::probe);
                }
                Thread.sleep(BETWEEN_PROBES.toMillis());
            }
        } finally {
            waiting.release();
        }
    }

    private synchronized boolean isFull() {
        return closed || clients.size() >= MAX_CLIENTS;
    }

    /** Disconnects all clients. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.forEach(Client::disconnect);
    }

    private void write(OutputStream out, Client client, List<Event> first) throws IOException, InterruptedException {
        out.write(": events follow\n\n".getBytes(UTF_8));
        for (Event event : first) {
            out.write(event.bytes());
        }
        out.flush();
        while (!client.isDisconnected()) {
            Optional<Event> event = client.next(heartbeat);
            out.write(event.map(Event::bytes).orElseGet(() -> ":\n\n".getBytes(UTF_8)));
            out.flush();
        }
    }

    private static final class Client {

        private final BlockingQueue<Optional<Event>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
        private volatile boolean disconnected;

        void send(Event event) {
            if (!waiting.offer(Optional.of(event))) {
                disconnect();
            }
        }

        /** Makes the next write a comment, if nothing else waits. */
        void probe() {
            if (waiting.isEmpty()) {
                waiting.offer(Optional.empty());
            }
        }

        void disconnect() {
            disconnected = true;
            waiting.clear();
            waiting.offer(Optional.empty());
        }

        boolean isDisconnected() {
            return disconnected;
        }

        /** The next event; empty if there is none within that time. */
        Optional<Event> next(Duration timeout) throws InterruptedException {
            Optional<Event> event = waiting.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return event == null ? Optional.empty() : event;
        }
    }
}
