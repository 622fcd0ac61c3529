package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.streams.partials.PartialsSender;
import org.lodewatch.streams.topology.CheckedStore.StoredEntries;

/** What a restored store does with entries of its changelog that another program wrote. */
class CheckedStoreTest {

    /** That of the mock context. */
    private static final TaskId TASK = new TaskId(0, 0);

    private static final byte[] GARBAGE = {1, 2, 3};
    private static final DependencePolicy POLICY = Policies.initial().get(0);
    private static final Serde<DependencePolicy> POLICIES =
            Topics.POLICIES_BROADCAST.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private static final PartialsSender SENDER = new PartialsSender(0, 100, 1);

    private final StrayEntries strays = new StrayEntries();
    private final AtomicReference<StateRestoreCallback> callback = new AtomicReference<>();

    /** A store that Kafka Streams is about to restore. */
    private KeyValueStore<Bytes, byte[]> store(String name, StoredEntries check) {
        KeyValueStore<Bytes, byte[]> store =
                CheckedStore.supplier(name, check, strays).get();
        StateStoreContext context = (StateStoreContext) Proxy.newProxyInstance(
                StateStoreContext.class.getClassLoader(),
                new Class<?>[] {StateStoreContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "register" -> {
                        callback.set((StateRestoreCallback) arguments[1]);
                        yield null;
                    }
                    case "taskId" -> TASK;
                    case "recordMetadata" -> Optional.empty();
                    default -> null;
                });
        store.init(context, store);
        return store;
    }

    private void restore(String key, byte[] value) {
        callback.get().restore(key.getBytes(UTF_8), value);
    }

    private static byte[] bytes(DependencePolicy policy) {
        return POLICIES.serializer().serialize("", policy);
    }

    private static byte[] bytes(SpecificRecord entry) {
        return Topics.PARTIALS_STORE.serializer().serialize("", entry);
    }

    @Test
    void theValueBeforeAnEntryThatIsNoMessageStays() {
        KeyValueStore<Bytes, byte[]> store =
                store(StoreNames.POLICIES, StoredEntryChecks.policies(WireFormats.WITHOUT_REGISTRY));
        restore(POLICY.getId(), bytes(POLICY));

        restore(POLICY.getId(), GARBAGE);
        restore("another", GARBAGE);

        assertThat(store.get(Bytes.wrap(POLICY.getId().getBytes(UTF_8)))).isEqualTo(bytes(POLICY));
        assertThat(store.approximateNumEntries()).isEqualTo(1);
        assertThat(strays.of(TASK, StoreNames.POLICIES).keys()).containsExactlyInAnyOrder(POLICY.getId(), "another");
    }

    @Test
    void aLaterEntryOrATombstoneTakesThePlaceOfAStrayOne() {
        KeyValueStore<Bytes, byte[]> store =
                store(StoreNames.POLICIES, StoredEntryChecks.policies(WireFormats.WITHOUT_REGISTRY));
        restore(POLICY.getId(), GARBAGE);
        restore("another", GARBAGE);

        restore(POLICY.getId(), bytes(POLICY));
        restore("another", null);

        assertThat(store.approximateNumEntries()).isEqualTo(1);
        assertThat(strays.of(TASK, StoreNames.POLICIES).keys()).isEmpty();
    }

    @Test
    void eachIsKeptOnceAndWrittenOver() {
        store(StoreNames.POLICIES, StoredEntryChecks.policies(WireFormats.WITHOUT_REGISTRY));
        restore("another", GARBAGE);
        MockProcessorContext<Object, Object> context = TopologyRig.context();
        context.setCurrentSystemTimeMs(TopologyRig.NOW.toEpochMilli());
        SkippedInput rejected = new SkippedInput(context, Nodes.REJECT_PARTIALS, new SimpleMeterRegistry());
        KeyValueStore<String, DependencePolicy> typed = TopologyRig.store(StoreNames.POLICIES, POLICIES);

        assertThat(strays.of(TASK, StoreNames.POLICIES).replace(context, typed, rejected))
                .isTrue();
        assertThat(strays.of(TASK, StoreNames.POLICIES).replace(context, typed, rejected))
                .isFalse();

        assertThat(context.forwarded(Nodes.REJECT_PARTIALS)).singleElement().satisfies(kept -> {
            assertThat(kept.record().value()).isEqualTo(GARBAGE);
            assertThat(kept.record().headers().lastHeader(RejectedHeaders.TOPIC).value())
                    .asString(UTF_8)
                    .isEqualTo("rig-policy-desk-policies-changelog");
            assertThat(kept.record().headers().lastHeader(RejectedHeaders.OFFSET))
                    .isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "us-census/US/bismuth, '', true",
        "us-census/US/bismuth, 2023-01..2024-12, true",
        "us-census/US/bismuth, 2023-13..2024-12, false",
        "us-census/US/bismuth, sometime, false",
        "us-census, '', false",
        "us-census/US/bismuth/more, '', false",
        "us-census/US/, '', false"
    })
    void anUnpublishedBookHasANameAndMayHaveMonths(String key, String value, boolean plausible) {
        assertThat(StoredEntryChecks.unpublished()
                        .fault(key, value.getBytes(UTF_8))
                        .isEmpty())
                .isEqualTo(plausible);
    }

    @Test
    void anAlertThatIsNoMessageIsAFault() {
        StoredEntries alerts = StoredEntryChecks.alerts(WireFormats.WITHOUT_REGISTRY);

        assertThat(alerts.fault("key", GARBAGE)).map(fault -> fault.reason()).hasValue(RejectionReason.UNDECODABLE);
    }

    @Test
    void anEntryOfThePartialsHasTheKeyOfItsMessage() {
        StoredEntries parts = StoredEntryChecks.parts();

        assertThat(parts.fault("standing|0", bytes(SENDER.begin()))).isEmpty();
        assertThat(parts.fault("seen|-1", bytes(new PartialsSeen(-1, 1L, 1L, null))))
                .isEmpty();
        assertThat(parts.fault("staged-book|0|us-census/US/bismuth", bytes(SENDER.book("bismuth", "2024-12", "CN", 1))))
                .isEmpty();
        assertThat(parts.fault(
                        "countries|0|us-census/US/bismuth|659|4", bytes(SENDER.book("bismuth", "2024-12", "CN", 1))))
                .isEmpty();
        assertThat(parts.fault("clock|0|us-census/US", bytes(SENDER.clock("2024-01", "2024-12", null))))
                .isEmpty();
        assertThat(parts.fault("standing|1", bytes(SENDER.begin()))).isPresent();
        assertThat(parts.fault(
                        "countries|0|us-census/US/bismuth|658|4", bytes(SENDER.book("bismuth", "2024-12", "CN", 1))))
                .isPresent();
        assertThat(parts.fault("clock|0|us-census/DE", bytes(SENDER.clock("2024-01", "2024-12", null))))
                .isPresent();
        assertThat(parts.fault("standing|0", bytes(SENDER.end()))).isPresent();
    }
}
