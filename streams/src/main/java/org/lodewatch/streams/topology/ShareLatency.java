package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.schemas.messages.BookPartial;

/**
 * How long it takes from the newest import in a book, published, to its shares and alerts, written. Readers see them once
 * the transaction is committed, which is asked for at the same moment.
 */
final class ShareLatency {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private final Timer timer;
    private final Map<BookKey, Instant> newest = new HashMap<>();

    ShareLatency(MeterRegistry registry) {
        timer = timer("shares", registry);
    }

    /** @param to what is written at the end of it */
    static Timer timer(String to, MeterRegistry registry) {
        return Timer.builder("lodewatch.latency")
                .description("From the newest import in a book, published, to its shares or an alert on it, written.")
                .tag("to", to)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    void hear(SpecificRecord message) {
        if (message instanceof BookPartial partial && partial.getNewestImportAt() != null) {
            newest.merge(
                    new BookKey(partial.getDataset(), partial.getReporter(), partial.getMineral()),
                    partial.getNewestImportAt(),
                    (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** Of what has not been published yet; empty where nothing new has been heard of the book. */
    Optional<Instant> newestImportAt(BookKey book) {
        return Optional.ofNullable(newest.get(book));
    }

    /**
     * Forgets books in which nothing has changed, such as those of a partition that only told again what stood: what is
     * published of them later does not come of what was heard.
     */
    void keepOnly(Set<TrackedBook> withNews) {
        if (!newest.isEmpty()) {
            newest.keySet().retainAll(withNews.stream().map(TrackedBook::key).collect(Collectors.toSet()));
        }
    }

    void published(BookKey book, long now) {
        Instant at = newest.remove(book);
        if (at != null) {
            timer.record(Duration.between(at, Instant.ofEpochMilli(now)));
        }
    }
}
