package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.streams.app.StreamsApp;

/** An instance in this JVM that is stopped when it has published everything. */
final class ShortRun {

    private static final Duration RESTATEMENT_DELAY = Duration.ofMillis(100);

    private ShortRun() {}

    static void of(TrialCluster cluster, Path place, Map<String, String> settings, Catalogue catalogue) {
        try (StreamsApp app = app(cluster, place, settings, catalogue)) {
            app.start();
            cluster.awaitPublished(RESTATEMENT_DELAY);
        }
    }

    /** An instance that is not started yet. */
    static StreamsApp app(TrialCluster cluster, Path place, Map<String, String> settings, Catalogue catalogue) {
        Map<String, String> all = new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "application.id", TrialCluster.APPLICATION,
                "restatement.delay.ms", Long.toString(RESTATEMENT_DELAY.toMillis()),
                "commit.interval.ms", "200",
                "state.dir", place.resolve("state").toString()));
        all.putAll(settings);
        return new StreamsApp(all, catalogue);
    }
}
