package org.lodewatch.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open HTTP port, on which a process shows itself. Reading is for everybody who reaches it; changing needs the token.
 * Errors are JSON with one field, {@code error}, that says what was wrong and what to do.
 */
public final class ServicePort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePort.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private record NotFound(String error, List<String> paths) {}

    private final Javalin server;
    private final String host;

    private ServicePort(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Opens it.
     *
     * @param parts what is answered there; each adds its paths
     * @throws OperatorException if the port is taken, the address is none of this machine's, or the token cannot be read
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static ServicePort open(ServiceSettings settings, Consumer<RoutesConfig>... parts) {
        return open(settings, Limits.USUAL, List.of(parts));
    }

    static ServicePort open(ServiceSettings settings, Limits limits, List<Consumer<RoutesConfig>> parts) {
        ChangeGate gate = new ChangeGate(settings.tokenFile().map(Token::ofFile));
        Javalin server = Javalin.create(config -> {
            configure(config, settings, limits);
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

    /** Where it is reached from this machine, such as {@code http://127.0.0.1:7400}. */
    public String url() {
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port());
    }

    public int port() {
        return server.port();
    }

    /** Lets one request last as long as it likes, as an event stream does. */
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
        // Half of it is for requests to end by themselves, which event streams do not; then they are interrupted.
        threads.setStopTimeout(STOP_PATIENCE.toMillis());
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            http.setRequestHeaderSize(limits.headerBytes());
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings, limits));
        config.jetty.modifyServer(server -> {
            server.insertHandler(new RequestDeadline(limits.request()));
            server.setErrorHandler(new JsonErrors());
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
    }

    private static Connector connector(Server server, HttpConfiguration http, ServiceSettings settings, Limits limits) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        return connector;
    }

    /** Figures change, and a browser is not to guess what they are. */
    private static void secure(Context request) {
        request.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    }

    private static void answerErrors(JavalinConfig config) {
        config.routes.exception(EndpointNotFound.class, (missing, request) -> {
            request.status(HttpStatus.NOT_FOUND)
                    .contentType(ContentType.APPLICATION_JSON)
                    .result(Json.line(new NotFound("there is nothing at " + request.path(), paths(config))));
        });
        config.routes.exception(
                HttpResponseException.class,
                (refusal, request) -> answer(request, refusal.getStatus(), refusal.getMessage()));
        config.routes.exception(OperatorException.class, (fault, request) -> answer(request, 400, fault.getMessage()));
        config.routes.exception(Exception.class, (fault, request) -> {
            LOG.warn("{} {} failed: {}", request.method(), request.path(), fault.toString(), fault);
            answer(
                    request,
                    500,
                    "unexpected " + fault.getClass().getSimpleName() + ": the log of the process says more");
        });
    }

    private static List<String> paths(JavalinConfig config) {
        return config.unsafe.internalRouter.allHttpHandlers().stream()
                .map(known -> known.endpoint)
                .filter(known -> known.method.isHttpMethod())
                .sorted(Comparator.comparing((Endpoint known) -> known.path)
                        .thenComparing(known -> known.method.name()))
                .map(known -> known.method.name() + " " + known.path)
                .toList();
    }

    private static void answer(Context request, int status, String message) {
        request.status(status).contentType(ContentType.APPLICATION_JSON).result(JsonErrors.text(message));
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
