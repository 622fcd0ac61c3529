package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The imports of the demo, for tests of what shows them. */
public final class DemoImports {

    private static final Duration VERIFICATION = Duration.ofSeconds(30);

    private DemoImports() {}

    /** Publishes all of them as the demo does, without its pauses. Returns once their shares and alerts are published. */
    public static void publish(KafkaCluster cluster) {
        List<DemoRelease> releases = DemoData.releases(Catalogue.bundled());
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Screen screen = Screen.plain(nowhere, nowhere);
        try (ProgressLine progress = new ProgressLine(screen);
                ImportPublisher publisher =
                        ImportPublisher.connect("demo", cluster.settings().properties())) {
            new Replay(releases, publisher, screen, progress).run(published -> {}, () -> true);
        }
        try (SettledShares shares = new SettledShares(cluster)) {
            shares.await(releases, () -> false);
        }
        VerificationResult result =
                new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT).await(VERIFICATION);
        assertThat(result.agrees()).as(result.sentence()).isTrue();
    }
}
