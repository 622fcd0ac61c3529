package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsConfigurationTest {

    private static final Map<String, String> GIVEN = Map.of(
            "consumer.session.timeout.ms", "3000",
            "heartbeat.interval.ms", "500",
            "num.standby.replicas", "2",
            "consumer.max.poll.records", "100");

    @Test
    void withTheStreamsProtocolSessionsAndStandbysAreTheBrokers() {
        StreamsConfiguration classic = StreamsConfiguration.of(GIVEN);
        StreamsConfiguration streams = StreamsConfiguration.of(Map.of(
                "group.protocol", "streams", "consumer.session.timeout.ms", "3000", "num.standby.replicas", "2"));

        assertThat(classic.settingsWithoutEffect()).isEmpty();
        assertThat(streams.settingsWithoutEffect())
                .containsExactly("consumer.session.timeout.ms", "num.standby.replicas");
    }

    @Test
    void aRecordWithoutATimeDoesNotStopTheTopology() {
        ConsumerRecord<Object, Object> record = new ConsumerRecord<>(
                "lodewatch-partials",
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());

        assertThat(new NonNegativeTimestamps().extract(record, -1)).isZero();
        assertThat(StreamsConfiguration.of(Map.of()).streamsProperties("client"))
                .containsEntry(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
    }
}
