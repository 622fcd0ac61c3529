package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.clients.registry.RegistryException;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormat;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;

class ImportPublisherTest {

    private final PublishingWorld world = new PublishingWorld();
    private final ImportPublisher publisher = world.publisher("demo");

    private static ImportRow row(String id) {
        return new ImportRow("us-census", id, 7, "US", "CN", "811010", "2024-12", 1250, OptionalLong.of(3500), false);
    }

    @Test
    void aRecordIsKeyedByItsIdAndPublishedAtItsKafkaTimestamp() {
        publisher.publish(new ImportBatch().add(row("a")));

        ProducerRecord<byte[], byte[]> record =
                world.records(Topics.CUSTOMS_IMPORTS).get(0);
        assertThat(record.key()).asString(UTF_8).isEqualTo("a");
        assertThat(record.partition()).as("left to the default partitioner").isNull();
        assertThat(record.timestamp()).isEqualTo(PublishingWorld.NOW.toEpochMilli());
        assertThat(world.imports()).containsExactly(row("a").publishedAt(PublishingWorld.NOW, false));
    }

    @Test
    void aPeriodIsDeclaredInEveryPartitionAfterTheRecords() {
        publisher.publish(
                new ImportBatch().complete("us-census", "US", "2024-12").addAll(List.of(row("a"), row("b"))));

        assertThat(world.keys(Topics.CUSTOMS_IMPORTS))
                .containsExactly("a", "b", "us-census/US@2024-12", "us-census/US@2024-12", "us-census/US@2024-12");
        assertThat(world.records(Topics.CUSTOMS_IMPORTS).subList(2, 5))
                .extracting(ProducerRecord::partition)
                .containsExactly(0, 1, 2);
        assertThat(world.declared())
                .containsOnly(
                        new PeriodComplete("us-census", "US", "2024-12", PublishingWorld.NOW, PeriodState.COMPLETE));
    }

    @Test
    void aRejectedRowKeepsItsBytesWithReasonAndPosition() {
        byte[] raw = {'x', (byte) 0xFF};

        publisher.publish(new ImportBatch()
                .reject(new FeedItem.Rejected(
                        RejectionReason.MALFORMED_UTF8,
                        "not UTF-8",
                        new SourceLine("imports.csv", 17, raw),
                        "cursor")));

        ProducerRecord<byte[], byte[]> record =
                world.records(Topics.CUSTOMS_IMPORTS_REJECTED).get(0);
        assertThat(record.value()).isEqualTo(raw);
        assertThat(PublishingWorld.header(record, RejectedHeaders.REASON)).isEqualTo("malformed-utf8");
        assertThat(PublishingWorld.header(record, RejectedHeaders.MESSAGE)).isEqualTo("not UTF-8");
        assertThat(PublishingWorld.header(record, RejectedHeaders.TOPIC)).isEqualTo("imports.csv");
        assertThat(PublishingWorld.header(record, RejectedHeaders.OFFSET)).isEqualTo("17");
    }

    @Test
    void aBatchIsOneTransaction() {
        publisher.publish(new ImportBatch().addAll(List.of(row("a"), row("b"))));
        publisher.publish(new ImportBatch().add(row("c")));

        assertThat(world.producer().commitCount()).isEqualTo(2);
        assertThat(world.producer().uncommittedRecords()).isEmpty();
    }

    @Test
    void aFailureThatPassesAbortsTheTransactionAndTheBatchIsPublishedOnce() {
        world.failUntilAborted(new KafkaException("state", new TimeoutException("expired")));

        publisher.publish(new ImportBatch().addAll(List.of(row("a"), row("b"))));

        assertThat(world.keys(Topics.CUSTOMS_IMPORTS)).containsExactly("a", "b");
    }

