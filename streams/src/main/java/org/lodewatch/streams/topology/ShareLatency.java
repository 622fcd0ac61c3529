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
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;

/**
 * Measures the time from the publication of the newest import in a book to the writing of its shares and alerts. Readers can
 * read them after the commit, which is requested at the same moment.
 */
final class ShareLatency {

    private static final Duration[] BOUNDS = LongStream.of(
                    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000, 600_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Catalogue catalogue;
    private final Timer timer;
    private final Map<BookKey, Instant> newest = new HashMap<>();

    /** @param catalogue says which books are added up in which */
    ShareLatency(Catalogue catalogue, MeterRegistry registry) {
        this.catalogue = catalogue;
        timer = timer("shares", registry);
    }

    /** @param to what is written: shares or alerts */
    static Timer timer(String to, MeterRegistry registry) {
        return Timer.builder("lodewatch.latency")
                .description(
                        "From the publication of the newest import in a book to the writing of its shares or of an alert.")
                .tag("to", to)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    void add(SpecificRecord message) {
        if (message instanceof BookPartial partial && partial.getNewestImportAt() != null) {
            add(partial, partial.getMineral());
            catalogue.sumOf(partial.getMineral()).ifPresent(sum -> add(partial, sum));
        }
    }

    private void add(BookPartial partial, String book) {
        newest.merge(
                new BookKey(partial.getDataset(), partial.getReporter(), book),
                partial.getNewestImportAt(),
                (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Returns when the newest import with unpublished shares was published; empty if there is none. */
    Optional<Instant> newestImportAt(BookKey book) {
        return Optional.ofNullable(newest.get(book));
    }

    /**
     * Drops all other books, such as those of a partition that sent the same totals again: what is published of them later
     * has another cause.
     */
    void retain(Set<TrackedBook> changed) {
        if (!newest.isEmpty()) {
            newest.keySet().retainAll(changed.stream().map(TrackedBook::key).collect(Collectors.toSet()));
        }
    }

    void published(BookKey book, long now) {
        Instant at = newest.remove(book);
        if (at != null) {
            timer.record(Duration.between(at, Instant.ofEpochMilli(now)));
        }
    }
}
