package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
}
