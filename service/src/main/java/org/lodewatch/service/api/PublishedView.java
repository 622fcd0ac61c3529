package org.lodewatch.service.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.service.EventStreams;
import org.lodewatch.service.EventStreams.Event;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PublishedShares.EncodedRow;

/** The published shares, alerts and policies of the whole cluster, in memory. Thread-safe. */
final class PublishedView {

    /** The number of newest transitions that are kept for clients that reconnect. */
    static final int KEPT_TRANSITIONS = 2_000;

    /**
     * Partitions are read in no common order, and other instances may read them in another one. A client that reconnects
     * gets this many seconds of events again, so that none is lost.
     */
    private static final long OVERLAP_SECONDS = 10;

    private final PublishedShares shares = new PublishedShares();
    private final AlertStatus status = new AlertStatus();
    private final Map<String, DependencePolicy> policies = new TreeMap<>();
    private final Deque<DatedAlert> transitions = new ArrayDeque<>();
    private final EventStreams streams;
    private final SharesTables tables = new SharesTables(SharesTables.MOST_BYTES);

    /** Counts the records that were taken. */
    private long version;

    /** The version of the last change of the shares or alerts of each dataset and reporter. */
    private final Map<BookKey.Owner, Long> versions = new HashMap<>();

    PublishedView(EventStreams streams) {
        this.streams = streams;
    }

    /**
     * @param decoded see {@link PublishedShares#take(String, Optional)}
     * @return its book and what it replaces; empty if the key is not one of shares
     */
    synchronized Optional<PublishedShares.Taken> takeShares(
            String key, Optional<Supplier<Optional<MineralShares>>> decoded) {
        Optional<PublishedShares.Taken> taken = shares.take(key, decoded);
        taken.ifPresent(record -> versions.put(record.book().owner(), ++version));
        return taken;
    }

    /** Every window that is kept as bytes. */
    synchronized List<StoredShares> storedShares() {
        return shares.encoded()
                .filter(StoredShares.class::isInstance)
                .map(StoredShares.class::cast)
                .toList();
    }

    synchronized void takeStatus(Message<String, DependenceAlert> message) {
        status.take(message).ifPresent(book -> versions.put(book.owner(), ++version));
    }

    synchronized void takePolicy(Message<String, DependencePolicy> message) {
        version++;
        if (Policies.faults(message.key(), message.value().orElse(null)).isEmpty()) {
            message.applyTo(policies);
        }
    }

    synchronized void takeTransition(Message<String, DependenceAlert> message) {
        DatedAlert.of(message).ifPresent(transition -> {
            version++;
            transitions.addLast(transition);
            if (transitions.size() > KEPT_TRANSITIONS) {
                transitions.removeFirst();
            }
            streams.send(event(transition));
        });
    }

    /** Is higher after each change of what is published. */
    synchronized long version() {
        return version;
    }

    /** The selected shares, by mineral, with the alerts of the month that the query names, or the open ones. */
    synchronized List<SharesJson> shares(SharesQuery query, Measure measure) {
        return SharesJson.of(
                shares.select(query), measure, query.asOf().isPresent() ? status::severityThen : status::severity);
    }

    /**
     * The rows of a table, for each dataset and reporter that is wanted and has some. Those that have not changed since they were
     * last asked for are not encoded again; the others are encoded without holding back the records that arrive meanwhile.
     *
     * @param dataset empty for all
     * @param reporter empty for all
     */
    List<CompressedText> rows(TableQuery query, Optional<String> dataset, Optional<String> reporter) {
        return owners(dataset, reporter).parallelStream()
                .map(owner -> rows(query, owner))
                .filter(rows -> rows.length() > 0)
                .toList();
    }

    private synchronized List<BookKey.Owner> owners(Optional<String> dataset, Optional<String> reporter) {
        return shares.owners().stream()
                .filter(owner -> dataset.map(owner.dataset()::equals).orElse(true))
                .filter(owner -> reporter.map(owner.reporter()::equals).orElse(true))
                .toList();
    }

    private CompressedText rows(TableQuery query, BookKey.Owner owner) {
        long current;
        List<EncodedRow> encoded;
        Map<BookKey, Severity> alerts = new HashMap<>();
        synchronized (this) {
            current = versions.getOrDefault(owner, 0L);
            Optional<CompressedText> known = tables.find(owner, query, current);
            if (known.isPresent()) {
                return known.get();
            }
            encoded = shares.rows(owner, query.books(), query.asOf(), query.months());
            for (EncodedRow row : encoded) {
                alerts.put(
                        row.book(),
                        query.asOf()
                                .map(asOf -> status.severityThen(row.book(), asOf.toString()))
                                .orElseGet(() -> status.severity(row.book())));
            }
        }
        String rows = new SharesRows(query, encoded, alerts)
                .all().stream().map(Json::line).collect(Collectors.joining(","));
        CompressedText text = CompressedText.of(rows.getBytes(StandardCharsets.UTF_8));
        tables.keep(owner, query, current, text);
        return text;
    }

