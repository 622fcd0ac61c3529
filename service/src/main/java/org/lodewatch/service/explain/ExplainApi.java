package org.lodewatch.service.explain;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.explain.BookChange;
import org.lodewatch.core.explain.LogChanges;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;
import org.lodewatch.service.api.PublishedState;
import org.lodewatch.service.api.SharesQuery;
import org.lodewatch.service.explain.ExplanationJson.MonthJson;

/**
 * Why an alert has its history, from what is published, and what changed in the log since a moment. The second, and the records behind
 * a figure, are read from the log: one request at a time, and only while the log is short.
 */
public final class ExplainApi implements Consumer<RoutesConfig> {

    private static final int MOST_SHARES = 10;

    private final PublishedState published;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final ImportLogReader imports;

    /**
     * @param published what is explained
     * @param rule the windows of the topology
     * @param properties of Kafka clients that reach the cluster
     */
    public ExplainApi(
            PublishedState published,
            Catalogue catalogue,
            WindowRule rule,
            Map<String, Object> properties,
            WireFormats formats) {
        this.published = published;
        this.catalogue = catalogue;
        this.rule = rule;
        this.imports = new ImportLogReader(properties, formats);
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/alerts/explain", this::explain);
        routes.get("/api/changes", this::changes);
        new RecordRoutes(published, catalogue, rule, imports).accept(routes);
    }

    private void explain(Context request) {
        QueryParameters.requireOnly(request, List.of("id"));
        String id = QueryParameters.text(request, "id")
                .orElseThrow(() -> new BadRequestResponse(
                        "the parameter id is missing: name an alert, policy/dataset/reporter/mineral/subject"));
        ExplainedAlert alert = find(id);
        answer(
                request,
                ExplanationJson.of(
                        alert,
                        alert.explanation().transitions().stream()
                                .map(month -> MonthJson.of(month, Optional.empty(), Optional.empty(), 0))
                                .toList(),
                        alert.explanation()
                                .newest()
                                .map(month -> MonthJson.of(month, Optional.empty(), Optional.empty(), 0)),
                        Optional.empty(),
                        Optional.of("lodewatch explain " + id)));
    }

    private ExplainedAlert find(String id) {
        try {
            return ExplainedAlert.find(
                    id,
                    published.statuses(),
                    published.policies(),
                    (dataset, reporter) -> published.windows(Optional.of(dataset), Optional.of(reporter)),
                    catalogue);
        } catch (OperatorException e) {
            throw new NotFoundResponse(e.getMessage());
        }
    }

    private void changes(Context request) {
        QueryParameters.requireOnly(request, List.of("since", "until", "dataset", "mineral"));
        Instant since = QueryParameters.text(request, "since")
                .map(text -> moment("since", text))
                .orElseThrow(() -> new BadRequestResponse(
                        "the parameter since is missing: give a day, such as 2026-06-14, or a time with its offset"));
        Instant until = QueryParameters.text(request, "until")
                .map(text -> moment("until", text))
                .orElseGet(() -> Instant.now().plusSeconds(1));
        if (!since.isBefore(until)) {
            throw new BadRequestResponse(
                    "since %s is not before until %s: give an earlier moment".formatted(since, until));
        }
        Set<String> wanted =
                QueryParameters.text(request, "mineral").map(this::books).orElse(Set.of());
        Optional<String> dataset = QueryParameters.text(request, "dataset");
        LogChanges log = new LogChanges(catalogue, rule, since, until);
        imports.read(log::add, "lodewatch changes --since " + since);
        List<BookChange> changes = log.books();
        answer(
                request,
                ChangesJson.of(
                        since,
                        until,
                        log.newest().orElse(null),
                        log.unchanged(),
                        log.uncounted(),
                        ChangesJson.books(
                                changes.stream()
                                        .filter(change -> wanted.isEmpty()
                                                || wanted.contains(change.book().mineral()))
                                        .filter(change -> dataset.isEmpty()
                                                || dataset.get()
                                                        .equals(change.book().dataset()))
                                        .toList(),
                                MOST_SHARES)));
    }

    private Set<String> books(String typed) {
        return Set.copyOf(catalogue.withForms(SharesQuery.book(catalogue, typed)));
    }

    private static Instant moment(String name, String text) {
        try {
            return PublicationTime.of(text);
        } catch (DateTimeException e) {
            throw new BadRequestResponse(name + ": " + e.getMessage());
        }
    }

    static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }
}
