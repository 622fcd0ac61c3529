package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.topology.JudgeInput.ChangedBook;
import org.lodewatch.streams.topology.JudgeInput.ChangedPolicy;

/**
 * A task is revived after its transaction was aborted: Kafka Streams calls init() again on the same processor, with stores
 * that do not contain what the transaction had written. KeepBooks and ReportChanges rebuild everything from their stores.
 */
class RevivedTaskTest {

    private static final BookKey BISMUTH = new BookKey("us-census", "US", "bismuth");
    private static final DependencePolicy SINGLE_SOURCE = Policies.initial().get(0);
    private static final long NOW = TopologyRig.NOW.toEpochMilli();

    private final JudgeBooks judge = new JudgeBooks(TopologyRig.parameters(), new StrayEntries());
    private MockProcessorContext<Object, Object> context;

    /** Starts the task with a store of policies that contains these, and an empty one of alerts. */
    private void start(DependencePolicy... policies) {
        KeyValueStore<String, DependencePolicy> policyStore = TopologyRig.store(
                StoreNames.POLICIES, Topics.POLICIES_BROADCAST.valueSerde(WireFormats.WITHOUT_REGISTRY));
        for (DependencePolicy policy : policies) {
            policyStore.put(policy.getId(), policy);
        }
        context = TopologyRig.context();
        context.addStateStore(policyStore);
        context.addStateStore(TopologyRig.store(
                StoreNames.ALERTS, AvroSerde.of(WireFormats.WITHOUT_REGISTRY.internal(), DependenceAlert.class)));
        judge.init(context);
    }

    private void policy() {
        judge.process(new Record<>(
                SINGLE_SOURCE.getId(), new ChangedPolicy(SINGLE_SOURCE.getId(), Optional.of(SINGLE_SOURCE)), NOW));
    }

    /** All imports of a year are from China. */
    private void book() {
        int newest = Months.of("2024-12");
        ReporterBooks books = new ReporterBooks(BISMUTH.owner(), Catalogue.bundled(), WindowRule.DEFAULT, book -> {});
        books.setInputPartitions(1);
        books.setClock(0, Optional.of(PartitionClock.ofSpan(1, newest - 11, newest, OptionalInt.of(newest), true)));
        TrackedBook book = books.book(BISMUTH.mineral());
        Totals month = book.contribution(0, newest).copy();
        month.add(CountryCode.of("CN"), 1_000_000_000, -1, 1);
        book.replace(0, newest, month);
        Clock clock = books.clock().orElseThrow();
        judge.process(new Record<>(
                BISMUTH.toString(),
                new ChangedBook(BISMUTH, book.windows(clock), clock, Set.of(newest), true, Optional.<Instant>empty()),
                NOW));
    }

    private List<Long> alertNumbers() {
        List<Long> numbers = context.forwarded(Nodes.WRITE_ALERTS).stream()
                .map(sent -> ((DependenceAlert) sent.record().value()).getNumber())
                .toList();
        context.resetForwards();
        return numbers;
    }

    @Test
    void anAlertOfAnAbortedTransactionIsPublishedAgain() {
        start(SINGLE_SOURCE);
        book();
        assertThat(alertNumbers()).containsExactly(1L);

        start(SINGLE_SOURCE);
        book();

        assertThat(alertNumbers()).containsExactly(1L);
    }

    @Test
    void aPolicyOfAnAbortedTransactionIsNotInForce() {
        start();
        policy();

        start();
        book();

        assertThat(alertNumbers()).isEmpty();
    }
}
