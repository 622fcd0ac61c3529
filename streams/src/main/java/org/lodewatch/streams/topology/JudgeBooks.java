package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.topology.JudgeInput.BookShown;
import org.lodewatch.streams.topology.JudgeInput.PolicyChanged;

/**
 * Judges every book that it is shown by the policies as they stand, and tells the transitions, each in the transaction
 * of the shares that it quotes.
 */
final class JudgeBooks extends ContextualProcessor<String, JudgeInput, String, Object> {

    static final String POLICIES = "policy-desk-policies";
    static final String ALERTS = "policy-desk-alerts";

    private static final Duration RESOLVED_ALERTS_ARE_KEPT = Duration.ofDays(30);
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Catalogue catalogue;
    private final Judgement judgement;
    private final Timer latency;

    private KeyValueStore<String, DependencePolicy> policyStore;
    private KeyValueStore<String, DependenceAlert> alertStore;
    private final Map<String, DependencePolicy> policies = new TreeMap<>();
    private final Map<String, Map<String, DependenceAlert>> toldByBook = new HashMap<>();

    private final Set<String> swept = new HashSet<>();

    JudgeBooks(Catalogue catalogue, WindowRule rule, MeterRegistry registry) {
        this.catalogue = catalogue;
        this.judgement = new Judgement(catalogue, rule.windowMonths());
        this.latency = ShareLatency.timer("alerts", registry);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        policyStore = context.getStateStore(POLICIES);
        alertStore = context.getStateStore(ALERTS);
        try (KeyValueIterator<String, DependencePolicy> stored = policyStore.all()) {
            stored.forEachRemaining(policy -> policies.put(policy.key, policy.value));
        }
        try (KeyValueIterator<String, DependenceAlert> stored = alertStore.all()) {
            stored.forEachRemaining(alert -> remember(alert.value));
        }
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<String, JudgeInput> record) {
        if (record.value() instanceof PolicyChanged change) {
            change(change);
        } else if (record.value() instanceof BookShown book) {
            judge(book, record.timestamp());
        }
    }

    private void change(PolicyChanged change) {
        if (change.policy().isEmpty()) {
            policies.remove(change.id());
            policyStore.delete(change.id());
        } else {
            policies.put(change.id(), change.policy().get());
            policyStore.put(change.id(), change.policy().get());
        }
    }

    private void judge(BookShown book, long timestamp) {
        Map<String, DependenceAlert> told = toldByBook.getOrDefault(book.key().toString(), Map.of());
        List<DependenceAlert> transitions = judgement.transitions(
                book.key(), book.windows(), book.clock(), policies.values(), told, Instant.ofEpochMilli(timestamp));
        Set<String> published = new HashSet<>();
        book.published().forEach(asOf -> published.add(Months.text(asOf)));
        for (DependenceAlert transition : transitions) {
            if (transition.getAsOf() != null && published.add(transition.getAsOf())) {
                quote(book, Months.of(transition.getAsOf()), timestamp);
            }
            tell(book.key(), transition, timestamp);
            book.newestImportAt()
                    .ifPresent(at -> latency.record(Duration.between(at, Instant.ofEpochMilli(timestamp))));
        }
    }

    /** Writes the shares that a transition quotes, where this transaction does not hold them yet. */
    private void quote(BookShown book, int asOf, long timestamp) {
        context()
                .forward(
                        new Record<>(
                                book.key().at(asOf),
                                KeepBooks.shares(catalogue, book.key(), asOf, book.windows())
                                        .orElse(null),
                                timestamp),
                        DependenceTopology.WRITE_MINERAL_SHARES);
    }

    private void tell(BookKey book, DependenceAlert transition, long timestamp) {
        remember(transition);
        swept.remove(transition.getAlertId());
        alertStore.put(transition.getAlertId(), transition);
        Headers headers = CloudEvents.headers(transition, timestamp);
        context()
                .forward(
                        new Record<>(book.toString(), transition, timestamp, headers), DependenceTopology.WRITE_ALERTS);
        context()
                .forward(
                        new Record<>(transition.getAlertId(), transition, timestamp, headers),
                        DependenceTopology.WRITE_ALERT_STATUS);
    }

    private void remember(DependenceAlert alert) {
        BookKey book = new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral());
        toldByBook.computeIfAbsent(book.toString(), key -> new TreeMap<>()).put(alert.getAlertId(), alert);
    }

    /** Takes alerts that resolved long ago out of the status topic. Their numbers stay known here, for their next life. */
    private void sweep(long now) {
        List<String> old = new ArrayList<>();
        toldByBook
                .values()
                .forEach(told -> told.values().stream()
                        .filter(alert -> alert.getSeverity() == Severity.NONE
                                && alert.getToldAt()
                                                .plus(RESOLVED_ALERTS_ARE_KEPT)
                                                .toEpochMilli()
                                        <= now)
                        .map(DependenceAlert::getAlertId)
                        .filter(swept::add)
                        .forEach(old::add));
        for (String alertId : old) {
            context().forward(new Record<>(alertId, null, now), DependenceTopology.WRITE_ALERT_STATUS);
        }
    }
}
