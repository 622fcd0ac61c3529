package org.lodewatch.service.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.AnswerAge;
import org.lodewatch.service.EventStreams;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/** {@code /api}: shares and alerts of the whole cluster, the same on every instance. */
public final class DependenceApi implements Consumer<RoutesConfig>, PublishedState, AutoCloseable {

    private final EventStreams streams = new EventStreams();
    private final PublishedView view = new PublishedView(streams);
    private final VersionedAnswers versions = new VersionedAnswers(view::version, Clock.systemUTC());
    private final PublishedViewReader reader;
    private final PolicyWriter writer;
    private final Catalogue catalogue;

    /**
     * Starts to read the topics.
     *
     * @param properties of Kafka clients that reach the cluster
     * @param catalogue with the forms of minerals
     * @param directory for a file of published windows, which is written once they take an eighth of the heap
     */
    public DependenceApi(Map<String, Object> properties, WireFormats formats, Catalogue catalogue, Path directory) {
        this.catalogue = catalogue;
        reader = new PublishedViewReader(properties, formats, view, SharesStore.in(directory));
        writer = new PolicyWriter(properties, formats, view, reader);
        reader.start();
    }

    /**
     * Adds shares and alerts to the metrics.
     *
     * @return updates them
     */
    public Runnable measure(MeterRegistry registry) {
        PublishedViewMeters meters = new PublishedViewMeters(registry);
        meters.countSkipped(reader.skipped());
        return () -> {
            // Figures from a part of the topics would be wrong.
            if (reader.isCaughtUp()) {
                view.show(meters);
            }
        };
    }

    /**
     * The same health, but not ready if what is published cannot be read.
     *
     * @param patience how long it may fail
     */
    public Health judge(Health health, Duration patience) {
        if (health.live() && !reader.isAlive()) {
            return health.notLive(
                    HealthState.FAILED, "the thread that reads what is published has ended: start this process again");
        }
        Duration behind = reader.behind();
        return health.ready() && behind.compareTo(patience) > 0
                ? health.notReady(
                        HealthState.STALE,
                        "what is published has not been read for %d s, so that /api answers what was read before: see the log"
                                .formatted(behind.toSeconds()))
                : health;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.after("/api/*", request -> AnswerAge.mark(request, reader.behind()));
        new SharesRoutes(view, catalogue).add(routes, this::versioned);
        new BookRoutes(view, catalogue).add(routes, this::versioned);
        routes.get("/api/alerts", versioned(this::alerts));
        routes.get("/api/alerts/history", versioned(this::histories));
        // Without a tag: the time in the answer is another one at each request.
        routes.get("/api/alerts/numbers", whole(request -> {
            QueryParameters.requireOnly(request, List.of());
            answer(request, view.numbers());
        }));
        routes.get("/api/alerts/transitions", versioned(this::transitions));
        routes.get("/api/alerts/stream", whole(this::stream));
        routes.exception(
                KafkaException.class,
                (fault, request) -> answer(
                        request.status(HttpStatus.SERVICE_UNAVAILABLE),
                        Map.of("error", "the broker did not accept it: " + fault.getMessage())));
    }

    @Override
    public void close() {
        streams.close();
        reader.close();
        writer.close();
    }

