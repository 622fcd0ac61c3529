package org.lodewatch.service;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the headers of a request do not arrive in time. A client that sends them byte by byte is never
 * idle, and would occupy one of the connections forever.
 */
final class ArrivalDeadline extends Handler.Wrapper implements Connection.Listener {

    private final long limit;

    /** When each connection began to wait for a request, as of {@link System#nanoTime}; without those at work on one. */
    private final Map<EndPoint, Long> waiting = new ConcurrentHashMap<>();

    private volatile Scheduler.Task sweep;

    /** @param limit from the opening of a connection, or the end of its last request, to the end of the next headers */
    ArrivalDeadline(Duration limit) {
        this.limit = limit.toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduleSweep();
    }

    @Override
    protected void doStop() throws Exception {
        sweep.cancel();
        super.doStop();
    }

    @Override
    public void onOpened(Connection connection) {
        waiting.put(connection.getEndPoint(), System.nanoTime());
    }

    @Override
    public void onClosed(Connection connection) {
        waiting.remove(connection.getEndPoint());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        waiting.remove(client);
        Request.addCompletionListener(request, failure -> {
            if (client.isOpen()) {
                waiting.put(client, System.nanoTime());
            }
        });
        return super.handle(request, response, callback);
    }

    private void sweep() {
        long now = System.nanoTime();
        try {
            waiting.forEach((client, since) -> {
                if (now - since > limit || !client.isOpen()) {
                    waiting.remove(client);
                    client.close(new TimeoutException("no request arrived in time"));
                }
            });
        } finally {
            scheduleSweep();
        }
    }

    private void scheduleSweep() {
        sweep = getServer().getScheduler().schedule(this::sweep, limit / 4, TimeUnit.NANOSECONDS);
    }
}