    @Test
    void aRejectionByTheRegistryEndsTheTransactionAndIsNotRetried() {
        RegistryException refusal = new RegistryException("the schema registry refuses");
        WireFormat refusing = new WireFormat() {
            @Override
            public byte[] write(String topic, MessageTypes types, SpecificRecord message) {
                throw refusal;
            }

            @Override
            public void prepare(String topic, MessageTypes types) {}

            @Override
            public SpecificRecord read(byte[] bytes, MessageTypes types) {
                throw refusal;
            }
        };
        ImportPublisher refused =
                world.publisher("demo", new WireFormats(refusing, WireFormats.WITHOUT_REGISTRY.internal()));

        assertThatThrownBy(() -> refused.publish(new ImportBatch().add(row("a"))))
                .isSameAs(refusal);

        assertThat(world.producer().transactionAborted()).isTrue();
        assertThat(world.records(Topics.CUSTOMS_IMPORTS)).isEmpty();
    }

    @Test
    void aFailureThatLastsIsReportedAfterAFewAttemptsAndNothingIsVisible() {
        world.producer().commitTransactionException = new TransactionAbortableException("coordinator moves");

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessage("feed demo: Kafka failed 5 times in a row (coordinator moves): when it works again, run"
                        + " this again; it continues after the last commit");
        assertThat(world.records(Topics.CUSTOMS_IMPORTS)).isEmpty();
        assertThat(world.producer().transactionAborted()).isTrue();
    }

    @Test
    void aSecondInstanceFencesThisOne() {
        world.producer().fenceProducer();

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("another instance of feed demo is running");
    }

    @Test
    void fencingIsRecognisedInsideAnotherError() {
        world.producer().sendException = new KafkaException("state", new ProducerFencedException("epoch"));

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("another instance of feed demo is running");
    }

    @ParameterizedTest
    @MethodSource("endsOfATransaction")
    void aTransactionThatTimedOutIsNotThatOfAnotherInstance(KafkaException end) {
        ImportPublisher suspended = world.publisher("demo", Duration.ofNanos(-1));
        world.producer().sendException = end;

        assertThatThrownBy(() -> suspended.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(SuspendedException.class)
                .hasMessage(
                        "feed demo was suspended until its transaction timed out, and the broker has aborted it: the next"
                                + " run continues after the last commit");
    }

    static List<KafkaException> endsOfATransaction() {
        return List.of(
                new ProducerFencedException("epoch"),
                new KafkaException("state", new InvalidProducerEpochException("epoch")),
                new KafkaException("state", new InvalidTxnStateException("state")));
    }

    @Test
    void aPermanentFailureIsNotRetried() {
        world.producer().sendException = new RecordTooLargeException("too large");

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("feed demo: Kafka refuses the transaction (too large)");
    }

    @Test
    void aRefusedTimeIsExplained() {
        world.producer().sendException = new InvalidTimestampException("out of range");

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("feed demo: the broker refuses the time of a record (out of range): the clock");
    }

    @Test
    void anUnacknowledgedCommitIsNotRepeatedAsANewTransaction() {
        world.producer().commitTransactionException = new TimeoutException("no answer");

        assertThatThrownBy(() -> publisher.publish(new ImportBatch().add(row("a"))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("does not report whether the last transaction is committed");
        assertThat(world.producer().transactionAborted()).isFalse();
    }

    @Test
    void exactlyOnceSettingsOverrideThoseOfTheOperator() {
        Map<String, Object> config = KafkaAccess.producerConfig(
                Map.of(
                        ProducerConfig.ACKS_CONFIG, "1",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                        ProducerConfig.PARTITIONER_CLASS_CONFIG, "org.example.Other",
                        ProducerConfig.LINGER_MS_CONFIG, "5"),
                "lodewatch-feed-demo");

        assertThat(config)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "lodewatch-feed-demo")
                .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000)
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, "5")
                .doesNotContainKey(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    }

    @Test
    void anUnreachableBrokerIsReported() {
        Map<String, Object> kafka = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "no-such-host.invalid:9092");

        assertThatThrownBy(() -> ImportPublisher.connect("demo", kafka))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("check --bootstrap-server");
    }
}
