package org.lodewatch.service;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connection of a request that has not ended in time. A client that sends its body or reads its answer byte
 * by byte is never idle, and would occupy a thread forever.
 */
final class RequestDeadline extends Handler.Wrapper {

    private static final String TASK = RequestDeadline.class.getName();

    private final Duration limit;

    RequestDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Removes the time limit of a request. */
    static void lift(Context request) {
        if (request.req().getAttribute(TASK) instanceof Scheduler.Task task) {
            task.cancel();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        Scheduler.Task task = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> client.close(new TimeoutException("the request lasted longer than " + limit)),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
        request.setAttribute(TASK, task);
        Request.addCompletionListener(request, failure -> task.cancel());
        return super.handle(request, response, callback);
    }
}
