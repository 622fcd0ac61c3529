package org.lodewatch.clients.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.NewestPeriod;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Every kind of record that others may write to a topic of messages is skipped, and named with its place and fault. */
class StrayRecordsOfTopicsTest {

    private static final byte[] GARBAGE = {(byte) 0xFF, (byte) 0xFE, 0, 7};
    private static final Instant THEN = Instant.parse("2025-02-01T00:00:00Z");

    private final List<String> skipped = new ArrayList<>();

    /** A topic with a record that belongs in it, and ways to make it one that does not. */
    private record Sample<V extends SpecificRecord>(
            Topic<String, ? super V> topic, String key, V value, Map<String, Consumer<V>> faults) {

        @Override
        public String toString() {
            return topic.name() + ", " + value.getSchema().getName();
        }
    }

    private static Stream<Sample<?>> samples() {
        return Stream.of(
                new Sample<>(
                        Topics.MINERAL_SHARES,
                        "us-census/US/antimony@2024-12",
                        shares(),
                        Map.of(
                                "hhi is", shares -> shares.setHhi(Double.NaN),
                                "top3Share is", shares -> shares.setTop3Share(Double.POSITIVE_INFINITY),
                                "totalValueCents is", shares -> shares.setTotalValueCents(-1),
                                "coveredMonths is", shares -> shares.setCoveredMonths(13),
                                "valueShare is",
                                        shares -> shares.getCountries().get(0).setValueShare(1.5),
                                "country is",
                                        shares -> shares.getCountries().get(0).setCountry("china"),
                                "the key is", shares -> shares.setAsOf("2024-11"))),
                new Sample<>(
                        Topics.DEPENDENCE_ALERTS,
                        "us-census/US/antimony",
                        alert(),
                        Map.of(
                                "observed is", alert -> alert.setObserved(Double.NaN),
                                "asOf is", alert -> alert.setAsOf("now"),
                                "alertId is", alert -> alert.setSubject("RU"),
                                "number is", alert -> alert.setNumber(0),
                                "ageMonths is", alert -> alert.setAgeMonths(Integer.MIN_VALUE),
                                "the key is", alert -> alert.setMineral("gallium"))),
                new Sample<>(
                        Topics.DEPENDENCE_ALERT_STATUS,
                        alert().getAlertId(),
                        alert(),
                        Map.of(
                                "asOf of the history is",
                                alert -> alert.getHistory().get(0).setAsOf("2024-13"),
                                "threshold is",
                                alert -> alert.setThreshold(Double.NEGATIVE_INFINITY),
                                "the key is",
                                alert -> alert.setAlertId("another"))),
                new Sample<>(Topics.DEPENDENCE_POLICIES, "single", policy(), policyFaults()),
                new Sample<>(Topics.POLICIES_BROADCAST, "single", policy(), policyFaults()),
                new Sample<>(
                        Topics.FEED_CHECKPOINTS,
                        "census",
                        checkpoint(),
                        Map.of(
                                "writtenAt is",
                                        checkpoint -> checkpoint.setWrittenAt(Instant.ofEpochMilli(Long.MAX_VALUE)),
                                "published is", checkpoint -> checkpoint.setPublished(-5),
                                "period is",
                                        checkpoint ->
                                                checkpoint.getNewest().get(0).setPeriod("1066"),
                                "the key is", checkpoint -> checkpoint.setFeed("comtrade"))),
                new Sample<>(
                        Topics.FEED_RECORD_SETS,
                        "us-census/US/2024-12",
                        new FeedPeriod(
                                "us-census",
                                "US",
                                "2024-12",
                                "COMPLETE",
                                List.of("CN"),
                                List.of(),
                                Instant.EPOCH.plusSeconds(1_750_000_000),
                                "log"),
                        Map.of(
                                "origin is", period -> period.setOrigins(List.of("c")),
                                "declared is", period -> period.setDeclared("DONE"),
                                "declaredAt is", period -> period.setDeclaredAt(Instant.ofEpochMilli(Long.MAX_VALUE)),
                                "the key is", period -> period.setReporter("DE"))),
                new Sample<>(
                        Topics.FEED_RECORD_SETS,
                        "us-census/US/2024-12/8110",
                        new FeedRecordSet("us-census", "US", "2024-12", "8110", "general", 1L, 1L, List.of()),
                        Map.of("the key is", set -> set.setScope("8111"))),
                new Sample<>(
                        Topics.FEED_RECORD_SETS,
                        "us-census",
                        new DatasetProperties("us-census", 1, 10, null, null, "USD", null, THEN),
                        Map.of("periodMonths is", properties -> properties.setPeriodMonths(0))));
    }