    /** The parts of a country or bloc in the selected shares, the largest first. */
    synchronized List<SupplierShareJson> shares(SupplierGroup group, SharesQuery query) {
        return SupplierShareJson.of(group, SupplierShare.of(group, shares.select(query), shares));
    }

    /** The windows of all books of each dataset and reporter that is wanted. */
    synchronized List<PublishedWindows> windows(
            Catalogue catalogue, Optional<String> dataset, Optional<String> reporter) {
        return shares.windows(catalogue, dataset, reporter);
    }

    /** The as-of months of each book, in the order of the books. */
    synchronized Map<BookKey, SortedSet<Integer>> months() {
        Map<BookKey, SortedSet<Integer>> months = new LinkedHashMap<>();
        shares.books().forEach(book -> months.put(book, new TreeSet<>(shares.months(book))));
        return months;
    }

    /** What is published of each dataset and reporter. */
    synchronized List<DatasetJson> datasets() {
        return DatasetJson.of(shares);
    }

    /** Whether a query selects any window. */
    synchronized boolean has(SharesQuery query) {
        return shares.has(query);
    }

    /** The books that have shares, in order. */
    synchronized List<BookKey> books() {
        return List.copyOf(shares.books());
    }

    /** Every window of a book, oldest first. */
    synchronized List<MineralShares> windows(BookKey book) {
        return shares.windows(book);
    }

    /** Months between two windows of a dataset and reporter, 1 or 12. */
    synchronized int periodMonths(BookKey.Owner owner) {
        return shares.periodMonths(owner);
    }

    synchronized void show(PublishedViewMeters meters) {
        meters.show(shares.select(SharesQuery.everything()), status.recent(Instant.now()));
    }

    synchronized List<DatedAlert> alerts(boolean resolvedToo) {
        return resolvedToo ? status.recent(Instant.now()) : status.openAlerts();
    }

    /** The alerts with a history that are wanted, those of a book together. */
    synchronized List<DependenceAlert> histories(Predicate<DependenceAlert> wanted) {
        return status.histories().stream().filter(wanted).toList();
    }

    /** Every alert, also resolved ones. */
    synchronized List<DependenceAlert> statuses() {
        return status.all().stream().map(DatedAlert::alert).toList();
    }

    /** All policies, by id. */
    synchronized Map<String, DependencePolicy> policies() {
        return new TreeMap<>(policies);
    }

    /** The number of the last transition of each alert, and the newest transition that is stored. */
    synchronized AlertNumbersJson numbers() {
        Optional<Instant> newest =
                transitions.stream().map(DatedAlert::publishedAt).max(Comparator.naturalOrder());
        return AlertNumbersJson.of(Instant.now(), Optional.ofNullable(transitions.peekLast()), newest, status.all());
    }

    /** The stored transitions of an alert, oldest first. */
    synchronized List<DatedAlert> transitions(String alertId) {
        return transitions.stream()
                .filter(transition -> transition.alert().getAlertId().equals(alertId))
                .toList();
    }

    /**
     * The events that a client has missed.
     *
     * @param lastId the last event of the client; empty for a new client, which gets only new events
     * @param reset whether the client reads the alerts again where the event is not stored, and wants to know it; otherwise it
     *     gets all stored events
     */
    synchronized List<Event> missed(Optional<String> lastId, boolean reset) {
        boolean isStored = lastId.isEmpty()
                || transitions.stream()
                        .anyMatch(
                                transition -> CloudEvents.id(transition.alert()).equals(lastId.get()));
        return reset && !isStored ? List.of(reset(lastId.get())) : since(lastId);
    }

    private static Event reset(String id) {
        return new Event(
                Optional.empty(),
                "reset",
                Json.line(Map.of(
                        "after",
                        id,
                        "reason",
                        "this event is not among the newest %,d: read /api/alerts, new events follow"
                                .formatted(KEPT_TRANSITIONS))));
    }

    /**
     * The events after an event, and those shortly before it. If the event is unknown, all that are kept.
     *
     * @param lastId the last event of the client; empty for a new client, which gets only new events
     */
    private List<Event> since(Optional<String> lastId) {
        if (lastId.isEmpty()) {
            return List.of();
        }
        Optional<DatedAlert> last = transitions.stream()
                .filter(transition -> CloudEvents.id(transition.alert()).equals(lastId.get()))
                .findFirst();
        boolean[] passed = {last.isEmpty()};
        return transitions.stream()
                .filter(transition -> {
                    if (last.filter(transition::equals).isPresent()) {
                        passed[0] = true;
                        return false;
                    }
                    return passed[0]
                            || transition
                                    .publishedAt()
                                    .isAfter(last.orElseThrow().publishedAt().minusSeconds(OVERLAP_SECONDS));
                })
                .map(PublishedView::event)
                .toList();
    }

    private static Event event(DatedAlert transition) {
        return new Event(
                CloudEvents.id(transition.alert()),
                Json.word(transition.alert().getTransition()),
                Json.line(AlertJson.of(transition)));
    }
}
