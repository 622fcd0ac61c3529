package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;

/** Settings that are refused, and those that must not be. */
class SettingsCheckTest {

    @ParameterizedTest
    @CsvSource({
        "auto.offset.reset, latest",
        "auto.offset.reset, none",
        "consumer.auto.offset.reset, latest",
        "main.consumer.auto.offset.reset, latest",
        "restore.consumer.auto.offset.reset, latest",
        "global.consumer.auto.offset.reset, latest",
        "processing.guarantee, at_least_once",
        "isolation.level, read_uncommitted",
        "restore.consumer.isolation.level, read_uncommitted",
        "enable.auto.commit, true",
        "consumer.allow.auto.create.topics, true",
        "default.value.serde, org.apache.kafka.common.serialization.Serdes$StringSerde",
        "consumer.value.deserializer, org.apache.kafka.common.serialization.StringDeserializer",
        "producer.key.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "producer.enable.idempotence, false",
        "enable.idempotence, false",
        "producer.acks, 1",
        "transactional.id, mine",
        "group.id, other",
        "consumer.group.id, other",
        "consumer.client.id, other",
        "producer.bootstrap.servers, elsewhere:9092",
        "producer.partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "deserialization.exception.handler, org.apache.kafka.streams.errors.LogAndContinueExceptionHandler",
        "default.deserialization.exception.handler, org.apache.kafka.streams.errors.LogAndContinueExceptionHandler",
        "processing.exception.handler, org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler",
        "default.timestamp.extractor, org.apache.kafka.streams.processor.WallclockTimestampExtractor",
        "topic.cleanup.policy, delete",
    })
    void aSettingThatWouldMakeFiguresWrongIsRefusedInOneLineWithTheReason(String name, String value) {
        assertThatThrownBy(() -> StreamsConfiguration.of(Map.of(name, value)))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith(name + "=" + value + " is refused: ")
                .hasMessageEndingWith("; leave it out")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aVeryLongNameIsRefusedAtOnce() {
        String name = "12.".repeat(100_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> StreamsConfiguration.of(Map.of(name, "1")))
                        .isInstanceOf(OperatorException.class)
                        .hasMessageStartingWith("there is no setting 12."));
    }

    @ParameterizedTest
    @CsvSource({
        "auto.offset.reset, earliest",
        "processing.guarantee, exactly_once_v2",
        "isolation.level, read_committed",
        "enable.auto.commit, false",
        "producer.acks, all",
        "acks, -1",
        "enable.idempotence, true",
        "group.id, lodewatch",
        "consumer.bootstrap.servers, localhost:9092",
        "consumer.value.deserializer, org.apache.kafka.common.serialization.ByteArrayDeserializer",
        "topic.cleanup.policy, compact",
    })
    void theValueThatIsNeededAnywayIsAccepted(String name, String value) {
        assertThatCode(() -> StreamsConfiguration.of(Map.of(name, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "horizon.month, horizon.months",
        "windows.months, window.months",
        "num.stream.thread, num.stream.threads",
        "consumer.sesion.timeout.ms, consumer.session.timeout.ms",
        "ssl.trustore.location, ssl.truststore.location",
        "sasl.mechanisms, sasl.mechanism",
        "schema.registry.ulr, schema.registry.url",
        "producer.compresion.type, producer.compression.type",
    })
    void anUnknownSettingIsRefusedWithTheNearestName(String name, String nearest) {
        assertThatThrownBy(() -> StreamsConfiguration.of(Map.of(name, "1")))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("there is no setting " + name + ": did you mean " + nearest)
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SettingsCheck.of(Map.of(name, "1"))).isInstanceOf(OperatorException.class);
    }

    @Test
    void everySettingOfKafkasClientsAndOfLodewatchIsKnown() {
        for (String name : StreamsConfig.configDef().names()) {
            assertThatCode(() -> requireKnown(name)).doesNotThrowAnyException();
        }
        ConsumerConfig.configNames().forEach(name -> requireKnown("main.consumer." + name));
        ProducerConfig.configNames().forEach(name -> requireKnown("producer." + name));
        StreamsConfiguration.DEFINITION.names().forEach(SettingsCheckTest::requireKnown);
        requireKnown("topic.segment.bytes");
        requireKnown("config.providers.file.class");
        requireKnown("basic.auth.credentials.source");
    }

    private static void requireKnown(String name) {
        try {
            SettingsCheck.of(Map.of(name, "1"));
        } catch (OperatorException e) {
            assertThat(e).hasMessageNotContaining("there is no setting");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"metric.reporters", "producer.interceptor.classes", "sasl.login.callback.handler.class"})
    void aClassOfOnesOwnHasItsOwnSettingsButNoMistypedOnesOfKafka(String classes) {
        assertThat(SettingsCheck.of(Map.of(classes, "com.acme.Own", "acme.reporter.address", "1")))
                .containsKey("acme.reporter.address");
        assertThatThrownBy(() -> SettingsCheck.of(Map.of(classes, "com.acme.Own", "sesion.timeout.ms", "1")))
                .hasMessageContaining("did you mean session.timeout.ms");
    }

    @Test
    void namesBehindThePrefixAreNotChecked() {
        assertThat(SettingsCheck.of(Map.of("custom.acme.reporter.address", "1")))
                .isEqualTo(Map.of("acme.reporter.address", "1"));
    }

    /** A reader commits no offsets, and starts where it needs to. */
    @Test
    void aFileForOtherKafkaToolsIsAcceptedWhereItChangesNothing() {
        Map<String, String> file = Map.of(
                "group.id", "console",
                "auto.offset.reset", "latest",
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "client.id", "mine");

        assertThat(SettingsCheck.of(file)).isEqualTo(file);
        assertThatThrownBy(() -> SettingsCheck.of(Map.of("isolation.level", "read_uncommitted")))
                .hasMessage(
                        "isolation.level=read_uncommitted is refused: records of aborted transactions would be counted;"
                                + " leave it out");
    }
}
