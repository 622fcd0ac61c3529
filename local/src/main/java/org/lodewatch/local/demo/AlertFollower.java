package org.lodewatch.local.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Topics;

/** Counts alerts as they are published, and prints some of them, on a thread of its own. */
final class AlertFollower implements AutoCloseable {

    private final TopicReader<String, DependenceAlert> reader;
    private final Predicate<DependenceAlert> printed;
    private final Screen screen;
    private final ProgressLine progress;
    private final Thread thread = new Thread(this::run, "alert-follower");
    private final AtomicInteger transitions = new AtomicInteger();
    private volatile boolean closed;

    /** @param printed which alerts are printed */
    AlertFollower(KafkaCluster cluster, Predicate<DependenceAlert> printed, Screen screen, ProgressLine progress) {
        this.printed = printed;
        this.reader = cluster.reader(Topics.DEPENDENCE_ALERTS);
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
            reader.follow(
                    message -> message.value().ifPresent(alert -> {
                        transitions.incrementAndGet();
                        if (printed.test(alert)) {
                            progress.print(AlertText.of(alert, screen));
                        }
                    }),
                    () -> closed);
        }
    }
}
