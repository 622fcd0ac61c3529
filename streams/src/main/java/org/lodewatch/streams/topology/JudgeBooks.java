package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
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
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.policy.AlertChange;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.topology.JudgeInput.ChangedBook;
import org.lodewatch.streams.topology.JudgeInput.ChangedPolicy;

/**
 * Judges each book that it receives by the policies in force. Publishes the transitions that lead from the published histories to
 * the present ones, with the shares that they quote, and the status of each alert that has changed.
 */
final class JudgeBooks extends ContextualProcessor<String, JudgeInput, Object, Object> {

    private static final Duration RESOLVED_ALERTS_ARE_KEPT = Duration.ofDays(30);
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Shares shares;
    private final TopologyParameters parameters;
    private final Timer latency;
    private final StrayEntries strayEntries;

    private KeyValueStore<String, DependencePolicy> policyStore;
    private Map<String, DependencePolicy> policies;
    private AlertStatuses statuses;
    private Judgement judgement;

    JudgeBooks(TopologyParameters parameters, StrayEntries strayEntries) {
        this.strayEntries = strayEntries;
        this.shares = new Shares(parameters.catalogue());
        this.parameters = parameters;
        this.latency = ShareLatency.timer("alerts", parameters.registry());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        // Kafka Streams may call init() again on the same processor object, so reset all state here.
        super.init(context);
        policyStore = context.getStateStore(StoreNames.POLICIES);
        policies = new TreeMap<>();
        try (KeyValueIterator<String, DependencePolicy> stored = policyStore.all()) {
            stored.forEachRemaining(policy -> policies.put(policy.key, policy.value));
        }
        judgement = new Judgement(parameters.catalogue(), parameters.rule().windowMonths(), parameters.rules());
        statuses = new AlertStatuses(context.getStateStore(StoreNames.ALERTS));
        if (hasStrayEntries(StoreNames.POLICIES) || hasStrayEntries(StoreNames.ALERTS)) {
            new FlushTimer(context, "stray-entries", parameters, now -> replaceStrayEntries()).wake();
        }
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<String, JudgeInput> record) {
        if (record.value() instanceof ChangedPolicy change) {
            change(change);
        } else if (record.value() instanceof ChangedBook book) {
            judge(book, record.timestamp());
        }
    }

    private boolean hasStrayEntries(String store) {
        return !strayEntries.of(context().taskId(), store).keys().isEmpty();
    }

    private boolean replaceStrayEntries() {
        KeyValueStore<String, DependenceAlert> alerts = context().getStateStore(StoreNames.ALERTS);
        SkippedInput strays = new SkippedInput(context(), Nodes.REJECT_PARTIALS, parameters.registry());
        return strayEntries.of(context().taskId(), policyStore.name()).replace(context(), policyStore, strays)
                | strayEntries.of(context().taskId(), alerts.name()).replace(context(), alerts, strays);
    }

    private void change(ChangedPolicy change) {
        policyStore.put(change.id(), change.policy().orElse(null));
        change.policy()
                .ifPresentOrElse(policy -> policies.put(change.id(), policy), () -> policies.remove(change.id()));
    }

    private void judge(ChangedBook book, long timestamp) {
        Instant now = Instant.ofEpochMilli(timestamp);
        Set<String> published = new HashSet<>();
        book.published().forEach(asOf -> published.add(Months.text(asOf)));
        List<AlertChange> changes = judgement.changes(
                book.key(),
                book.windows(),
                book.clock(),
                policies.values(),
                statuses.of(book.key()),
                book.settled(),
                now);
        for (AlertChange change : changes) {
            for (DependenceAlert transition : change.transitions()) {
                if (transition.getAsOf() != null && published.add(transition.getAsOf())) {
                    writeQuotedShares(book, Months.of(transition.getAsOf()), timestamp);
                }
                publish(book.key(), transition, timestamp);
                book.newestImportAt().ifPresent(at -> latency.record(Duration.between(at, now)));
            }
            keep(change, timestamp);
        }
    }

    /** Writes the shares that a transition quotes, if this transaction does not contain them yet. */
    private void writeQuotedShares(ChangedBook book, int asOf, long timestamp) {
        MineralShares quoted = shares.asOf(book.key(), asOf, book.windows()).orElse(null);
        context().forward(new Record<>(book.key().at(asOf), quoted, timestamp), Nodes.WRITE_MINERAL_SHARES);
    }

    private void publish(BookKey book, DependenceAlert transition, long timestamp) {
        Headers headers = CloudEvents.headers(transition, timestamp);
        context().forward(new Record<>(book.toString(), transition, timestamp, headers), Nodes.WRITE_ALERTS);
    }

    private void keep(AlertChange change, long timestamp) {
        DependenceAlert status = change.status();
        if (!change.isVisible()) {
            statuses.keep(status);
            return;
        }
        statuses.put(status);
        Headers headers = CloudEvents.headers(status, timestamp);
        context().forward(new Record<>(status.getAlertId(), status, timestamp, headers), Nodes.WRITE_ALERT_STATUS);
    }

    /** Deletes alerts that have no history from the status topic, some time after they have resolved. */
    private void sweep(long now) {
        for (String alertId : statuses.expire(now - RESOLVED_ALERTS_ARE_KEPT.toMillis())) {
            context().forward(new Record<>(alertId, null, now), Nodes.WRITE_ALERT_STATUS);
        }
    }
}
