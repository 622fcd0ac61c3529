package org.lodewatch.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a process. Everyone may read; changes need the token. An error is a JSON object whose field
 * {@code error} says what was wrong and what to do.
 */
public final class ServicePort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePort.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    /** Threads that only health and metrics may have, and the two that accept and select connections. */
    private static final int RESERVED_THREADS = 8;

    /** How long a request waits for others to end before it gets 503. */
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(5);

    /**
     * Limits of the port, so that no client can use up all of it.
     *
     * @param bodyBytes of a request
     * @param headerBytes of a request, including its line
     * @param idle how long a connection may neither send nor accept anything
     * @param request how long a request may last, except for an event stream
     * @param connections open at once
     * @param connectionsOfAddress open at once from one address
     * @param threads for answers, including event streams; some of them are only for health and metrics
     */
    record Limits(
            int bodyBytes,
            int headerBytes,
            Duration idle,
            Duration request,
            int connections,
            int connectionsOfAddress,
            int threads) {

        static final Limits DEFAULT =
                new Limits(64 * 1024, 8 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(30), 256, 128, 64);
    }

    private record ErrorJson(String error) {}

    private record NotFoundJson(String error, List<String> paths) {}

    private final Javalin server;
    private final String host;

    private ServicePort(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Opens the port.
     *
     * @param parts each adds its paths
     * @throws OperatorException if the port is taken, the address is not this machine's, or the token cannot be read
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static ServicePort open(ServiceSettings settings, Consumer<RoutesConfig>... parts) {
        return open(settings, Limits.DEFAULT, List.of(parts));
    }

    static ServicePort open(ServiceSettings settings, Limits limits, List<Consumer<RoutesConfig>> parts) {
        ChangeGate gate = new ChangeGate(settings.tokenFile());
        Javalin server = Javalin.create(config -> {
            configure(config, settings, limits);
            config.routes.before(new AllowedHosts(settings));
            config.routes.beforeMatched(gate);
            config.routes.after(ServicePort::secure);
            parts.forEach(part -> part.accept(config.routes));
            answerErrors(config);
        });
        try {
            server.start();
        } catch (JavalinException e) {
            throw unopened(settings, e);
        }
        return new ServicePort(server, settings.host());
    }

    /** The URL on this machine, such as {@code http://127.0.0.1:7400}. */
    public String url() {
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port());
    }

    public int port() {
        return server.port();
    }

    /** Removes the time limit of a request, for an event stream. */
    public static void liftDeadline(Context request) {
        RequestDeadline.lift(request);
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config, ServiceSettings settings, Limits limits) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = limits.bodyBytes();
        QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 2);
        threads.setName("http");
        threads.setDaemon(true);
        // Requests get half of it to end by themselves; then they are interrupted, as event streams always are.
        threads.setStopTimeout(STOP_PATIENCE.toMillis());
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            http.setRequestHeaderSize(limits.headerBytes());
        });
        ArrivalDeadline arrival = new ArrivalDeadline(limits.request());
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = connector(server, http, settings, limits);
            connector.addEventListener(new AddressLimit(limits.connectionsOfAddress()));
            connector.addEventListener(arrival);
            return connector;
        });
        config.jetty.modifyServer(server -> {
            server.insertHandler(requestLimit(limits));
            server.insertHandler(arrival);
            server.insertHandler(new RequestDeadline(limits.request()));
            server.setErrorHandler(ServicePort::answerRefused);
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
    }

    /** Requests that wait, such as for the broker, must not keep the threads of those that ask whether the process works. */
    private static QoSHandler requestLimit(Limits limits) {
        QoSHandler limit = new QoSHandler();
        limit.setMaxRequestCount(limits.threads() - RESERVED_THREADS);
        limit.setMaxSuspend(LONGEST_QUEUE);
        limit.excludePath("/health/*", "/metrics");
        return limit;
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServiceSettings settings, Limits limits) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        return connector;
    }

    /** Figures change, unless a part says otherwise, and a browser must not guess their content type. */
    private static void secure(Context request) {
        request.header("X-Content-Type-Options", "nosniff");
        if (request.res().getHeader("Cache-Control") == null) {
            request.header("Cache-Control", "no-store");
        }
    }

    private static void answerErrors(JavalinConfig config) {
        config.routes.exception(EndpointNotFound.class, (missing, request) -> {
            request.status(HttpStatus.NOT_FOUND)
                    .contentType(ContentType.APPLICATION_JSON)
                    .result(Json.line(new NotFoundJson(
                            Printable.message("there is nothing at " + request.path()), paths(config))));
        });
        config.routes.exception(
                HttpResponseException.class,
                (refusal, request) -> answer(
                        request,
                        refusal.getStatus(),
                        refusal.getStatus() == HttpStatus.CONTENT_TOO_LARGE.getCode()
                                ? "the body has more than %,d bytes".formatted(config.http.maxRequestSize)
                                : refusal.getMessage()));
        config.routes.exception(OperatorException.class, (fault, request) -> answer(request, 400, fault.getMessage()));
        config.routes.exception(Exception.class, (fault, request) -> {
            if (fault instanceof HttpException unread
                    && unread.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                answer(
                        request,
                        unread.getCode(),
                        "the request cannot be read (%s): send all of it".formatted(unread.getReason()));
                return;
            }
            LOG.warn("{} {} failed: {}", request.method(), request.path(), fault.toString(), fault);
            answer(request, 500, "unexpected " + fault.getClass().getSimpleName() + ": see the log of the process");
        });
    }

    private static List<String> paths(JavalinConfig config) {
        return config.unsafe.internalRouter.allHttpHandlers().stream()
                .map(known -> known.endpoint)
                .filter(known -> known.method.isHttpMethod() && known.method != HandlerType.HEAD)
                .sorted(Comparator.comparing((Endpoint known) -> known.path)
                        .thenComparing(known -> known.method.name()))
                .map(known -> known.method.name() + " " + known.path)
                .toList();
    }

    private static void answer(Context request, int status, String message) {
        request.status(status)
                .contentType(ContentType.APPLICATION_JSON)
                .result(Json.line(new ErrorJson(Printable.message(message))));
    }

    /** Answers what the server itself refuses, such as a request that is not HTTP. */
    private static boolean answerRefused(Request request, Response response, Callback callback) {
        String message = org.eclipse.jetty.http.HttpStatus.getMessage(response.getStatus());
        String body = Json.line(new ErrorJson(message.toLowerCase(Locale.ROOT)));
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, ContentType.JSON));
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static OperatorException unopened(ServiceSettings settings, JavalinException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof BindException && root.getMessage().contains("in use")) {
            return new OperatorException(
                    "port %d of %s is taken: name another one with %s (0 is any free one), or stop what listens there"
                            .formatted(settings.port(), settings.host(), ServiceSettings.PORT),
                    failure);
        }
        return new OperatorException(
                "cannot listen on port %d of %s (%s): name an address of this machine with %s, and a port that you may"
                                .formatted(settings.port(), settings.host(), reason(root), ServiceSettings.HOST)
                        + " open with " + ServiceSettings.PORT,
                failure);
    }

    private static String reason(Throwable root) {
        return root instanceof UnresolvedAddressException ? "no such host" : String.valueOf(root.getMessage());
    }
}
