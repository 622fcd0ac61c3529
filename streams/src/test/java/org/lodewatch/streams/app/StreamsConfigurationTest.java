package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.lodewatch.streams.peers.InstanceNames;

class StreamsConfigurationTest {

    private static final Map<String, String> GIVEN = Map.of(
            "consumer.session.timeout.ms", "3000",
            "heartbeat.interval.ms", "500",
            "num.standby.replicas", "2",
            "consumer.max.poll.records", "100");

    private static final String CLIENT = InstanceNames.clientId("lodewatch-catalogue-f00", Optional.empty());

    @Test
    void anInstanceWithoutAPermanentNameHasOneThatOthersCanRemoveItBy() {
        assertThat(StreamsConfiguration.of(Map.of()).streamsProperties(CLIENT, Optional.of("10.0.0.1:7000")))
                .containsEntry("consumer.group.instance.id", InstanceNames.groupInstanceId(CLIENT))
                .containsEntry("application.server", "10.0.0.1:7000");
        assertThat(StreamsConfiguration.of(Map.of("group.instance.id", "one"))
                        .streamsProperties(CLIENT, Optional.empty()))
                .containsEntry("group.instance.id", "one")
                .doesNotContainKeys("consumer.group.instance.id", "application.server");
        assertThat(StreamsConfiguration.of(Map.of("group.protocol", "streams"))
                        .streamsProperties(CLIENT, Optional.empty()))
                .doesNotContainKey("consumer.group.instance.id");
    }

    @Test
    void itListensForOthersWhereItAnswersOverHttpUnlessAnAddressIsGiven() {
        assertThat(StreamsConfiguration.of(Map.of("http.host", "0.0.0.0")).presenceAddress())
                .isEqualTo(new HostInfo("0.0.0.0", 0));
        assertThat(StreamsConfiguration.of(Map.of("application.server", "10.0.0.1:7401"))
                        .presenceAddress())
                .isEqualTo(new HostInfo("10.0.0.1", 7401));
    }

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
        assertThat(StreamsConfiguration.of(Map.of()).streamsProperties(CLIENT, Optional.empty()))
                .containsEntry(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
    }
}