    @Override
    public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
        requireWhole();
        return view.windows(catalogue, dataset, reporter);
    }

    @Override
    public Map<String, DependencePolicy> policies() {
        requireWhole();
        return view.policies();
    }

    /** Changes policies. */
    public PolicyChanges policyChanges() {
        return writer;
    }

    @Override
    public Map<BookKey, SortedSet<Integer>> months() {
        requireWhole();
        return view.months();
    }

    @Override
    public List<DependenceAlert> statuses() {
        requireWhole();
        return view.statuses();
    }

    private Handler versioned(Handler handler) {
        return whole(versions.of(handler));
    }

    private Handler whole(Handler handler) {
        return request -> {
            requireWhole();
            handler.handle(request);
        };
    }

    /** Answers only once the topics are read: an answer from a part of them would be wrong. */
    private void requireWhole() {
        if (!reader.isCaughtUp()) {
            throw new ServiceUnavailableResponse(
                    "the published topics are still being read: try again in a few seconds");
        }
    }

    /** The open alerts of books, datasets or policies, and on request those that resolved recently. */
    private void alerts(Context request) {
        QueryParameters.requireOnly(
                request, List.of("all", "mineral", "dataset", "reporter", "policy", "severity", "since"));
        Predicate<DependenceAlert> wanted =
                wanted(request).and(selected(request, "severity", alert -> Json.word(alert.getSeverity())));
        requireSeverity(QueryParameters.text(request, "severity"));
        Optional<Instant> since = QueryParameters.text(request, "since").map(DependenceApi::moment);
        answer(
                request,
                view.alerts(request.queryParam("all") != null).stream()
                        .filter(dated -> wanted.test(dated.alert()))
                        .filter(dated -> since.map(dated.publishedAt()::isAfter).orElse(true))
                        .map(AlertJson::of)
                        .toList());
    }

    private static void requireSeverity(Optional<String> text) {
        List<String> known = Stream.of(Severity.values()).map(Json::word).toList();
        if (text.isPresent() && !known.contains(text.get())) {
            throw new BadRequestResponse(
                    "severity is '%s', but must be one of %s".formatted(text.get(), String.join(", ", known)));
        }
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadRequestResponse(
                    "since is '%s', but must be a time with its offset, such as 2026-06-14T08:30:00Z".formatted(text));
        }
    }

    /**
     * Sends transitions until the client leaves. A browser that reconnects repeats the parameter of its first request, so the
     * header, which it adds then, is the later one of the two.
     */
    private void stream(Context request) {
        QueryParameters.requireOnly(request, List.of("after"));
        Optional<String> after = QueryParameters.text(request, "after");
        Optional<String> last =
                Optional.ofNullable(request.header("Last-Event-ID")).or(() -> after);
        streams.serve(request, () -> view.missed(last, after.isPresent()));
    }

    /** The stored transitions of one alert, as they were published. */
    private void transitions(Context request) {
        QueryParameters.requireOnly(request, List.of("id"));
        String id = QueryParameters.text(request, "id")
                .orElseThrow(() -> new BadRequestResponse(
                        "the parameter id is missing: name an alert, policy/dataset/reporter/mineral/subject"));
        answer(request, view.transitions(id).stream().map(AlertJson::of).toList());
    }

    /** The standing histories of the alerts of books, datasets or policies, or those up to a month. */
    private void histories(Context request) {
        QueryParameters.requireOnly(request, List.of("mineral", "dataset", "reporter", "policy", "asOf"));
        Optional<String> asOf = QueryParameters.text(request, "asOf")
                .map(text -> SharesQuery.month(text).toString());
        answer(
                request,
                view.histories(wanted(request)).stream()
                        .map(AlertHistoryJson::of)
                        .flatMap(history ->
                                asOf.map(month -> history.upTo(month).stream()).orElseGet(() -> Stream.of(history)))
                        .toList());
    }

    /** Whether an alert is of the mineral (its forms included), dataset, reporter and policy that are asked for. */
    private Predicate<DependenceAlert> wanted(Context request) {
        Optional<List<String>> books = QueryParameters.text(request, "mineral")
                .map(typed -> catalogue.withForms(SharesQuery.book(catalogue, typed)));
        return selected(request, "dataset", DependenceAlert::getDataset)
                .and(selected(request, "reporter", DependenceAlert::getReporter))
                .and(selected(request, "policy", DependenceAlert::getPolicyId))
                .and(alert -> books.map(of -> of.contains(alert.getMineral())).orElse(true));
    }

    /** Whether a field has the value of a parameter; always if the parameter is missing. */
    private static Predicate<DependenceAlert> selected(
            Context request, String parameter, Function<DependenceAlert, String> field) {
        String value = request.queryParam(parameter);
        return alert -> value == null || field.apply(alert).equals(value);
    }

    static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }
}
