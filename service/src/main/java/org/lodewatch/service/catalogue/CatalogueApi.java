package org.lodewatch.service.catalogue;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/** {@code /api/catalogue}: the minerals with their codes, and the lists of the running catalogue. They do not change while it runs. */
public final class CatalogueApi implements Consumer<RoutesConfig> {

    private final String minerals;
    private final String lists;

    public CatalogueApi(Catalogue catalogue) {
        RelianceFigures newest = new RelianceFigures(catalogue, Optional.empty(), OptionalInt.empty());
        minerals = Json.line(catalogue.minerals().stream()
                .map(mineral -> MineralJson.of(mineral, newest))
                .toList());
        lists = Json.line(CatalogueListsJson.of(catalogue));
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/catalogue/minerals", request -> answer(request, minerals));
        routes.get("/api/catalogue/lists", request -> answer(request, lists));
    }

    private static void answer(Context request, String document) {
        QueryParameters.requireOnly(request, List.of());
        request.contentType(ContentType.APPLICATION_JSON).result(document);
    }
}
