package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.Topics;

class ReplayIT {

    private final StringWriter printed = new StringWriter();
    private final List<List<DemoRelease>> beforeRevisions = new ArrayList<>();
    private final Screen screen = Screen.plain(new PrintWriter(printed), new PrintWriter(printed));

    @Test
    void publishesEveryLineAndClosesEachPeriodInEveryPartition() {
        List<DemoRelease> releases = DemoData.releases(Catalogue.bundled()).subList(4, 7);
        int lines = releases.stream().mapToInt(release -> release.rows().size()).sum();

        List<Message<String, SpecificRecord>> log = replay(releases, 3);

        assertThat(log)
                .filteredOn(message -> message.value().orElseThrow() instanceof CustomsImport)
                .hasSize(lines);
        assertThat(log)
                .filteredOn(message -> message.value().orElseThrow() instanceof PeriodComplete)
                .hasSize(3 * Topics.INPUT_PARTITIONS);
        assertThat(printed.toString())
                .startsWith("2026-06-07: Census publishes monthly imports (us-census-battery, 2023-01 to 2023-03");
    }

    @Test
    void stopsOnRequest() {
        List<DemoRelease> releases = DemoData.releases(Catalogue.bundled()).subList(4, 7);

        List<Message<String, SpecificRecord>> log = replay(releases, 1);

        assertThat(log).hasSize(releases.get(0).rows().size() + 2 * Topics.INPUT_PARTITIONS);
    }

    @Test
    void waitsBeforeItPublishesPeriodsAgain() {
        List<DemoRelease> all = DemoData.releases(Catalogue.bundled());
        int revision = all.size() - 1;
        while (all.get(revision - 1).publishedWith(all.get(revision))) {
            revision--;
        }
        List<DemoRelease> releases = all.subList(revision - 2, revision + 2);

        replay(releases, releases.size());

        assertThat(beforeRevisions).containsExactly(releases.subList(0, 2));
    }

    private List<Message<String, SpecificRecord>> replay(List<DemoRelease> releases, int stopAfter) {
        AtomicInteger published = new AtomicInteger();
        List<Message<String, SpecificRecord>> log = new ArrayList<>();
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(SharedKafka.emptied()))) {
            cluster.topics().create(Topics.all(), Optional.empty());
            try (ProgressLine progress = new ProgressLine(screen);
                    ImportPublisher publisher =
                            ImportPublisher.connect("demo", cluster.settings().properties())) {
                new Replay(releases, publisher, screen, progress)
                        .run(beforeRevisions::add, () -> published.incrementAndGet() < stopAfter);
            }
            try (TopicReader<String, SpecificRecord> reader = cluster.reader(Topics.CUSTOMS_IMPORTS)) {
                reader.readToEnd(log::add);
            }
        }
        return log;
    }
}
