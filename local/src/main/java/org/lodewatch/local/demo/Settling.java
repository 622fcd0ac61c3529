package org.lodewatch.local.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;

/** Waits until the published shares have taken in all that was replayed. */
final class Settling {

    /** Corrected past windows follow the newest one by a few seconds. */
    private static final long QUIET = Duration.ofMillis(1_500).toNanos();

    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Map<String, String> newestMonths = new HashMap<>();

    Settling(Collection<DemoRelease> releases) {
        releases.forEach(release -> newestMonths.merge(
                release.dataset(),
                Months.text(Period.of(release.period()).lastMonth()),
                (one, other) -> one.compareTo(other) > 0 ? one : other));
    }

    /** The newest shares of every book, once they stay as they are. @param stop gives up early */
    List<MineralShares> await(KafkaCluster cluster, BooleanSupplier stop) {
        PublishedShares shares = new PublishedShares();
        long start = System.nanoTime();
        long[] lastChange = {start};
        try (TopicReader<String, MineralShares> reader = cluster.reader(Topics.MINERAL_SHARES)) {
            reader.follow(
                    message -> {
                        shares.take(message);
                        lastChange[0] = System.nanoTime();
                    },
                    () -> stop.getAsBoolean()
                            || System.nanoTime() - start > PATIENCE
                            || System.nanoTime() - lastChange[0] > QUIET && isComplete(shares));
        }
        return shares.select(SharesQuery.everything());
    }

    private boolean isComplete(PublishedShares shares) {
        List<MineralShares> newest = shares.select(SharesQuery.everything());
        return newestMonths.entrySet().stream()
                .allMatch(wanted -> newest.stream()
                        .anyMatch(book -> book.getDataset().equals(wanted.getKey())
                                && book.getAsOf().equals(wanted.getValue())
                                && book.getComplete()));
    }
}
