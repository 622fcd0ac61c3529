package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.vintage.KnownThen;
import org.lodewatch.cli.vintage.KnownThenText;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/** What was known of the twelve transitions of the demo's monthly imports, which were published twice. */
@Timeout(120)
class KnownThenIT {

    private final StringWriter printed = new StringWriter();
    private final Screen screen = Screen.plain(new PrintWriter(printed), new PrintWriter(printed));

    @Test
    void tmp() {
        List<DemoRelease> releases = DemoData.releases(Catalogue.bundled());
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(SharedKafka.emptied()))) {
            cluster.topics().create(Topics.all(), Optional.empty());
            try (ProgressLine progress = new ProgressLine(screen);
                    ImportPublisher publisher =
                            ImportPublisher.connect("demo", cluster.settings().properties())) {
                new Replay(releases, publisher, screen, progress).run(() -> true);
            }
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                KnownThen known = KnownThen.read(cluster, Catalogue.bundled(), 12, Policies.initial());
                System.out.println((System.nanoTime() - start) / 1e9);
                if (i == 2) {
                    new KnownThenText(Catalogue.bundled(), screen).print(known);
                }
            }
        }
        System.out.println(printed);
        assertThat(printed.toString()).isNotEmpty();
    }
}
