package org.lodewatch.benchmarks.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.core.book.Book;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.PublishedState;

/** Published shares of random books, encoded as an instance keeps them. */
final class SyntheticShares implements PublishedState {

    private static final int NEWEST = Months.of(2025, 12);
    private static final int COUNTRIES = 40;
    private static final BookKey.Owner OWNER = new BookKey.Owner("synthetic", "US");

    /** Each supplier has about this part of what the one before it has. */
    private static final double NEXT = 0.6;

    /** Months in which the part of the largest supplier moves by a radian. */
    private static final double SWING = 5;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Serializer<MineralShares> serializer =
            Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
    private final Deserializer<MineralShares> deserializer =
            Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
    private final Map<String, Map<Integer, byte[]>> encoded = new HashMap<>();
    private long bytes;

    /**
     * @param books how many, each of a form
     * @param months that are published of each
     */
    SyntheticShares(int books, int months) {
        SplittableRandom random = new SplittableRandom(20260614);
        int first = NEWEST - months + 1;
        Clock clock = Clock.of(List.of(PartitionClock.ofSpan(1, first, NEWEST, OptionalInt.of(NEWEST), true)), 1);
        Shares shares = new Shares(catalogue);
        List<String> forms = catalogue.forms().stream()
                .map(Form::book)
                .distinct()
                .limit(books)
                .toList();
        if (forms.size() < books) {
            throw new IllegalArgumentException("the catalogue has only %d forms".formatted(forms.size()));
        }
        for (String form : forms) {
            BookKey key = new BookKey(OWNER.dataset(), OWNER.reporter(), form);
            Windows windows = book(first, random).windows(clock, WindowRule.DEFAULT);
            windows.all()
                    .forEach(window -> shares.asOf(key, window.asOf(), windows).ifPresent(message -> {
                        byte[] value = serializer.serialize(Topics.MINERAL_SHARES.name(), message);
                        bytes += value.length;
                        encoded.computeIfAbsent(form, any -> new HashMap<>()).put(window.asOf(), value);
                    }));
        }
    }

    private Book book(int first, SplittableRandom random) {
        Book book = new Book();
        List<Country> countries = catalogue.countries();
        int offset = random.nextInt(countries.size());
        for (int month = first; month <= NEWEST; month++) {
            Totals totals = new Totals(book.countries());
            // The part of the largest supplier rises and falls, so that alerts are raised and resolved.
            double size = 1e9 * (1.6 + Math.sin((month - first + offset) / SWING));
            for (int i = 0; i < COUNTRIES; i++) {
                long cents = (long) (size * random.nextDouble(0.2, 3)) + 1;
                totals.add(
                        CountryCode.of(
                                countries.get((offset + i) % countries.size()).iso2()),
                        cents,
                        cents * random.nextInt(1, 4),
                        1);
                size = i == 0 ? NEXT * 1e9 : i < 6 ? NEXT * size : size;
            }
            book.replace(0, month, totals);
        }
        return book;
    }

    /** The size of all messages. */
    long bytes() {
        return bytes;
    }

    int books() {
        return encoded.size();
    }

    @Override
    public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
        PublishedWindows windows = new PublishedWindows(OWNER, catalogue);
        encoded.forEach((book, byAsOf) -> byAsOf.forEach((asOf, value) -> windows.add(
                book, asOf, () -> Optional.of(deserializer.deserialize(Topics.MINERAL_SHARES.name(), value)))));
        return List.of(windows);
    }

    @Override
    public Map<BookKey, SortedSet<Integer>> months() {
        return Map.of();
    }

    @Override
    public Map<String, DependencePolicy> policies() {
        return Map.of();
    }

    @Override
    public List<DependenceAlert> statuses() {
        return List.of();
    }

    /** Ten policies of several metrics, as the body of a request has them. */
    static String policies(int count) {
        List<String> policies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String subject = switch (i % 5) {
                case 0 -> "\"subject\": \"any-country\", \"metric\": \"share\", \"warning\": 40, \"critical\": 50";
                case 1 ->
                    "\"subject\": \"bloc\", \"subjectName\": \"entities-of-concern\", \"metric\": \"share\","
                            + " \"warning\": 30, \"critical\": 40";
                case 2 ->
                    "\"subject\": \"any-country\", \"metric\": \"effective-dependence\", \"warning\": 25,"
                            + " \"critical\": 40";
                case 3 -> "\"subject\": \"market\", \"metric\": \"hhi\", \"warning\": 2000, \"critical\": 2500";
                default ->
                    "\"subject\": \"any-country\", \"metric\": \"share\", \"measure\": \"weight\", \"warning\": 40,"
                            + " \"critical\": 50";
            };
            policies.add("{\"id\": \"policy-%d\", \"clearMargin\": 2, %s}".formatted(i, subject));
        }
        return "[" + String.join(", ", policies) + "]";
    }
}
