package org.lodewatch.service.backtest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.Json;
import org.lodewatch.service.OpenRoute;
import org.lodewatch.service.api.PublishedState;

/** {@code POST /api/backtest}: what policies would have raised, from the shares that this process has read. It changes nothing. */
public final class BacktestApi implements Consumer<RoutesConfig> {

    private final PublishedState published;
    private final Catalogue catalogue;
    private final Backtest backtest;

    /** One computation at a time: more would take the processors that the topology needs. */
    private final Semaphore free = new Semaphore(1);

    /** @param catalogue with the facts by which the policies are judged */
    public BacktestApi(PublishedState published, Catalogue catalogue) {
        this.published = published;
        this.catalogue = catalogue;
        this.backtest = new Backtest(catalogue);
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.post("/api/backtest", this::test, OpenRoute.COMPUTES);
    }

    private void test(Context request) {
        BacktestRequest asked = BacktestBody.read(request.bodyAsBytes(), published.policies(), catalogue);
        if (!free.tryAcquire()) {
            throw new ServiceUnavailableResponse("another backtest is being computed: try again in a few seconds");
        }
        try {
            BacktestAnswer answer = asked.answer(
                    backtest, published.windows(Optional.empty(), Optional.empty()), catalogue, Instant.now());
            request.contentType(ContentType.APPLICATION_JSON).result(Json.line(BacktestJson.of(answer)));
        } finally {
            free.release();
        }
    }
}
