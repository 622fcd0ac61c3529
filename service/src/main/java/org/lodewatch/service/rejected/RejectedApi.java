package org.lodewatch.service.rejected;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/** {@code /api/rejected}: what feeds and the topology could not use, by reason. */
public final class RejectedApi implements Consumer<RoutesConfig> {

    /** Examples of each reason, unless the request names another number. */
    private static final int EXAMPLES = 3;

    private final RejectedLog log;
    private final Function<String, List<String>> datasetsOf;

    /**
     * @param properties of Kafka clients that reach the cluster
     * @param datasetsOf the datasets that a feed has published, by its id
     */
    public RejectedApi(Map<String, ?> properties, WireFormats formats, Function<String, List<String>> datasetsOf) {
        this.log = new RejectedLog(properties, formats, Clock.systemUTC());
        this.datasetsOf = datasetsOf;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/rejected", this::rejected);
    }

    private void rejected(Context request) {
        QueryParameters.requireOnly(request, List.of("dataset", "reason", "limit"));
        Optional<String> reason = QueryParameters.text(request, "reason");
        reason.ifPresent(RejectedApi::requireReason);
        int limit = QueryParameters.count(request, "limit", EXAMPLES);
        RejectedJson answer;
        synchronized (log) {
            answer = RejectedJson.of(log, read(), datasetsOf, QueryParameters.text(request, "dataset"), reason, limit);
        }
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(answer));
    }

    private RejectedTally read() {
        try {
            return log.read();
        } catch (KafkaException e) {
            throw new ServiceUnavailableResponse(
                    "%s cannot be read: %s".formatted(Topics.CUSTOMS_IMPORTS_REJECTED.name(), e.getMessage()));
        }
    }

    private static void requireReason(String code) {
        List<String> known = Arrays.stream(RejectionReason.values())
                .map(RejectionReason::code)
                .toList();
        if (!known.contains(code)) {
            throw new BadRequestResponse(
                    "there is no reason %s; the reasons are %s".formatted(code, String.join(", ", known)));
        }
    }
}
