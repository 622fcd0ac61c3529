package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.batch.Comparison;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.bundle.RecordBundle;

/**
 * The third law: an instance of the second half that is killed at any moment, and started again with what it had committed, leads
 * to the histories of the batch. What it had not committed is neither in its stores nor read by subscribers.
 */
class RestartLawTest {

    private static final Serde<SpecificRecord> PARTIALS = Topics.PARTIALS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private static final Serde<DependencePolicy> POLICIES =
            Topics.POLICIES_BROADCAST.valueSerde(WireFormats.WITHOUT_REGISTRY);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void killsLeadToTheHistoriesOfTheBatch(long seed) {
        Random random = new Random(seed);
        int partitions = 1 + (int) (seed % 3);
        List<LogEntry> log = TradeStatistics.withinTheHorizon(random);
        List<InputPartition> inputs = IntStream.range(0, partitions)
                .mapToObj(number -> new InputPartition(number, partitions, WindowRule.DEFAULT, log))
                .toList();
        Instance instance = new Instance(partitions);
        Policies.initial().forEach(instance::apply);
        instance.commit();
        int kills = 0;
        int step = Math.max(1, log.size() / 40);
        while (!inputs.stream().allMatch(InputPartition::isDone)) {
            InputPartition input = inputs.get(random.nextInt(partitions));
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4 -> input.read(random.nextInt(2 * step));
                case 5, 6 -> input.flush();
                case 7, 8, 9 -> input.deliver(instance::send, random.nextInt(50));
                case 10, 11 -> instance.advance(TopologyRig.FLUSH.toMillis());
                case 12 -> instance.advance(TopologyRig.RESTATEMENT.toMillis());
                case 13, 14 -> instance.commit();
                default -> {
                    instance.kill();
                    kills++;
                }
            }
        }
        for (InputPartition input : inputs) {
            input.flushAll();
            input.deliver(instance::send, Integer.MAX_VALUE);
        }
        instance.kill();
        for (int i = 0; i < 3 || instance.isAnythingUnpublished(); i++) {
            assertThat(i).isLessThan(1_000);
            instance.advance(TopologyRig.RESTATEMENT.toMillis());
        }
        instance.commit();

