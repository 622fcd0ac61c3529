package org.lodewatch.local.demo;

import java.time.Duration;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;

/** The published shares, once they include everything that was replayed. */
final class SettledShares implements AutoCloseable {

    /** Longer than from a window to the corrected past ones that follow it. */
    private static final long QUIET = Duration.ofMillis(600).toNanos();

    private static final long TIMEOUT = Duration.ofSeconds(30).toNanos();

    private final PublishedShares published = new PublishedShares();
    private final TopicReader<String, MineralShares> reader;
    private long lastChange;

    SettledShares(KafkaCluster cluster) {
        reader = cluster.reader(Topics.MINERAL_SHARES);
    }

    /** Waits until the shares of these releases are published and no longer change, or until {@code stop}. */
    void await(Collection<DemoRelease> releases, BooleanSupplier stop) {
        Map<String, String> newestMonths = new HashMap<>();
        releases.forEach(release -> newestMonths.merge(
                release.dataset(), lastMonth(release.period()), BinaryOperator.maxBy(String::compareTo)));
        long start = System.nanoTime();
        lastChange = start;
        reader.follow(
                this::take,
                () -> stop.getAsBoolean()
                        || System.nanoTime() - start > TIMEOUT
                        || System.nanoTime() - lastChange > QUIET && isComplete(newestMonths));
    }

    /** The present newest shares of each book. */
    List<MineralShares> shares() {
        reader.readToEnd(this::take);
        return published.select(SharesQuery.everything());
    }

    private void take(Message<String, MineralShares> message) {
        published.take(message);
        lastChange = System.nanoTime();
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean isComplete(Map<String, String> newestMonths) {
        List<MineralShares> newest = published.select(SharesQuery.everything());
        return newestMonths.entrySet().stream()
                .allMatch(wanted -> newest.stream()
                        .anyMatch(book -> book.getDataset().equals(wanted.getKey())
                                && book.getAsOf().equals(wanted.getValue())
                                && book.getComplete()));
    }

    private static String lastMonth(String period) {
        return period.length() == "YYYY".length()
                ? YearMonth.of(Integer.parseInt(period), 12).toString()
                : period;
    }
}
