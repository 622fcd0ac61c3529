package org.lodewatch.service.api;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final Pattern KEY = Pattern.compile("([^/@]+/[^/@]+/[^/@]+)@([0-9]{4}-(?:0[1-9]|1[0-2]))");

    private static final int YEAR = 12;
    private static final NavigableMap<Integer, Supplier<Optional<MineralShares>>> NO_WINDOWS =
            Collections.emptyNavigableMap();

    /** The windows of each book by as-of month; no book is without a window. */
    private final NavigableMap<BookKey, NavigableMap<Integer, Supplier<Optional<MineralShares>>>> byBook =
            new TreeMap<>(ORDER);

    /**
     * A record that was added.
     *
     * @param before what it replaces or deletes; empty if nothing was published of its book and month
     */
    record Taken(BookKey book, Optional<Supplier<Optional<MineralShares>>> before) {}

    /** Adds a record, in the order of its partition. */
    public void take(Message<String, MineralShares> message) {
        take(message.key(), message.value().map(shares -> () -> Optional.of(shares)));
    }

    /** The shares of a cluster. They stay encoded until they are asked for, because decoded they take several times the memory. */
    public static PublishedShares of(KafkaCluster cluster) {
        PublishedShares published = new PublishedShares();
        SharesStore store = SharesStore.in(Path.of(System.getProperty("java.io.tmpdir")));
        MessageDecoder<String, MineralShares> decoder =
                new MessageDecoder<>(Topics.MINERAL_SHARES, cluster.formats(), cluster.skipped());
        // Decoded once here, so that a record that does not belong leaves the one before it in place.
        cluster.readRecords(
                Topics.MINERAL_SHARES,
                record -> decoder.decode(record).ifPresent(message -> {
                    Optional<StoredShares> stored =
                            message.value().map(shares -> store.keep(record.value(), decoder.valueDecoder(record)));
                    store.release(stored, published.take(message.key(), stored.map(shares -> shares)));
                }));
        return published;
    }

    /**
     * Adds a record, in the order of its partition.
     *
     * @param shares decodes the record on demand; empty for a tombstone
     * @return its book and what it replaces; empty if the key is not one of shares
     */
    Optional<Taken> take(String key, Optional<Supplier<Optional<MineralShares>>> shares) {
        Matcher parts = KEY.matcher(key == null ? "" : key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BookKey book = BookKey.of(parts.group(1));
        int asOf = Months.of(parts.group(2));
        NavigableMap<Integer, Supplier<Optional<MineralShares>>> windows =
                byBook.computeIfAbsent(book, any -> new TreeMap<>());
        Optional<Supplier<Optional<MineralShares>>> before =
                Optional.ofNullable(shares.isPresent() ? windows.put(asOf, shares.get()) : windows.remove(asOf));
        if (windows.isEmpty()) {
            byBook.remove(book);
        }
        return Optional.of(new Taken(book, before));
    }

    /** Every window, as it was given. */
    Stream<Supplier<Optional<MineralShares>>> encoded() {
        return byBook.values().stream().flatMap(windows -> windows.values().stream());
    }

    /** Every window of every book, in order. */
    public Collection<MineralShares> all() {
        return byBook.values().stream()
                .flatMap(windows -> decoded(windows.values()))
                .toList();
    }

    /** One per book, in the order of the books. */
    public List<MineralShares> select(SharesQuery query) {
        return decoded(encoded(query)).toList();
    }

    /** Whether a query selects any window. None is decoded. */
    boolean has(SharesQuery query) {
        return !encoded(query).isEmpty();
    }

    private List<Supplier<Optional<MineralShares>>> encoded(SharesQuery query) {
        List<Supplier<Optional<MineralShares>>> selected = new ArrayList<>();
        Optional<Integer> asOf = query.asOf().map(month -> Months.of(month.toString()));
        selectBooks(
                query,
                (book, windows) -> Optional.ofNullable(windows.get(asOf.orElseGet(windows::lastKey)))
                        .ifPresent(selected::add));
        return selected;
    }

    /**
     * The windows of all books of each dataset and reporter that is wanted, in order. They do not change with later records.
     *
     * @param dataset empty for all
     * @param reporter empty for all
     */
    public List<PublishedWindows> windows(Catalogue catalogue, Optional<String> dataset, Optional<String> reporter) {
        Map<String, PublishedWindows> owners = new TreeMap<>();
        selectBooks(new SharesQuery(Set.of(), dataset, reporter, Optional.empty()), (book, windows) -> {
            PublishedWindows owner = owners.computeIfAbsent(
                    book.owner().toString(), any -> new PublishedWindows(book.owner(), catalogue));
            windows.forEach((asOf, shares) -> owner.add(book.mineral(), asOf, shares));
        });
        return List.copyOf(owners.values());
    }

    /** The datasets and reporters, in order. */
    List<BookKey.Owner> owners() {
        return byBook.keySet().stream().map(BookKey::owner).distinct().toList();
    }

    /** The books, in order. */
    SortedSet<BookKey> books() {
        return byBook.navigableKeySet();
    }

    /** The books of a dataset and reporter, in order. */
    List<BookKey> books(BookKey.Owner owner) {
        return byBook.tailMap(new BookKey(owner.dataset(), owner.reporter(), "")).keySet().stream()
                .takeWhile(book -> book.owner().equals(owner))
                .toList();
    }

    /** The months that windows of a dataset and reporter end with, oldest first. */
    NavigableSet<Integer> months(BookKey.Owner owner) {
        NavigableSet<Integer> months = new TreeSet<>();
        books(owner).forEach(book -> months.addAll(months(book)));
        return months;
    }

    /** Months between two windows of a dataset and reporter, 1 or 12. */
    int periodMonths(BookKey.Owner owner) {
        return PublishedWindows.periodMonths(
                months(owner),
                books(owner).stream()
                        .flatMap(book -> newest(book).stream())
                        .findFirst()
                        .map(MineralShares::getCoveredMonths)
                        .orElse(0));
    }

    /** The as-of months of a book, oldest first. */
    NavigableSet<Integer> months(BookKey book) {
        return byBook.getOrDefault(book, NO_WINDOWS).navigableKeySet();
    }

    /**
     * One window of a book with those that a row of a table compares it to, still encoded.
     *
     * @param yearBefore empty if it is not published
     * @param months of the windows of {@code recent}, oldest first
     * @param recent the last windows up to this one; each is empty if it is not published
     */
    record EncodedRow(
            BookKey book,
            Supplier<Optional<MineralShares>> window,
            Supplier<Optional<MineralShares>> yearBefore,
            List<Integer> months,
            List<Supplier<Optional<MineralShares>>> recent) {}

    /**
     * The selected windows of a dataset and reporter, in the order of the books.
     *
     * @param wanted ids of books; all if it is empty
     * @param asOf empty for the newest window of each book
     * @param windows how many recent windows
     */
    List<EncodedRow> rows(BookKey.Owner owner, Set<String> wanted, Optional<YearMonth> asOf, int windows) {
        int period = windows > 0 ? periodMonths(owner) : 1;
        List<EncodedRow> rows = new ArrayList<>();
        for (BookKey book : books(owner)) {
            NavigableMap<Integer, Supplier<Optional<MineralShares>>> byMonth = byBook.get(book);
            int month = asOf.map(of -> Months.of(of.toString())).orElseGet(byMonth::lastKey);
            if (byMonth.containsKey(month) && (wanted.isEmpty() || wanted.contains(book.mineral()))) {
                List<Integer> months = IntStream.range(0, windows)
                        .mapToObj(at -> month - (windows - 1 - at) * period)
                        .toList();
                rows.add(new EncodedRow(
                        book,
                        byMonth.get(month),
                        byMonth.getOrDefault(month - YEAR, Optional::empty),
                        months,
                        months.stream()
                                .map(recent -> byMonth.getOrDefault(recent, Optional::empty))
                                .toList()));
            }
        }
        return rows;
    }

    /** The newest window of a book; empty if nothing is published of it. */
    Optional<MineralShares> newest(BookKey book) {
        return Optional.ofNullable(byBook.getOrDefault(book, NO_WINDOWS).lastEntry())
                .flatMap(newest -> newest.getValue().get());
    }

    /** Every window of a book, oldest first. */
    List<MineralShares> windows(BookKey book) {
        return decoded(byBook.getOrDefault(book, NO_WINDOWS).values()).toList();
    }

    /** The window of the same book that ends with another month; empty if it is not published. */
    Optional<MineralShares> window(MineralShares book, YearMonth asOf) {
        BookKey key = new BookKey(book.getDataset(), book.getReporter(), book.getMineral());
        return Optional.ofNullable(byBook.getOrDefault(key, NO_WINDOWS).get(Months.of(asOf.toString())))
                .flatMap(Supplier::get);
    }

    private void selectBooks(
            SharesQuery query, BiConsumer<BookKey, NavigableMap<Integer, Supplier<Optional<MineralShares>>>> selected) {
        byBook.forEach((book, windows) -> {
            if (query.matches(book)) {
                selected.accept(book, windows);
            }
        });
    }

    private static Stream<MineralShares> decoded(Collection<Supplier<Optional<MineralShares>>> windows) {
        return windows.stream().flatMap(window -> window.get().stream());
    }
}
