package org.lodewatch.benchmarks.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.experiment.ByteProducer;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.Book;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Publishes the shares of random books in mineral-shares, as an instance would. */
final class SyntheticBooks {

    static final String DATASET = "synthetic";

    private static final int NEWEST = Months.of(2025, 12);
    private static final int SUPPLIERS = 15;
    private static final int WINDOW = 12;

    /** Each supplier has about this part of what the one before it has. */
    private static final double NEXT = 0.7;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Shares shares = new Shares(catalogue);
    private final Serializer<MineralShares> serializer =
            Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
    private final SplittableRandom random = new SplittableRandom(20260614);
    private final int minerals;
    private final int months;

    /**
     * @param minerals of each reporter
     * @param months published windows of each book
     */
    SyntheticBooks(int minerals, int months) {
        this.minerals = minerals;
        this.months = months;
    }

    /** Countries of the catalogue, the first of which is the United States. */
    List<String> reporters(int count) {
        return Stream.concat(
                        Stream.of("US"),
                        catalogue.countries().stream()
                                .map(Country::iso2)
                                .filter(code -> !code.equals("US") && !code.equals(Country.UNKNOWN)))
                .limit(count)
                .toList();
    }

    /** The as-of months, oldest first. */
    List<String> asOfs() {
        return IntStream.rangeClosed(NEWEST - months + 1, NEWEST)
                .mapToObj(Months::text)
                .toList();
    }

    /** Publishes all windows of the books of some reporters. */
    void publish(KafkaCluster cluster, List<String> reporters) {
        try (ByteProducer producer = new ByteProducer(cluster, Map.of("linger.ms", 20))) {
            for (String reporter : reporters) {
                catalogue.minerals().stream()
                        .limit(minerals)
                        .map(Mineral::id)
                        .forEach(mineral -> publish(producer, new BookKey(DATASET, reporter, mineral)));
            }
        }
    }

    private void publish(ByteProducer producer, BookKey key) {
        int first = NEWEST - months - WINDOW + 2;
        Clock clock = Clock.of(List.of(PartitionClock.ofSpan(1, first, NEWEST, OptionalInt.of(NEWEST), true)), 1);
        Windows windows = book(first).windows(clock, WindowRule.DEFAULT);
        windows.all().stream()
                .filter(window -> window.asOf() > NEWEST - months)
                .forEach(window -> shares.asOf(key, window.asOf(), windows)
                        .ifPresent(message -> producer.send(new ProducerRecord<>(
                                Topics.MINERAL_SHARES.name(),
                                key.at(window.asOf()).getBytes(StandardCharsets.UTF_8),
                                serializer.serialize(Topics.MINERAL_SHARES.name(), message)))));
    }

    private Book book(int first) {
        Book book = new Book();
        List<Country> countries = catalogue.countries();
        int offset = random.nextInt(countries.size());
        for (int month = first; month <= NEWEST; month++) {
            Totals totals = new Totals(book.countries());
            double size = 1e9;
            for (int i = 0; i < SUPPLIERS; i++) {
                long cents = (long) (size * random.nextDouble(0.2, 3)) + 1;
                String country = countries.get((offset + i) % countries.size()).iso2();
                totals.add(CountryCode.of(country), cents, cents * random.nextInt(1, 4), 1);
                size *= NEXT;
            }
            book.replace(0, month, totals);
        }
        return book;
    }
}