        assertThat(kills).isPositive();
        BatchRecount batch =
                new BatchRecount(InputPartition::decode, Catalogue.bundled(), WindowRule.DEFAULT, partitions);
        for (LogEntry entry : log) {
            for (int partition = 0; partition < partitions; partition++) {
                if (entry.standsIn(partition, partitions)) {
                    batch.add(partition, entry.key(), entry.value());
                }
            }
        }
        assertThat(Comparison.ofAlerts(instance.statuses, batch.alerts(Policies.initial())))
                .isEmpty();
        instance.assertNumbered();
    }

    /** The processors of one task of the second half, the topic that it reads, and what it has committed. */
    private static final class Instance {

        private final int partitions;
        private final List<KeyValue<byte[], byte[]>> topic = new ArrayList<>();
        private final KeyValueStore<String, SpecificRecord> parts =
                TopologyRig.store(StoreNames.BOOK_PARTS, Topics.PARTIALS_STORE);
        private final KeyValueStore<String, String> unpublished =
                TopologyRig.store(StoreNames.UNPUBLISHED_BOOKS, Serdes.String());
        private final KeyValueStore<String, DependencePolicy> policies = TopologyRig.store(
                StoreNames.POLICIES, Topics.POLICIES_BROADCAST.valueSerde(WireFormats.WITHOUT_REGISTRY));
        private final KeyValueStore<String, DependenceAlert> alerts = TopologyRig.store(
                StoreNames.ALERTS, AvroSerde.of(WireFormats.WITHOUT_REGISTRY.internal(), DependenceAlert.class));
        private final List<Committed<?>> stores = List.of(
                new Committed<>(parts),
                new Committed<>(unpublished),
                new Committed<>(policies),
                new Committed<>(alerts));

        private final List<KeyValue<String, DependenceAlert>> openTransitions = new ArrayList<>();
        private final List<KeyValue<String, DependenceAlert>> openStatuses = new ArrayList<>();
        private final Map<String, List<DependenceAlert>> transitions = new HashMap<>();
        private final Map<String, DependenceAlert> statuses = new TreeMap<>();

        private MockProcessorContext<Object, Object> keeping;
        private MockProcessorContext<Object, Object> judging;
        private KeepBooks keep;
        private JudgeBooks judge;
        private int read;
        private int committed;
        private long now = TopologyRig.NOW.toEpochMilli();

        Instance(int partitions) {
            this.partitions = partitions;
            start();
        }

        private void start() {
            TopologyParameters parameters = TopologyRig.parameters(
                    Catalogue.bundled(),
                    WindowRule.DEFAULT,
                    partitions,
                    partition -> OptionalLong.of(Long.MAX_VALUE),
                    new SimpleMeterRegistry());
            keeping = TopologyRig.context();
            keeping.setCurrentSystemTimeMs(now);
            keeping.addStateStore(parts);
            keeping.addStateStore(unpublished);
            judging = TopologyRig.context();
            judging.setCurrentSystemTimeMs(now);
            judging.addStateStore(policies);
            judging.addStateStore(alerts);
            judge = new JudgeBooks(parameters, new StrayEntries());
            judge.init(judging);
            keep = new KeepBooks(parameters, new StrayEntries());
            keep.init(keeping);
        }

        /** Loses what is not committed, and starts again. */
        void kill() {
            keep.close();
            stores.forEach(Committed::restore);
            openTransitions.clear();
            openStatuses.clear();
            read = committed;
            start();
        }

        void commit() {
            stores.forEach(Committed::take);
            committed = read;
            openTransitions.forEach(sent -> transitions
                    .computeIfAbsent(sent.value.getAlertId(), id -> new ArrayList<>())
                    .add(sent.value));
            openStatuses.forEach(sent -> statuses.put(sent.key, sent.value));
            openTransitions.clear();
            openStatuses.clear();
        }

        void apply(DependencePolicy policy) {
            keeping.setRecordMetadata(Topics.POLICIES_BROADCAST.name(), 0, 0);
            byte[] value = POLICIES.serializer().serialize(Topics.POLICIES_BROADCAST.name(), policy);
            keep.process(new Record<>(policy.getId().getBytes(UTF_8), new RecordBundle.Single(value), now));
            pass();
        }

        void send(String key, SpecificRecord partial) {
            topic.add(KeyValue.pair(
                    key.getBytes(UTF_8), PARTIALS.serializer().serialize(Topics.PARTIALS.name(), partial)));
        }

        /** Reads everything, and flushes. */
        void advance(long millis) {
            now += millis;
            keeping.setCurrentSystemTimeMs(now);
            for (; read < topic.size(); read++) {
                keeping.setRecordMetadata(Topics.PARTIALS.name(), 0, read);
                KeyValue<byte[], byte[]> partial = topic.get(read);
                keep.process(new Record<>(partial.key, new RecordBundle.Single(partial.value), now));
            }
            List.copyOf(keeping.scheduledPunctuators()).stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
            pass();
        }

        /** Passes on what the first processor has forwarded. */
        private void pass() {
            keeping.forwarded().stream()
                    .map(sent -> sent.record())
                    .filter(record -> record.value() instanceof JudgeInput)
                    .forEach(record -> judge.process(
                            new Record<>((String) record.key(), (JudgeInput) record.value(), record.timestamp())));
            keeping.resetForwards();
            judging.forwarded(Nodes.WRITE_ALERTS)
                    .forEach(sent -> openTransitions.add(
                            KeyValue.pair((String) sent.record().key(), (DependenceAlert)
                                    sent.record().value())));
            judging.forwarded(Nodes.WRITE_ALERT_STATUS)
                    .forEach(sent -> openStatuses.add(
                            KeyValue.pair((String) sent.record().key(), (DependenceAlert)
                                    sent.record().value())));
            judging.resetForwards();
        }

        boolean isAnythingUnpublished() {
            try (KeyValueIterator<String, String> books = unpublished.all()) {
                return books.hasNext();
            }
        }

        /** Every transition is published once. */
        void assertNumbered() {
            transitions.forEach((id, life) -> assertThat(life)
                    .as(id)
                    .extracting(DependenceAlert::getNumber)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, life.size()).boxed().toList()));
        }
    }

    /** A store as it was committed. */
    private static final class Committed<V> {

        private final KeyValueStore<String, V> store;
        private Map<String, V> content = Map.of();

        Committed(KeyValueStore<String, V> store) {
            this.store = store;
        }

        void take() {
            content = content();
        }

        void restore() {
            content().keySet().forEach(key -> store.put(key, null));
            content.forEach(store::put);
        }

        private Map<String, V> content() {
            Map<String, V> all = new HashMap<>();
            try (KeyValueIterator<String, V> entries = store.all()) {
                entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
            }
            return all;
        }
    }
}
