package org.lodewatch.service.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/**
 * {@code /api/openapi.json}: every path of the port of an instance, in OpenAPI 3.1. Paths and parameters are written by hand in
 * {@code openapi.json}; the schemas of answers in {@code schemas.json} are those of the record classes and their Javadoc, from
 * which a test writes them.
 */
public final class OpenApi implements Consumer<RoutesConfig> {

    @Override
    public void accept(RoutesConfig routes) {
        // Two small files: a document that hardly anybody asks for is not kept.
        routes.get(
                "/api/openapi.json",
                QueryParameters.none(request ->
                        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document()))));
    }

    /** The whole document. */
    public static JsonNode document() {
        JsonNode document = resource("openapi.json");
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        schemas.setAll((ObjectNode) resource("schemas.json"));
        return document;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
            return Json.tree(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
