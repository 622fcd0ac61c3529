package org.lodewatch.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /health/live} and {@code /health/ready}: status 200 or 503 for orchestrators, and JSON with the state. */
public final class HealthPaths implements Consumer<RoutesConfig> {

    private final Supplier<Health> health;

    /** @param health returns at once, at any time, on any thread */
    public HealthPaths(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/health/live", request -> {
            Health now = health.get();
            Map<String, Object> body = body("live", now.live(), now);
            if (!now.live()) {
                now.reason().ifPresent(reason -> body.put("reason", reason));
            }
            answer(request, now.live(), body);
        });
        routes.get("/health/ready", request -> {
            Health now = health.get();
            boolean ready = now.live() && now.ready();
            Map<String, Object> body = body("ready", ready, now);
            now.reason().ifPresent(reason -> body.put("reason", reason));
            body.putAll(now.progress());
            answer(request, ready, body);
        });
    }

    private static Map<String, Object> body(String question, boolean yes, Health health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(question, yes);
        body.put("state", health.state().name());
        return body;
    }

    private static void answer(Context request, boolean well, Map<String, Object> body) {
        request.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(ContentType.APPLICATION_JSON)
                .result(Json.line(body));
    }
}
