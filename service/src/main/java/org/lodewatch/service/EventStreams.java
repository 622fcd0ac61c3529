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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Server-sent events for a bounded number of clients. Each has a thread that writes to it, so that a slow one holds up
 * nobody else; one that is too many events behind is cut off, and may come back with the id of the last one it has seen.
 */
public final class EventStreams implements AutoCloseable {

    /** At once; the threads of the port suffice for them and for other requests. */
    static final int MOST_CLIENTS = 32;

    /** That a client may be behind. */
    static final int MOST_WAITING = 1_000;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * One event.
     *
     * @param id by which a client says where it was when it comes back
     * @param name its kind
     * @param data one line
     */
    public record Event(String id, String name, String data) {

        private byte[] bytes() {
            return "id: %s%nevent: %s%ndata: %s%n%n"
                    .replace("%n", "\n")
                    .formatted(id, name, data)
                    .getBytes(UTF_8);
        }
    }

    private final Duration heartbeat;
    private final List<Client> clients = new ArrayList<>();
    private boolean closed;

    public EventStreams() {
        this(HEARTBEAT);
    }

    EventStreams(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** To all clients; never waits for one. */
    public synchronized void send(Event event) {
        clients.forEach(client -> client.send(event));
    }

    /**
     * Writes events to a client until it leaves, is cut off or all are. Events that are sent from the moment on at which
     * the missed ones are asked for follow those.
     *
     * @param missed what the client is to hear first
     */
    public void serve(Context request, Supplier<List<Event>> missed) {
        Client client = new Client();
        List<Event> first;
        synchronized (this) {
            if (closed || clients.size() >= MOST_CLIENTS) {
                throw new ServiceUnavailableResponse(
                        "%d clients listen already, which is the most: try again later".formatted(MOST_CLIENTS));
            }
            clients.add(client);
            first = missed.get();
        }
        try {
            ServicePort.liftDeadline(request);
            request.res().setContentType("text/event-stream");
            request.res().setCharacterEncoding("utf-8");
            request.res().setHeader("Cache-Control", "no-store");
            write(request.res().getOutputStream(), client, first);
        } catch (IOException e) {
            // The client has left, or takes nothing any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                clients.remove(client);
            }
        }
    }

    /** Ends all of them. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.forEach(Client::cutOff);
    }

    private void write(OutputStream out, Client client, List<Event> first) throws IOException, InterruptedException {
        out.write(": events follow\n\n".getBytes(UTF_8));
        for (Event event : first) {
            out.write(event.bytes());
        }
        out.flush();
        while (!client.isCutOff()) {
            Optional<Event> event = client.next(heartbeat);
            out.write(event.map(Event::bytes).orElseGet(() -> ":\n\n".getBytes(UTF_8)));
            out.flush();
        }
    }

    private static final class Client {

        private final BlockingQueue<Optional<Event>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private volatile boolean cutOff;

        void send(Event event) {
            if (!waiting.offer(Optional.of(event))) {
                cutOff();
            }
        }

        void cutOff() {
            cutOff = true;
            waiting.clear();
            waiting.offer(Optional.empty());
        }

        boolean isCutOff() {
            return cutOff;
        }

        /** Empty if there is none within that time. */
        Optional<Event> next(Duration patience) throws InterruptedException {
            Optional<Event> event = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return event == null ? Optional.empty() : event;
        }
    }
}
