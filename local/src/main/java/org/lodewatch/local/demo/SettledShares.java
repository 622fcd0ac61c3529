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
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;

/** The published shares, once they include everything that was replayed. */
final class SettledShares {

    /** Corrected past windows follow the newest one within a second. */
    private static final long QUIET = Duration.ofMillis(1_500).toNanos();

    private static final long TIMEOUT = Duration.ofSeconds(30).toNanos();

    private final Map<String, String> newestMonths = new HashMap<>();

    SettledShares(Collection<DemoRelease> releases) {
        releases.forEach(release -> newestMonths.merge(
                release.dataset(), lastMonth(release.period()), BinaryOperator.maxBy(String::compareTo)));
    }

    /** Waits until the shares no longer change, or until {@code stop}. @return the newest shares of each book */
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
                            || System.nanoTime() - start > TIMEOUT
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

    private static String lastMonth(String period) {
        return period.length() == "YYYY".length()
                ? YearMonth.of(Integer.parseInt(period), 12).toString()
                : period;
    }
}
