package org.lodewatch.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.DatedAlert;

/** Counts alerts as they are published, and prints some of them, on a thread of its own. */
final class AlertFollower implements AutoCloseable {

    private final TopicReader<String, DependenceAlert> reader;
    private final Predicate<DependenceAlert> printed;
    private final Catalogue catalogue;
    private final Screen screen;
    private final ProgressLine progress;
    private final Thread thread = new Thread(this::run, "alert-follower");
    private final AtomicInteger transitions = new AtomicInteger();
    private volatile boolean closed;

    /** @param printed which alerts are printed */
    AlertFollower(
            KafkaCluster cluster,
            Catalogue catalogue,
            Predicate<DependenceAlert> printed,
            Screen screen,
            ProgressLine progress) {
        this.printed = printed;
        this.reader = cluster.reader(Topics.DEPENDENCE_ALERTS);
        this.catalogue = catalogue;
        this.screen = screen;
        this.progress = progress;
        thread.setDaemon(true);
        thread.start();
    }

    /** The number of transitions so far. */
    int transitions() {
        return transitions.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (reader) {
            List<DatedAlert> arrived = new ArrayList<>();
            reader.follow(message -> DatedAlert.of(message).ifPresent(arrived::add), () -> {
                print(arrived);
                arrived.clear();
                return closed;
            });
        }
    }

    /** A line for each notice. */
    private void print(List<DatedAlert> alerts) {
        transitions.addAndGet(alerts.size());
        List<DatedAlert> shown =
                alerts.stream().filter(dated -> printed.test(dated.alert())).toList();
        AlertNotice.of(catalogue, shown).forEach(notice -> progress.print(AlertText.undated(notice, screen)));
    }
}
