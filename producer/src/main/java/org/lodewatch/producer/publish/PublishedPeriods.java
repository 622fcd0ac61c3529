package org.lodewatch.producer.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.PeriodState;

/** What was published of each period, by this run and by earlier ones. Not thread-safe. */
final class PublishedPeriods {

    private static final int LETTERS = 26;

    private static final class Published {

        private final ReportingPeriod period;

        /** One bit for each pair of letters. */
        private final BitSet origins = new BitSet();

        private final BitSet added = new BitSet();
        private final Set<String> rejecting = new TreeSet<>();
        private Optional<PeriodState> declared = Optional.empty();

        /** When its state was declared, and in which log; null if that is not known. */
        private Instant declaredAt;

        private String log;

        /** Whether this run has changed something about it since its state was declared. */
        private boolean changedSince;

        private boolean known;

        Published(ReportingPeriod period) {
            this.period = period;
        }
    }

    private final Function<String, Map<String, FeedPeriod>> earlier;
    private final String log;
    private final Set<String> loaded = new LinkedHashSet<>();
    private final Map<ReportingPeriod, Published> periods = new HashMap<>();
    private final Set<Published> changed = new LinkedHashSet<>();
    private Instant newestDeclaration = Instant.EPOCH;
    private Published last;

    /**
     * @param earlier loads what was published of a dataset, by key; called once for each
     * @param log the id of the topic customs-imports: a state that was declared in another one holds no longer
     */
    PublishedPeriods(Function<String, Map<String, FeedPeriod>> earlier, String log) {
        this.earlier = earlier;
        this.log = log;
    }

    /** The Kafka key of a period. */
    static String key(FeedPeriod period) {
        return period.getDataset() + "/" + period.getReporter() + "/" + period.getPeriod();
    }

    /** Adds a row that is published. */
    void add(ImportRow row) {
        if (row.withdrawn()) {
            return;
        }
        Published published = published(row.dataset(), row.reporter(), row.period());
        int origin = (row.origin().charAt(0) - 'A') * LETTERS + row.origin().charAt(1) - 'A';
        if (!published.origins.get(origin)) {
            published.origins.set(origin);
            if (published.known) {
                published.added.set(origin);
            }
            change(published);
        }
    }

    private void change(Published published) {
        published.changedSince = true;
        changed.add(published);
    }

    /**
     * Whether a state is declared already, and nothing about the period has changed since: neither its origins nor the feeds
     * that miss rows of it. This must hold whenever what is published of a period is written without a declaration, because
     * it also writes the state, and another feed may have declared another one meanwhile.
     */
    boolean isDeclared(ReportingPeriod period, PeriodState state) {
        Published published = published(period.dataset(), period.reporter(), period.period());
        return published.declared.equals(Optional.of(state))
                && log.equals(published.log)
                && !published.changedSince
                && (state != PeriodState.COMPLETE || published.rejecting.isEmpty());
    }

    /** A state of a period is declared. */
    void declare(ReportingPeriod period, PeriodState state) {
        Published published = published(period.dataset(), period.reporter(), period.period());
        published.declared = Optional.of(state);
        published.changedSince = false;
        changed.add(published);
    }

    /** The newest time at which a state of these datasets was declared, by the clock of the feed that did. */
    Instant newestDeclaration() {
        return newestDeclaration;
    }

    /** A message of {@link #changes} was published. */
    void published(FeedPeriod message) {
        Published published = published(message.getDataset(), message.getReporter(), message.getPeriod());
        published.declaredAt = message.getDeclaredAt();
        published.log = message.getLog();
        addDeclaration(message);
    }

    private void addDeclaration(FeedPeriod message) {
        Instant at = message.getDeclaredAt();
        newestDeclaration = at == null || at.isBefore(newestDeclaration) ? newestDeclaration : at;
    }

    /** A run of a feed has rejected rows of a period, or none of them. */
    void reject(ReportingPeriod period, String feed, boolean rejected) {
        Published published = published(period.dataset(), period.reporter(), period.period());
        if (rejected ? published.rejecting.add(feed) : published.rejecting.remove(feed)) {
            change(published);
        }
    }

    /** The feeds whose last runs have rejected rows of a period. */
    Set<String> rejecting(ReportingPeriod period) {
        return Collections.unmodifiableSet(published(period.dataset(), period.reporter(), period.period()).rejecting);
    }

    /** The period is complete: no row of it is missing any more, whichever feed rejected it. */
    void completed(ReportingPeriod period) {
        declare(period, PeriodState.COMPLETE);
        Published published = published(period.dataset(), period.reporter(), period.period());
        published.rejecting.clear();
    }

    /** No state of the period holds any more, until one is declared. */
    void undeclare(ReportingPeriod period) {
        Published published = published(period.dataset(), period.reporter(), period.period());
        published.declared = Optional.empty();
        change(published);
    }

    /** The state that was declared last. */
    Optional<PeriodState> declared(ReportingPeriod period) {
        return published(period.dataset(), period.reporter(), period.period()).declared;
    }

    /** The origins that this run has added to a period of which earlier runs had published others; ISO 3166-1 alpha-2. */
    List<String> added(ReportingPeriod period) {
        return codes(published(period.dataset(), period.reporter(), period.period()).added);
    }

    /** What has changed since the last call. */
    List<FeedPeriod> changes() {
        List<FeedPeriod> changes = changed.stream()
                .map(published -> new FeedPeriod(
                        published.period.dataset(),
                        published.period.reporter(),
                        published.period.period(),
                        published.declared.map(PeriodState::name).orElse(null),
                        codes(published.origins),
                        List.copyOf(published.rejecting),
                        published.declaredAt,
                        published.log))
                .toList();
        changed.clear();
        return changes;
    }

    private Published published(String dataset, String reporter, String period) {
        // Rows of one period most often follow each other.
        if (last == null
                || !last.period.period().equals(period)
                || !last.period.reporter().equals(reporter)
                || !last.period.dataset().equals(dataset)) {
            load(dataset);
            last = periods.computeIfAbsent(new ReportingPeriod(dataset, reporter, period), Published::new);
        }
        return last;
    }

    private void load(String dataset) {
        if (loaded.add(dataset)) {
            for (FeedPeriod message : earlier.apply(dataset).values()) {
                Published published = new Published(
                        new ReportingPeriod(message.getDataset(), message.getReporter(), message.getPeriod()));
                published.known = true;
                published.declared = Optional.ofNullable(message.getDeclared()).map(PeriodState::valueOf);
                published.rejecting.addAll(message.getRejecting());
                published.declaredAt = message.getDeclaredAt();
                published.log = message.getLog();
                addDeclaration(message);
                message.getOrigins()
                        .forEach(
                                code -> published.origins.set((code.charAt(0) - 'A') * LETTERS + code.charAt(1) - 'A'));
                periods.put(published.period, published);
            }
        }
    }

    private static List<String> codes(BitSet origins) {
        List<String> codes = new ArrayList<>();
        origins.stream()
                .forEach(origin -> codes.add("" + (char) ('A' + origin / LETTERS) + (char) ('A' + origin % LETTERS)));
        return codes;
    }
}
