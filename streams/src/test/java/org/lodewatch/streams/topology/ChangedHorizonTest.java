package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
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
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.topology.JudgeInput.ChangedBook;

/** An instance starts again with another horizon, or after an earlier version. It has the stored alerts; no figure was corrected. */
class ChangedHorizonTest {

    private static final BookKey BISMUTH = new BookKey("us-census", "US", "bismuth");
    private static final DependencePolicy SINGLE_SOURCE = Policies.initial().get(0);
    private static final int FIRST = Months.of("2020-01");
    private static final int NEWEST = Months.of("2024-12");
    private static final WindowRule ALL = WindowRule.DEFAULT;
    private static final WindowRule TWO_YEARS = new WindowRule(12, 24);

    private final KeyValueStore<String, DependenceAlert> alerts = TopologyRig.store(
            StoreNames.ALERTS, AvroSerde.of(WireFormats.WITHOUT_REGISTRY.internal(), DependenceAlert.class));
    private final KeyValueStore<String, DependencePolicy> policies =
            TopologyRig.store(StoreNames.POLICIES, Topics.POLICIES_BROADCAST.valueSerde(WireFormats.WITHOUT_REGISTRY));

    @BeforeEach
    void applyPolicy() {
        policies.put(SINGLE_SOURCE.getId(), SINGLE_SOURCE);
    }

    /** Starts an instance, which judges the book once. China has these percentages in the years from 2020 on. */
    private List<DependenceAlert> start(WindowRule rule, int... percentOfChina) {
        JudgeBooks judge = new JudgeBooks(
                TopologyRig.parameters(Catalogue.bundled(), rule, 1, TopologyRig.EMPTY_LOG, new SimpleMeterRegistry()),
                new StrayEntries());
        MockProcessorContext<Object, Object> context = TopologyRig.context();
        context.addStateStore(policies);
        context.addStateStore(alerts);
        judge.init(context);
        ReporterBooks books = new ReporterBooks(BISMUTH.owner(), Catalogue.bundled(), rule, changed -> {});
        books.setInputPartitions(1);
        books.setClock(0, Optional.of(PartitionClock.ofSpan(1, FIRST, NEWEST, OptionalInt.of(NEWEST), true)));
        TrackedBook book = books.book(BISMUTH.mineral());
        for (int month = FIRST; month <= NEWEST; month++) {
            int percent = percentOfChina[(month - FIRST) / 12];
            Totals totals = book.contribution(0, month).copy();
            totals.add(CountryCode.of("CN"), percent * 1_000_000L, -1, 1);
            totals.add(CountryCode.of("VN"), 30 * 1_000_000L, -1, 1);
            totals.add(CountryCode.of("BE"), (70 - percent) * 1_000_000L, -1, 1);
            book.replace(0, month, totals);
        }
        Clock clock = books.clock().orElseThrow();
        judge.process(new Record<>(
                BISMUTH.toString(),
                new ChangedBook(BISMUTH, book.windows(clock), clock, Set.of(NEWEST), true, Optional.<Instant>empty()),
                TopologyRig.NOW.toEpochMilli()));
        return context.forwarded(Nodes.WRITE_ALERTS).stream()
                .map(sent -> (DependenceAlert) sent.record().value())
                .toList();
    }

    @Test
    void aHorizonThatIsSetChangesNoAlert() {
        assertThat(start(ALL, 70, 70, 70, 70, 70))
                .extracting(DependenceAlert::getSince)
                .containsExactly("2020-12");

        assertThat(start(TWO_YEARS, 70, 70, 70, 70, 70)).isEmpty();
        assertThat(start(ALL, 70, 70, 70, 70, 70)).isEmpty();
    }

