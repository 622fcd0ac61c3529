package org.lodewatch.service.lag;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lodewatch.service.Health;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;

/** {@code /api/instances}: the processes of each group, and the restore and end-to-end seconds of the one that answers. */
public final class InstancesApi implements Consumer<RoutesConfig> {

    private final LagMonitor lag;
    private final Supplier<Health> health;
    private final EndToEnd endToEnd;
    private final Optional<String> grafana;

    /**
     * @param health of the topology
     * @param registry with the meters of the topology
     * @param grafana where the dashboards are, for a link
     */
    public InstancesApi(LagMonitor lag, Supplier<Health> health, MeterRegistry registry, Optional<String> grafana) {
        this.lag = lag;
        this.health = health;
        this.endToEnd = new EndToEnd(registry);
        this.grafana = grafana;
        lag.afterEach(() -> endToEnd.sample(Instant.now()));
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(
                "/api/instances",
                QueryParameters.none(request -> request.contentType(ContentType.APPLICATION_JSON)
                        .result(Json.line(
                                InstancesJson.of(lag.requireReport(), health.get(), endToEnd, grafana.orElse(null))))));
    }
}
