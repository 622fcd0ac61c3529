package org.lodewatch.service.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.QueryParameters;

/** What is published, by what names, and the history of a book. */
final class BookRoutes {

    /** In the history of a book, unless the request names another number. */
    private static final int SUPPLIERS = 6;

    private final PublishedView view;
    private final Catalogue catalogue;

    BookRoutes(PublishedView view, Catalogue catalogue) {
        this.view = view;
        this.catalogue = catalogue;
    }

    /** @param current answers with a tag, and only once the topics are read */
    void add(RoutesConfig routes, UnaryOperator<Handler> current) {
        routes.get("/api/minerals/{mineral}/history", current.apply(this::history));
        routes.get(
                "/api/datasets",
                current.apply(QueryParameters.none(request -> DependenceApi.answer(request, view.datasets()))));
        // The catalogue is the same for as long as the process runs, and there before the topics are read.
        routes.get(
                "/api/catalogue",
                new VersionedAnswers(() -> 0, Clock.systemUTC())
                        .of(QueryParameters.none(
                                request -> DependenceApi.answer(request, CatalogueNamesJson.of(catalogue)))));
    }

    /** All windows of one book. */
    private void history(Context request) {
        String typed = request.pathParam("mineral");
        String mineral = catalogue.book(typed).orElse(typed);
        QueryParameters.requireOnly(request, List.of("dataset", "reporter", "top", "suppliers"));
        List<BookKey> books = view.books().stream()
                .filter(book -> book.mineral().equals(mineral))
                .filter(book -> Optional.ofNullable(request.queryParam("dataset"))
                        .map(book.dataset()::equals)
                        .orElse(true))
                .filter(book -> Optional.ofNullable(request.queryParam("reporter"))
                        .map(book.reporter()::equals)
                        .orElse(true))
                .toList();
        if (books.size() != 1) {
            throw books.isEmpty()
                    ? new NotFoundResponse("no shares of %s with these parameters".formatted(mineral))
                    : new BadRequestResponse("there is a history of %s in %s: name one with dataset and reporter"
                            .formatted(
                                    mineral, books.stream().map(BookKey::owner).toList()));
        }
        BookKey book = books.get(0);
        DependenceApi.answer(
                request,
                BookHistoryJson.of(
                        view.windows(book),
                        view.periodMonths(book.owner()),
                        QueryParameters.count(request, "top", SUPPLIERS),
                        countries(request),
                        catalogue.blocs()));
    }

    /** The alpha-2 codes of the parameter {@code suppliers}: codes or names with commas between them. */
    private Set<String> countries(Context request) {
        return QueryParameters.list(request, "suppliers").stream()
                .map(typed -> SupplierGroup.country(catalogue, typed).id())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
