package org.lodewatch.service.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.EventStreams;
import org.lodewatch.service.Json;

/**
 * {@code /api}: shares, alerts and policies of the whole cluster, whichever instance is asked, in the documents that the
 * command line prints as JSON.
 */
public final class DependenceApi implements Consumer<RoutesConfig>, AutoCloseable {

    private final EventStreams streams = new EventStreams();
    private final PublishedView picture = new PublishedView(streams);
    private final PublishedViewReader reader;
    private final PolicyWriter writer;

    /**
     * Begins to read what is published.
     *
     * @param properties of Kafka clients that reach the cluster
     */
    public DependenceApi(Map<String, Object> properties, WireFormats formats) {
        reader = new PublishedViewReader(properties, formats, picture);
        writer = new PolicyWriter(properties, formats, picture);
        reader.start();
    }

    /**
     * Shows shares and alerts as metrics, too.
     *
     * @return brings them up to date
     */
    public Runnable measure(MeterRegistry registry) {
        PublishedViewMeters meters = new PublishedViewMeters(registry);
        return () -> {
            // Part of what is published would be a wrong picture here, too.
            if (reader.isCaughtUp()) {
                picture.show(meters);
            }
        };
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/minerals", whole(this::minerals));
        routes.get("/api/minerals/{mineral}", whole(this::mineral));
        routes.get("/api/alerts", whole(this::alerts));
        routes.get(
                "/api/alerts/stream",
                whole(request -> streams.serve(
                        request, () -> picture.since(Optional.ofNullable(request.header("Last-Event-ID"))))));
        routes.get("/api/policies", whole(this::policies));
        routes.put("/api/policies/{id}", whole(this::apply));
        routes.delete("/api/policies/{id}", whole(this::delete));
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

    /** An answer from part of what is published would be a wrong one. */
    private Handler whole(Handler handler) {
        return request -> {
            if (!reader.isCaughtUp()) {
                throw new ServiceUnavailableResponse(
                        "what is published is still being read: try again in a few seconds");
            }
            handler.handle(request);
        };
    }

    private void minerals(Context request) {
        answer(request, picture.shares(query(request, Optional.empty())));
    }

    private void mineral(Context request) {
        String mineral = request.pathParam("mineral");
        List<SharesJson> found = picture.shares(query(request, Optional.of(mineral)));
        if (found.isEmpty()) {
            Set<String> known = picture.shares(SharesQuery.everything()).stream()
                    .map(SharesJson::mineral)
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new NotFoundResponse(
                    known.contains(mineral)
                            ? "no shares of %s with these parameters: leave some out".formatted(mineral)
                            : "no shares of %s: there are %s"
                                    .formatted(mineral, known.isEmpty() ? "none yet" : String.join(", ", known)));
        }
        answer(request, found);
    }

    private void alerts(Context request) {
        only(request, List.of("all"));
        answer(
                request,
                picture.alerts(request.queryParam("all") != null).stream()
                        .map(AlertJson::of)
                        .toList());
    }

    private void policies(Context request) {
        answer(request, picture.policies().values().stream().map(PolicyJson::of).toList());
    }

    private void apply(Context request) {
        String id = request.pathParam("id");
        List<DependencePolicy> wanted = new PolicyDocument("the body", request.bodyAsBytes()).read();
        if (wanted.size() != 1 || !wanted.get(0).getId().equals(id)) {
            throw new BadRequestResponse("the path names policy %s, the body has %s: send that one alone"
                    .formatted(id, wanted.stream().map(DependencePolicy::getId).toList()));
        }
        answer(request, PolicyJson.of(writer.apply(wanted.get(0))));
    }

    private void delete(Context request) {
        String id = request.pathParam("id");
        if (!writer.delete(id)) {
            throw new NotFoundResponse("there is no policy %s: there are %s"
                    .formatted(id, String.join(", ", picture.policies().keySet())));
        }
        request.status(HttpStatus.NO_CONTENT);
    }

    private static SharesQuery query(Context request, Optional<String> mineral) {
        only(request, List.of("dataset", "reporter", "asOf"));
        return new SharesQuery(
                mineral,
                Optional.ofNullable(request.queryParam("dataset")),
                Optional.ofNullable(request.queryParam("reporter")),
                Optional.ofNullable(request.queryParam("asOf")).map(DependenceApi::month));
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequestResponse("asOf is '%s', but must be a month, such as 2024-12".formatted(text));
        }
    }

    /** A mistyped parameter would be taken for none, and everything for what was asked. */
    private static void only(Context request, List<String> known) {
        for (String name : request.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw new BadRequestResponse(
                        "unknown parameter '%s': there are %s".formatted(name, String.join(", ", known)));
            }
        }
    }

    private static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }
}
