package org.lodewatch.service.backtest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.function.Consumer;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.Json;
import org.lodewatch.service.OpenRoute;
import org.lodewatch.service.api.PublishedState;

/** {@code POST /api/backtest}: what policies would have raised, from the shares that this process has read. It changes nothing. */
public final class BacktestApi implements Consumer<RoutesConfig> {

    private final PublishedState published;
    private final PublishedBacktest backtest;
    private final Catalogue catalogue;

    /** @param catalogue with the names that a request may select */
    public BacktestApi(PublishedState published, PublishedBacktest backtest, Catalogue catalogue) {
        this.published = published;
        this.backtest = backtest;
        this.catalogue = catalogue;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.post("/api/backtest", this::test, OpenRoute.COMPUTES);
    }

    private void test(Context request) {
        BacktestRequest asked = BacktestBody.read(request.bodyAsBytes(), published.policies(), catalogue);
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(BacktestJson.of(backtest.answer(asked))));
    }
}
