package org.lodewatch.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /health/live} and {@code /health/ready}: status 200 or 503, as orchestrators ask for it, and JSON that says why. */
public final class HealthPaths implements Consumer<RoutesConfig> {

    private final Supplier<Health> health;

    /** @param health answers at once, at any time, on any thread */
    public HealthPaths(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/health/live", request -> {
            Health now = health.get();
            answer(request, now.live(), Json.object().put("live", now.live()).put("state", now.state()));
        });
        routes.get("/health/ready", request -> {
            Health now = health.get();
            boolean ready = now.live() && now.ready();
            ObjectNode body = Json.object().put("ready", ready).put("state", now.state());
            now.progress().forEach(body::put);
            answer(request, ready, body);
        });
    }

    private static void answer(Context request, boolean well, ObjectNode body) {
        request.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(ContentType.APPLICATION_JSON)
                .result(Json.line(body));
    }
}
