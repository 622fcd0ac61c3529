package org.lodewatch.service.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

/** The present content of mineral-shares: the last record of each book and as-of month. */
public final class PublishedShares {

    private static final Comparator<BookKey> ORDER = Comparator.comparing(BookKey::dataset)
            .thenComparing(BookKey::reporter)
            .thenComparing(BookKey::mineral);

    /** {@code dataset/reporter/mineral@asOf}; records with another key are skipped. */
    private static final Pattern KEY = Pattern.compile("[^/@]+/[^/@]+/[^/@]+@[0-9]{4}-[0-9]{2}");

    private final Map<String, Supplier<Optional<MineralShares>>> byKey = new HashMap<>();

    /** Adds a record, in the order of its partition. */
    public void take(Message<String, MineralShares> message) {
        take(message.key(), message.value().map(shares -> () -> Optional.of(shares)));
    }

    /** The shares of a cluster. They stay encoded until they are asked for, because decoded they take several times the memory. */
    public static PublishedShares of(KafkaCluster cluster) {
        PublishedShares published = new PublishedShares();
        MessageDecoder<String, MineralShares> decoder = new MessageDecoder<>(Topics.MINERAL_SHARES, cluster.formats());
        cluster.readRecords(Topics.MINERAL_SHARES, record -> {
            String key = record.key() == null ? null : new String(record.key(), UTF_8);
            Supplier<Optional<MineralShares>> decoded =
                    () -> decoder.decode(record).flatMap(Message::value);
            published.take(key, record.value() == null ? Optional.empty() : Optional.of(decoded));
        });
        return published;
    }

    /**
     * Adds a record, in the order of its partition.
     *
     * @param shares decodes the record on demand; empty for a tombstone
     */
    void take(String key, Optional<Supplier<Optional<MineralShares>>> shares) {
        if (key == null || !KEY.matcher(key).matches()) {
            return;
        }
        shares.ifPresentOrElse(given -> byKey.put(key, given), () -> byKey.remove(key));
    }

    /** Every window of every book, in no particular order. */
    public Collection<MineralShares> all() {
        return decoded(byKey.keySet());
    }

    /** One per book, in the order of the books. */
    public List<MineralShares> select(SharesQuery query) {
        Map<BookKey, String> selected = new TreeMap<>(ORDER);
        for (String key : byKey.keySet()) {
            BookKey book = BookKey.of(key.substring(0, key.indexOf('@')));
            if (query.matches(book, key.substring(key.indexOf('@') + 1))) {
                // Among the keys of one book, the newest month is the last in the alphabet.
                selected.merge(book, key, BinaryOperator.maxBy(Comparator.naturalOrder()));
            }
        }
        return decoded(selected.values());
    }

    /**
     * The windows of all books of each dataset and reporter that is wanted, in order. They do not change with later records.
     *
     * @param dataset empty for all
     * @param reporter empty for all
     */
    public List<PublishedWindows> windows(Catalogue catalogue, Optional<String> dataset, Optional<String> reporter) {
        SharesQuery query = new SharesQuery(Set.of(), dataset, reporter, Optional.empty());
        Map<String, PublishedWindows> owners = new TreeMap<>();
        byKey.forEach((key, shares) -> {
            BookKey book = BookKey.of(key.substring(0, key.indexOf('@')));
            String asOf = key.substring(key.indexOf('@') + 1);
            if (query.matches(book, asOf)) {
                owners.computeIfAbsent(book.owner().toString(), owner -> new PublishedWindows(book.owner(), catalogue))
                        .add(book.mineral(), Months.of(asOf), shares);
            }
        });
        return List.copyOf(owners.values());
    }

    /** The as-of months of each book, in the order of the books. */
    SortedMap<BookKey, Collection<String>> months() {
        SortedMap<BookKey, Collection<String>> months = new TreeMap<>(ORDER);
        for (String key : byKey.keySet()) {
            int at = key.indexOf('@');
            months.computeIfAbsent(BookKey.of(key.substring(0, at)), book -> new TreeSet<>())
                    .add(key.substring(at + 1));
        }
        return months;
    }

    /** Every window of a book, oldest first. */
    List<MineralShares> windows(BookKey book) {
        String prefix = book + "@";
        return decoded(byKey.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted()
                .toList());
    }

    /** The window of the same book that ends with another month; empty if it is not published. */
    Optional<MineralShares> window(MineralShares book, YearMonth asOf) {
        BookKey key = new BookKey(book.getDataset(), book.getReporter(), book.getMineral());
        return Optional.ofNullable(byKey.get(key + "@" + asOf)).flatMap(Supplier::get);
    }

    private List<MineralShares> decoded(Collection<String> keys) {
        return keys.stream().flatMap(key -> byKey.get(key).get().stream()).toList();
    }
}