    private static Map<String, Consumer<DependencePolicy>> policyFaults() {
        return Map.of(
                "warning is", policy -> policy.setWarning(Double.NaN),
                "critical is", policy -> policy.setCritical(Double.POSITIVE_INFINITY),
                "the key is", policy -> policy.setId("another"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V extends SpecificRecord> void aRecordThatBelongsIsPassedOn(Sample<V> sample) {
        assertThat(decode(sample, sample.key.getBytes(UTF_8), encoded(sample, sample.value)))
                .isPresent();
        assertThat(skipped).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V extends SpecificRecord> void bytesThatAreNoMessageAreSkipped(Sample<V> sample) {
        assertThat(decode(sample, sample.key.getBytes(UTF_8), GARBAGE)).isEmpty();
        assertThat(decode(sample, sample.key.getBytes(UTF_8), new byte[0])).isEmpty();
        assertThat(skipped).hasSize(2).allMatch(line -> line.startsWith(sample.topic.name() + "-3@17: "));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V extends SpecificRecord> void aMessageOfAnotherTopicIsSkipped(Sample<V> sample) {
        SpecificRecord other = sample.value instanceof DependencePolicy ? checkpoint() : policy();
        byte[] value = other instanceof DependencePolicy
                ? Topics.DEPENDENCE_POLICIES
                        .valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .serializer()
                        .serialize("", (DependencePolicy) other)
                : Topics.FEED_CHECKPOINTS
                        .valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .serializer()
                        .serialize("", (FeedCheckpoint) other);

        assertThat(decode(sample, sample.key.getBytes(UTF_8), value)).isEmpty();
        assertThat(skipped).singleElement().asString().contains("does not belong in this topic");
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V extends SpecificRecord> void aKeyThatIsMissingOrNoTextOrOfAnotherRecordIsSkipped(Sample<V> sample) {
        byte[] value = encoded(sample, sample.value);

        assertThat(decode(sample, null, value)).isEmpty();
        assertThat(decode(sample, GARBAGE, value)).isEmpty();
        assertThat(decode(sample, new byte[0], value)).isEmpty();
        assertThat(decode(sample, "nonsense".getBytes(UTF_8), value)).isEmpty();
        assertThat(decode(sample, (sample.key + "@").getBytes(UTF_8), value)).isEmpty();
        assertThat(skipped).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V extends SpecificRecord> void aFieldThatCannotBeIsSkippedAndNamed(Sample<V> sample) {
        byte[] right = encoded(sample, sample.value);
        sample.faults.forEach((named, fault) -> {
            @SuppressWarnings("unchecked")
            V value = (V) decode(sample, sample.key.getBytes(UTF_8), right).orElseThrow();
            fault.accept(value);

            assertThat(decode(sample, sample.key.getBytes(UTF_8), encoded(sample, value)))
                    .as(named)
                    .isEmpty();
            assertThat(skipped.get(skipped.size() - 1)).contains(named);
        });
    }

    @Test
    void aRecordWithoutAValueDeletesInACompactedTopicAndIsSkippedInOthers() {
        samples()
                .forEach(sample -> assertThat(
                                new MessageDecoder<>(sample.topic, WireFormats.WITHOUT_REGISTRY, this::skip)
                                        .decode(record(sample.topic, sample.key.getBytes(UTF_8), null)))
                        .as(sample.toString())
                        .matches(found -> found.isPresent() == (sample.topic != Topics.DEPENDENCE_ALERTS)));
    }

    @Test
    void skippedRecordsAreCountedOnceAndTheFirstIsNamed() {
        SkippedRecords.Tally tally = new SkippedRecords.Tally();
        assertThat(tally.line()).isEmpty();

        tally.add("mineral-shares", 2, 17, "the key is not a text in UTF-8");
        tally.add("mineral-shares", 2, 17, "the key is not a text in UTF-8");
        assertThat(tally.line())
                .hasValue("skipped 1 record that does not belong in its topic: mineral-shares-2@17:"
                        + " the key is not a text in UTF-8; run `lodewatch topics check --deep`");

        tally.add("feed-checkpoints", 0, 3, "the record has no key");
        assertThat(tally.line())
                .hasValue("skipped 2 records that do not belong in their topic: the first is mineral-shares-2@17:"
                        + " the key is not a text in UTF-8; run `lodewatch topics check --deep`");
    }

    private void skip(String topic, int partition, long offset, String reason) {
        skipped.add("%s-%d@%d: %s".formatted(topic, partition, offset, reason));
    }

    private <V extends SpecificRecord> Optional<?> decode(Sample<V> sample, byte[] key, byte[] value) {
        return new MessageDecoder<>(sample.topic, WireFormats.WITHOUT_REGISTRY, this::skip)
                .decode(record(sample.topic, key, value))
                .flatMap(Message::value);
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic<?, ?> topic, byte[] key, byte[] value) {
        return new ConsumerRecord<>(topic.name(), 3, 17, key, value);
    }

    private static <V extends SpecificRecord> byte[] encoded(Sample<V> sample, V value) {
        return sample.topic
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(sample.topic.name(), value);
    }

    private static MineralShares shares() {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(100)
                .setWeightCoverage(1)
                .setRecords(1)
                .setCountries(new ArrayList<>(List.of(CountryShare.newBuilder()
                        .setCountry("CN")
                        .setValueCents(100)
                        .setValueShare(1)
                        .build())))
                .setHhi(10_000)
                .setTop3Share(1)
                .setWithoutTopValueCents(0)
                .build();
    }

    private static DependenceAlert alert() {
        return DependenceAlert.newBuilder()
                .setAlertId("single/us-census/US/antimony/CN")
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(Severity.WARNING)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("single")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setObserved(55.0)
                .setThreshold(50.0)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setSince("2024-12")
                .setTotalValueCents(100)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(THEN)
                .setSentence("A sentence.")
                .setHistory(new ArrayList<>(
                        List.of(new HistoryEntry("2024-12", Transition.RAISED, Severity.WARNING, 55.0, 55.0))))
                .build();
    }

    private static DependencePolicy policy() {
        return DependencePolicy.newBuilder()
                .setId("single")
                .setVersion(1)
                .setSubject(SubjectKind.ANY_COUNTRY)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65)
                .build();
    }

    private static FeedCheckpoint checkpoint() {
        return FeedCheckpoint.newBuilder()
                .setFeed("census")
                .setCursor("7")
                .setPublished(7)
                .setRejected(0)
                .setFinished(true)
                .setNewest(new ArrayList<>(List.of(new NewestPeriod("us-census", "US", "2024-12"))))
                .setWrittenAt(THEN)
                .build();
    }
}
