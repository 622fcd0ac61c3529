package org.lodewatch.cli.producers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.cli.producers.ImportsTail.TailPartition;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.rejected.RejectedRecord;

class ProducerCheckTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final int PARTITIONS = 12;

    /** The records of each partition, and the offsets at which it begins and ends. */
    private final List<List<ConsumerRecord<byte[], byte[]>>> log = IntStream.range(0, PARTITIONS)
            .mapToObj(
                    partition -> (List<ConsumerRecord<byte[], byte[]>>) new ArrayList<ConsumerRecord<byte[], byte[]>>())
            .toList();

    private final long[] ends = new long[PARTITIONS];
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private boolean isCopy;
    private boolean isWhole = true;

    @Test
    void aProducerThatDoesEverythingRightHasNoFaults() {
        everywhere(properties("acme"));
        publish("PO-1", line(1));
        publish("PO-2", line(1));
        everywhere(complete("2024"));
        commit();
        publish("PO-1", line(2));
        publish("PO-1", line(2));
        everywhere(complete("2024"));
        commit();

        ProducerCheck.Result result = check();

        assertThat(result.faults()).isEmpty();
        assertThat(result.sentence()).isEqualTo("40 records in 12 partitions, of acme: nothing is wrong");
    }

    @Test
    void aRecordWithoutKeyOrValueIsNamedWithItsPlace() {
        put(3, null, encoded(line(1)));
        put(4, "PO-1", null);
        commit();

        assertThat(kinds()).containsExactly("missing-key", "missing-value");
        assertThat(check().faults().get(0).sentence()).contains("first: partition 3, offset 0;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PO-1\"", "{\"id\": 1}", "\0\0\0\0\7PO-1", "PO\n1"})
    void aKeyThatIsNoPlainTextIsNamed(String key) {
        publish(key, line(1));
        commit();

        assertThat(kinds()).containsExactly("malformed-key");
        assertThat(check().faults().get(0).sentence()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"LIBRDKAFKA, partitioner=murmur2_random", "PLATFORMATIC, partitioner: compatibilityPartitioner"})
    void recordsInWrongPartitionsAreCountedAndTheirPartitionerIsNamed(ForeignPartitioner partitioner, String setting) {
        for (int i = 0; i < 50; i++) {
            byte[] key = ("PO-" + i).getBytes(UTF_8);
            put(partitioner.partition(key, PARTITIONS), "PO-" + i, encoded(line(1)));
        }
        commit();

        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("wrong-partition");
            assertThat(fault.count()).isBetween(20L, 50L);
            assertThat(fault.first()).startsWith("record id PO-").contains(" belongs to partition ");
            assertThat(fault.remedy()).contains(setting);
        });
    }

    @Test
    void recordsOfAnotherNumberOfPartitionsAreRecognised() {
        for (int i = 0; i < 50; i++) {
            put(ImportPartitions.partition(("PO-" + i).getBytes(UTF_8), 7), "PO-" + i, encoded(line(1)));
        }
        commit();

        assertThat(check().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.remedy()).contains("to have 7 partitions", "repartition"));
    }

    @Test
    void aPartitionerThatIsNotKnownRefersToThePage() {
        for (int i = 0; i < 50; i++) {
            put(i % PARTITIONS, "PO-" + i, encoded(line(1)));
        }
        commit();

        assertThat(check().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.remedy()).contains("docs/producing.md"));
    }

    @ParameterizedTest
    @CsvSource({"{\"dataset\": 1}, JSON text", "'\0\0\0\0\1x', schema registry", "CSV;1, C3 01"})
    void aValueOfAnotherFormatIsNamed(String value, String named) {
        put(right("PO-1"), "PO-1", value.getBytes(UTF_8));
        commit();

        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("undecodable");
            assertThat(fault.first()).contains(named);
        });
    }

    @Test
    void aFieldThatIsNotAllowedIsNamedByItsReason() {
        CustomsImport line = line(1);
        line.setOrigin("ZZ");
        publish("PO-1", line);
        PeriodComplete early = complete("2026");
        everywhere(early);
        commit();

        assertThat(kinds()).containsExactlyInAnyOrder("unknown-country", "period-not-over");
    }

    @Test
    void revisionsThatChangeNothingAreNamed() {
        publish("PO-1", line(2));
        CustomsImport changed = line(2);
        changed.setCustomsValueCents(7);
        publish("PO-1", changed);
        publish("PO-1", line(1));
        commit();

        assertThat(kinds()).containsExactly("conflicting-content", "lower-revision");
        assertThat(check().faults().get(1).first())
                .matches(
                        "record id PO-1 has revision 1 in partition \\d+, offset 2, after 2 in partition \\d+, offset 0");
    }

    @Test
    void aPeriodThatIsAnnouncedAndOverMustBeDeclared() {
        CustomsImport line = line(1);
        line.setCompletionFollows(true);
        publish("PO-1", line);
        CustomsImport running = line(1);
        running.setCompletionFollows(true);
        running.setPeriod("2026");
        publish("PO-2", running);
        commit();

        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("undeclared-period");
            assertThat(fault.first()).isEqualTo("acme/US 2024");
            assertThat(fault.remedy()).contains("lodewatch produce complete acme 2024");
        });

        everywhere(complete("2024"));
        commit();
        assertThat(check().faults()).isEmpty();
    }

    @Test
    void aDeclarationMayBeAmongEarlierRecords() {
        isWhole = false;
        CustomsImport line = line(1);
        line.setCompletionFollows(true);
        publish("PO-1", line);
        everywhere(complete("2023"));
        commit();

        assertThat(check().faults()).isEmpty();
    }

    @Test
    void aDeclarationMustBeInEveryPartition() {
        publish("PO-1", line(1));
        put(0, "acme/US/2024", encoded(complete("2024")));
        put(1, "acme@properties", encoded(properties("acme")));
        commit();

        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("not-in-every-partition");
            assertThat(fault.count()).isEqualTo(2);
            assertThat(fault.first()).isEqualTo("DatasetProperties of acme is in 1 of 12 partitions");
        });
    }

    @Test
    void recordsThatNoMarkerFollowsAreOutsideTransactions() {
        publish("PO-1", line(1));
        commit();
        publish("PO-1", line(2));

        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("no-transaction");
            assertThat(fault.count()).isEqualTo(1);
            assertThat(fault.first()).endsWith("offset 2");
        });
    }

    @Test
    void recordsThatWereCopiedByARepartitionNeedNoMarker() {
        isCopy = true;
        publish("PO-1", line(1));

        assertThat(check().faults()).isEmpty();
    }

    @Test
    void whatOnlyTheTopologyRejectsIsNamedOnce() {
        publish("PO-1", line(1));
        put(2, null, encoded(line(1)));
        commit();
        rejected.add(rejected(2, "0", "missing-key"));
        rejected.add(rejected(right("PO-1"), "0", "overlapping-codes"));
        rejected.add(rejected(right("PO-1"), "0", "overlapping-codes"));

        assertThat(kinds()).containsExactly("missing-key", "overlapping-codes");
        assertThat(check().faults().get(1).count()).isEqualTo(2);
        assertThat(check().faults().get(1).remedy()).contains("lodewatch rejected --reason overlapping-codes");
    }

    private List<String> kinds() {
        return check().faults().stream().map(ProducerFault::kind).toList();
    }

    private ProducerCheck.Result check() {
        ImportsTail tail = new ImportsTail(
                IntStream.range(0, PARTITIONS)
                        .mapToObj(partition ->
                                new TailPartition(partition, 0, isWhole, ends[partition], log.get(partition)))
                        .toList(),
                isCopy);
        ImportValidation validation = new ImportValidation(
                country -> Catalogue.bundled().country(country).isPresent(), WindowRule.DEFAULT);
        return new ProducerCheck(
                        value -> Topics.CUSTOMS_IMPORTS
                                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                                .deserializer()
                                .deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                        validation,
                        tail,
                        NOW)
                .check(rejected);
    }

    private static int right(String key) {
        return ImportPartitions.partition(key.getBytes(UTF_8), PARTITIONS);
    }

    private void publish(String key, CustomsImport line) {
        put(right(key), key, encoded(line));
    }

    private void everywhere(SpecificRecord message) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            put(partition, "any", encoded(message));
        }
    }

    private void put(int partition, String key, byte[] value) {
        log.get(partition)
                .add(new ConsumerRecord<>(
                        Topics.CUSTOMS_IMPORTS.name(),
                        partition,
                        ends[partition]++,
                        NOW.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key == null ? null : key.getBytes(UTF_8),
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
    }

    /** A marker in every partition. */
    private void commit() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends[partition]++;
        }
    }

    private static byte[] encoded(SpecificRecord message) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.CUSTOMS_IMPORTS.name(), message);
    }

    private static RejectedRecord rejected(int partition, String offset, String reason) {
        return new RejectedRecord(
                NOW,
                "",
                Optional.empty(),
                Topics.CUSTOMS_IMPORTS.name(),
                OptionalInt.of(partition),
                offset,
                reason,
                "why",
                "row");
    }

    private static CustomsImport line(long revision) {
        return CustomsImport.newBuilder()
                .setDataset("acme")
                .setRevision(revision)
                .setReporter("US")
                .setOrigin("NO")
                .setCommodityCode("810520")
                .setPeriod("2024")
                .setCustomsValueCents(520_000_000)
                .setPublishedAt(NOW)
                .build();
    }

    private static PeriodComplete complete(String period) {
        return new PeriodComplete("acme", "US", period, NOW, PeriodState.COMPLETE);
    }

    private static DatasetProperties properties(String dataset) {
        return DatasetProperties.newBuilder()
                .setDataset(dataset)
                .setPeriodMonths(12)
                .setCodeDigits(6)
                .setPublishedAt(NOW)
                .build();
    }
}
