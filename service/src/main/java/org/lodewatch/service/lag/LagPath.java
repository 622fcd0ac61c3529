package org.lodewatch.service.lag;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.function.Consumer;
import org.lodewatch.service.Json;

/** {@code /api/lag}: who is behind, as {@code lodewatch lag --output json} prints it. */
public final class LagPath implements Consumer<RoutesConfig> {

    private final LagMonitor monitor;

    public LagPath(LagMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/lag", request -> {
            LagReport report = monitor.current()
                    .orElseThrow(() -> new ServiceUnavailableResponse(
                            "nobody has looked yet who is behind: try again in a few seconds"));
            request.contentType(ContentType.APPLICATION_JSON).result(Json.line(LagJson.of(report)));
        });
    }
}
