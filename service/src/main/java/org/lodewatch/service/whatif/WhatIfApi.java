package org.lodewatch.service.whatif;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.whatif.Alternatives;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenarios;
import org.lodewatch.service.Json;
import org.lodewatch.service.OpenRoute;
import org.lodewatch.service.QueryParameters;
import org.lodewatch.service.api.PublishedState;
import org.lodewatch.service.api.SharesQuery;

/** What assumed changes of the supply would do, and who could fill a gap; nothing is published. */
public final class WhatIfApi implements Consumer<RoutesConfig> {

    private static final List<String> PARAMETERS = List.of("mineral", "lose", "bloc", "dataset", "reporter", "asOf");

    private final PublishedState published;
    private final Catalogue catalogue;
    private final Scenarios scenarios = Scenarios.bundled();

    /** Answers at a time: more would take the processors that the topology needs. One of all books must not hold up those of one. */
    static final int MOST_ANSWERS = 2;

    private final Semaphore free = new Semaphore(MOST_ANSWERS);

    /** @param published what is asked about */
    public WhatIfApi(PublishedState published, Catalogue catalogue) {
        this.published = published;
        this.catalogue = catalogue;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.post("/api/what-if", this::whatIf, OpenRoute.COMPUTES);
        routes.get(
                "/api/scenarios",
                QueryParameters.none(request -> answer(
                        request, scenarios.all().stream().map(ScenarioJson::of).toList())));
        routes.get("/api/alternatives", this::alternatives);
    }

    private void whatIf(Context request) {
        WhatIfQuery query = new WhatIfDocument(request.bodyAsBytes()).read(catalogue, scenarios);
        WhatIfAnswer answer = compute(query);
        if (answer.books().isEmpty() && answer.unchanged() == 0) {
            throw none();
        }
        answer(request, WhatIfJson.of(answer));
    }

    private WhatIfAnswer compute(WhatIfQuery query) {
        if (!free.tryAcquire()) {
            throw new ServiceUnavailableResponse(
                    "%d answers to what-if are being computed: try again in a few seconds".formatted(MOST_ANSWERS));
        }
        try {
            return WhatIfAnswer.of(
                    catalogue,
                    published(query.selection()),
                    published.policies().values(),
                    query);
        } finally {
            free.release();
        }
    }

    private void alternatives(Context request) {
        QueryParameters.requireOnly(request, PARAMETERS);
        String mineral = QueryParameters.text(request, "mineral")
                .orElseThrow(
                        () -> new BadRequestResponse("the parameter mineral is missing: name one, such as antimony"));
        AlternativesQuery query = new AlternativesQuery(
                new BookSelection(
                        Optional.of(BookSelection.book(catalogue, mineral)),
                        QueryParameters.text(request, "dataset"),
                        QueryParameters.text(request, "reporter"),
                        QueryParameters.text(request, "asOf").map(SharesQuery::month)),
                QueryParameters.text(request, "lose").map(typed -> SupplierGroup.of(catalogue, typed)),
                QueryParameters.text(request, "bloc").map(typed -> SupplierGroup.bloc(catalogue, typed)));
        List<Alternatives> found = query.answer(published(query.selection()), catalogue);
        if (found.isEmpty()) {
            throw none();
        }
        answer(request, found.stream().map(AlternativesJson::of).toList());
    }

    private List<PublishedWindows> published(BookSelection selection) {
        return published.windows(selection.dataset(), selection.reporter());
    }

    private static NotFoundResponse none() {
        return new NotFoundResponse("no window is published that fits: /api/shares shows those that are");
    }

    private static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }
}