    @Test
    void anAlertThatWasRaisedBeforeTheHorizonGoesOnFromThere() {
        start(ALL, 55, 48, 48, 48, 48);

        assertThat(start(TWO_YEARS, 55, 48, 48, 48, 48)).isEmpty();
        assertThat(history()).containsExactly("2020-12 RAISED WARNING");
        assertThat(start(TWO_YEARS, 55, 48, 48, 48, 28)).singleElement().satisfies(alert -> {
            assertThat(alert.getTransition()).isEqualTo(Transition.RESOLVED);
            assertThat(alert.getAsOf()).isEqualTo("2024-01");
        });
        assertThat(history()).containsExactly("2020-12 RAISED WARNING", "2024-01 RESOLVED NONE");
    }

    @Test
    void anEpisodeThatEndedBeforeTheHorizonLeavesTheHistoryWithoutATransition() {
        start(ALL, 70, 30, 30, 30, 70);
        assertThat(history()).hasSize(5);

        assertThat(start(TWO_YEARS, 70, 30, 30, 30, 70)).isEmpty();

        assertThat(history()).containsExactly("2024-06 RAISED WARNING", "2024-11 ESCALATED CRITICAL");
    }

    @Test
    void aHorizonThatIsLiftedRestatesTheBeginningWithoutCallingItCorrected() {
        assertThat(start(TWO_YEARS, 70, 70, 70, 70, 70))
                .extracting(DependenceAlert::getSince)
                .containsExactly("2023-12");

        assertThat(start(ALL, 70, 70, 70, 70, 70)).singleElement().satisfies(alert -> {
            assertThat(alert.getTransition()).isEqualTo(Transition.RESTATED);
            assertThat(alert.getCause()).isEqualTo(RestatementCause.RECATALOGUED);
            assertThat(alert.getSince()).isEqualTo("2020-12");
            assertThat(alert.getSentence())
                    .endsWith("by another catalogue or length of history raised to critical 2020-12; published before:"
                            + " raised to critical 2023-12; policy single-source.");
        });
        assertThat(start(TWO_YEARS, 70, 70, 70, 70, 70)).isEmpty();
    }

    @Test
    void anAlertThatAnEarlierVersionPublishedGetsItsHistoryWithoutATransition() {
        start(ALL, 70, 70, 70, 70, 70);
        forgetHistory();

        assertThat(start(ALL, 70, 70, 70, 70, 70)).isEmpty();

        assertThat(history()).containsExactly("2020-12 RAISED CRITICAL");
    }

    @Test
    void anAlertThatAnEarlierVersionPublishedWithOneOfItsTransitionsIsRestatedOnce() {
        start(ALL, 55, 55, 70, 70, 70);
        forgetHistory();

        assertThat(start(ALL, 55, 55, 70, 70, 70)).singleElement().satisfies(alert -> {
            assertThat(alert.getTransition()).isEqualTo(Transition.RESTATED);
            assertThat(alert.getPreviousSeverity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.getSeverity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.getFormerHistory())
                    .extracting(HistoryEntry::getAsOf)
                    .containsExactly("2022-08");
        });
        assertThat(history()).containsExactly("2020-12 RAISED WARNING", "2022-08 ESCALATED CRITICAL");
        assertThat(start(ALL, 55, 55, 70, 70, 70)).isEmpty();
    }

    /** Leaves of China's alert what earlier versions have published: the last transition. */
    private void forgetHistory() {
        String id = SINGLE_SOURCE.getId() + "/" + BISMUTH + "/CN";
        alerts.put(
                id,
                DependenceAlert.newBuilder(alerts.get(id))
                        .setHistory(List.of())
                        .setCurrent(null)
                        .setJudgedTo(null)
                        .setJudgedBy("")
                        .build());
    }

    /** The history of China's alert, such as 2020-12 RAISED WARNING. */
    private List<String> history() {
        return alerts.get(SINGLE_SOURCE.getId() + "/" + BISMUTH + "/CN").getHistory().stream()
                .map(entry -> entry.getAsOf() + " " + entry.getTransition() + " " + entry.getSeverity())
                .toList();
    }
}
