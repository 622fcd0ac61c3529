package org.lodewatch.service.method;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import java.util.List;
import java.util.function.Consumer;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/** {@code GET /api/method}: by which formulas figures are computed, from which lists, and what leads them astray. */
public final class MethodApi implements Consumer<RoutesConfig> {

    private final String document = Json.line(MethodDocument.bundled());

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/method", request -> {
            QueryParameters.requireOnly(request, List.of());
            request.contentType(ContentType.APPLICATION_JSON).result(document);
        });
    }
}
