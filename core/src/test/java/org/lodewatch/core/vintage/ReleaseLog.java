package org.lodewatch.core.vintage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;

/** A log of antimony imports of the United States that a test publishes release by release. */
final class ReleaseLog {

    private final int partitions;
    private final List<LogMessage> messages = new ArrayList<>();
    private final Map<String, Long> revisions = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-15T13:30:00Z");
    private String dataset = "us-census";
    private boolean declares = true;

    ReleaseLog(int partitions) {
        this.partitions = partitions;
    }

    /** What is published from now on is of another dataset. */
    ReleaseLog dataset(String other) {
        dataset = other;
        return this;
    }

    /** The periods that follow are not declared. */
    ReleaseLog undeclared() {
        declares = false;
        return this;
    }

    ReleaseLog pause(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** Publishes a month of which China supplied some percent and Norway the rest; corrects it if it was published before. */
    ReleaseLog month(String period, int percentOfChina) {
        line(period, "CN", percentOfChina);
        line(period, "NO", 100 - percentOfChina);
        return this;
    }

    /** Publishes several months, and declares them. */
    ReleaseLog months(List<String> periods, int percentOfChina) {
        periods.forEach(period -> month(period, percentOfChina));
        periods.forEach(this::complete);
        return this;
    }

    private void line(String period, String origin, int dollars) {
        String id = "282580/%s/%s".formatted(origin, period);
        add(
                Math.floorMod(id.hashCode(), partitions),
                id,
                Lines.line()
                        .setDataset(dataset)
                        .setRevision(revisions.merge(dataset + id, 1L, Long::sum))
                        .setOrigin(origin)
                        .setPeriod(period)
                        .setCustomsValueCents(dollars * 100L)
                        .setCompletionFollows(declares)
                        .setPublishedAt(now)
                        .build());
    }

    /** Declares a month complete, in every partition. */
    ReleaseLog complete(String period) {
        for (int partition = 0; partition < partitions; partition++) {
            add(partition, "complete", new PeriodComplete(dataset, "US", period, now, PeriodState.COMPLETE));
        }
        return this;
    }

    private void add(int partition, String key, SpecificRecord message) {
        now = now.plusMillis(1);
        messages.add(new LogMessage(partition, now.toEpochMilli(), key.getBytes(UTF_8), message));
    }

    List<LogMessage> messages() {
        return messages;
    }
}
