package org.lodewatch.service.explain;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.explain.BookRecord;
import org.lodewatch.core.explain.BookRecords;
import org.lodewatch.core.explain.DatasetEditions;
import org.lodewatch.core.explain.DatasetEditions.Edition;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.QueryParameters;
import org.lodewatch.service.api.PublishedState;
import org.lodewatch.service.api.SharesQuery;

/** The records behind a figure, and the editions of a dataset. Both read the log. */
final class RecordRoutes implements Consumer<RoutesConfig> {

    private static final int MOST_EDITIONS = 50;
    private static final int ROWS = 200;
    private static final int MOST_ROWS = 5_000;

    private final PublishedState published;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final ImportLogReader imports;

    RecordRoutes(PublishedState published, Catalogue catalogue, WindowRule rule, ImportLogReader imports) {
        this.published = published;
        this.catalogue = catalogue;
        this.rule = rule;
        this.imports = imports;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/records", this::records);
        routes.get("/api/editions", this::editions);
    }

    private void records(Context request) {
        QueryParameters.requireOnly(request, List.of("mineral", "dataset", "reporter", "asOf", "country", "top"));
        BookKey book = new BookKey(
                required(request, "dataset"),
                required(request, "reporter"),
                SharesQuery.book(catalogue, required(request, "mineral")));
        Windows windows = windows(book);
        Window window = window(book, windows, QueryParameters.text(request, "asOf"));
        Optional<String> country = QueryParameters.text(request, "country").map(this::country);
        int top = rows(request);
        BookRecords log = new BookRecords(catalogue, rule, book, Instant.MAX);
        imports.read(log::add, "lodewatch explain ALERT-ID");
        Map<String, BookRecord> found = log.in(window.asOf(), window.months()).entrySet().stream()
                .filter(entry -> country.isEmpty()
                        || CountryCode.text(entry.getValue().country()).equals(country.get()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        ExplainApi.answer(
                request, BookRecordsJson.of(book, window, country.orElse(null), windows.currency(), found, top));
    }

    private Windows windows(BookKey book) {
        return published.windows(Optional.of(book.dataset()), Optional.of(book.reporter())).stream()
                .filter(windows -> windows.books().contains(book.mineral()))
                .map(windows -> windows.of(book.mineral()))
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("no shares of %s in dataset %s of %s"
                        .formatted(book.mineral(), book.dataset(), book.reporter())));
    }

    private static Window window(BookKey book, Windows windows, Optional<String> asOf) {
        List<Window> all = windows.all();
        return asOf.map(text -> windows.at(Months.of(SharesQuery.month(text).toString()))
                        .orElseThrow(() -> new NotFoundResponse("no shares of %s to %s: leave asOf out for the newest"
                                .formatted(book.mineral(), text))))
                .orElseGet(() -> all.get(all.size() - 1));
    }

    /** A code or a name; goods of unknown origin have a code, too. */
    private String country(String typed) {
        return typed.equals(ImportBounds.UNKNOWN_ORIGIN)
                ? typed
                : SupplierGroup.country(catalogue, typed).id();
    }

    private void editions(Context request) {
        QueryParameters.requireOnly(request, List.of("dataset", "mineral"));
        String dataset = required(request, "dataset");
        Optional<String> mineral =
                QueryParameters.text(request, "mineral").map(typed -> SharesQuery.book(catalogue, typed));
        Set<String> books =
                mineral.map(book -> Set.copyOf(catalogue.withForms(book))).orElse(Set.of());
        DatasetEditions log = new DatasetEditions(catalogue, dataset, books);
        imports.read((publishedAt, key, message) -> log.add(publishedAt, message), "lodewatch changes --since DAY");
        List<Edition> editions = log.newestFirst();
        if (editions.isEmpty()) {
            throw new NotFoundResponse("the log has no record of dataset " + dataset);
        }
        ExplainApi.answer(
                request,
                new EditionsJson(
                        dataset,
                        editions.stream()
                                .limit(MOST_EDITIONS)
                                .map(edition -> EditionsJson.EditionJson.of(edition, mineral.isPresent()))
                                .toList()));
    }

    private static String required(Context request, String name) {
        return QueryParameters.text(request, name)
                .orElseThrow(() -> new BadRequestResponse("the parameter %s is missing".formatted(name)));
    }

    private static int rows(Context request) {
        return QueryParameters.text(request, "top")
                .map(text -> {
                    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_ROWS) {
                        throw new BadRequestResponse(
                                "top is '%s', but must be a number from 0 to %d".formatted(text, MOST_ROWS));
                    }
                    return Integer.parseInt(text);
                })
                .orElse(ROWS);
    }
}
