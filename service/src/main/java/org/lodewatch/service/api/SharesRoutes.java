package org.lodewatch.service.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.service.QueryParameters;

/** The shares of books: all figures of each, a table of many, or the parts of one country or bloc. */
final class SharesRoutes {

    private static final List<String> SELECTION = List.of("dataset", "reporter", "asOf");
    private static final List<String> GROUP = List.of("country", "bloc");

    /** Each of them asks for a table. */
    private static final List<String> TABLE = List.of("top", "suppliers", "months");

    /** In a table, unless the request names another number. */
    private static final int SUPPLIERS = 5;

    private static final int MOST_SUPPLIERS = 30;

    private static final CompressedText BEGIN = CompressedText.of(new byte[] {'['});
    private static final CompressedText COMMA = CompressedText.of(new byte[] {','});
    private static final CompressedText END = CompressedText.of(new byte[] {']'});

    private final PublishedView view;
    private final Catalogue catalogue;

    SharesRoutes(PublishedView view, Catalogue catalogue) {
        this.view = view;
        this.catalogue = catalogue;
    }

    /** @param current answers with a tag, and only once the topics are read */
    void add(RoutesConfig routes, UnaryOperator<Handler> current) {
        routes.get("/api/minerals", current.apply(this::minerals));
        routes.get("/api/minerals/{mineral}", current.apply(this::mineral));
        routes.get("/api/shares", current.apply(this::minerals));
    }

    private void minerals(Context request) {
        answer(request, query(request, Set.of()));
    }

    private void mineral(Context request) {
        String typed = request.pathParam("mineral");
        String mineral = catalogue.book(typed).orElse(typed);
        SharesQuery query = query(request, Set.copyOf(catalogue.withForms(mineral)));
        if (!view.has(query)) {
            throw missing(mineral);
        }
        answer(request, query);
    }

    private NotFoundResponse missing(String mineral) {
        Set<String> known = view.books().stream().map(BookKey::mineral).collect(Collectors.toCollection(TreeSet::new));
        return new NotFoundResponse(
                known.contains(mineral)
                        ? "no shares of %s with these parameters: leave some out".formatted(mineral)
                        : "no shares of %s: there are shares of %s"
                                .formatted(mineral, known.isEmpty() ? "none yet" : String.join(", ", known)));
    }

    private void answer(Context request, SharesQuery query) {
        Measure measure = measure(request);
        Optional<SupplierGroup> group = group(request);
        if (group.isPresent()) {
            DependenceApi.answer(request, view.shares(group.get(), query));
        } else if (has(request, TABLE)) {
            answerTable(request, query, measure);
        } else {
            DependenceApi.answer(request, view.shares(query, measure));
        }
    }

    private void answerTable(Context request, SharesQuery query, Measure measure) {
        TableQuery table = new TableQuery(
                query.books(),
                query.asOf(),
                measure,
                QueryParameters.count(request, "top", SUPPLIERS),
                suppliers(request),
                QueryParameters.count(request, "months", 0));
        List<CompressedText> parts = new ArrayList<>();
        for (CompressedText rows : view.rows(table, query.dataset(), query.reporter())) {
            parts.add(parts.isEmpty() ? BEGIN : COMMA);
            parts.add(rows);
        }
        parts.addAll(parts.isEmpty() ? List.of(BEGIN, END) : List.of(END));
        byte[] file = CompressedText.gzip(parts);
        request.contentType(ContentType.APPLICATION_JSON);
        if (Optional.ofNullable(request.header("Accept-Encoding")).orElse("").contains("gzip")) {
            request.header("Content-Encoding", "gzip").result(file);
        } else {
            request.result(new String(CompressedText.text(file), StandardCharsets.UTF_8));
        }
    }

    /** The countries and blocs of which a table has the parts: ids or names with commas between them. */
    private List<SupplierGroup> suppliers(Context request) {
        List<SupplierGroup> groups = QueryParameters.list(request, "suppliers").stream()
                .map(typed -> catalogue.blocs().stream()
                        .filter(bloc -> bloc.id().equals(typed))
                        .findFirst()
                        .map(bloc -> SupplierGroup.bloc(catalogue, typed))
                        .orElseGet(() -> SupplierGroup.of(catalogue, typed)))
                .distinct()
                .toList();
        if (groups.size() > MOST_SUPPLIERS) {
            throw new BadRequestResponse(
                    "suppliers has %d countries and blocs, but may have %d".formatted(groups.size(), MOST_SUPPLIERS));
        }
        return groups;
    }

    private static Measure measure(Context request) {
        return switch (QueryParameters.text(request, "measure").orElse("value")) {
            case "value" -> Measure.VALUE;
            case "weight" -> Measure.WEIGHT;
            default ->
                throw new BadRequestResponse(
                        "measure is '%s', but must be value or weight".formatted(request.queryParam("measure")));
        };
    }

    /** The country or bloc whose shares are asked for; empty if all are. */
    private Optional<SupplierGroup> group(Context request) {
        Optional<String> country = QueryParameters.text(request, "country");
        Optional<String> bloc = QueryParameters.text(request, "bloc");
        if (country.isPresent() && bloc.isPresent()) {
            throw new BadRequestResponse("country and bloc exclude each other: leave one out");
        }
        if (has(request, GROUP) && (has(request, TABLE) || request.queryParam("measure") != null)) {
            throw new BadRequestResponse("%s cannot be combined with measure, %s: leave one or the other out"
                    .formatted(String.join(" and ", GROUP), String.join(", ", TABLE)));
        }
        try {
            return country.map(typed -> SupplierGroup.country(catalogue, typed))
                    .or(() -> bloc.map(typed -> SupplierGroup.bloc(catalogue, typed)));
        } catch (OperatorException e) {
            throw new BadRequestResponse(e.getMessage());
        }
    }

    private static boolean has(Context request, List<String> parameters) {
        return parameters.stream().anyMatch(parameter -> request.queryParam(parameter) != null);
    }

    private static SharesQuery query(Context request, Set<String> books) {
        QueryParameters.requireOnly(
                request,
                Stream.of(SELECTION, GROUP, List.of("measure"), TABLE)
                        .flatMap(List::stream)
                        .toList());
        return new SharesQuery(
                books,
                QueryParameters.text(request, "dataset"),
                QueryParameters.text(request, "reporter"),
                QueryParameters.text(request, "asOf").map(SharesQuery::month));
    }
}
