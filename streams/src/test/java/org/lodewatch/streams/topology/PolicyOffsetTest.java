package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PolicyOffsetTest {

    @Test
    void theOffsetIsReadAsItWasPut() {
        Headers given = new RecordHeaders().add("other", new byte[] {1});

        Headers with = PolicyOffset.put(PolicyOffset.put(given, 7), 8);

        assertThat(PolicyOffset.of(with)).hasValue(8);
        assertThat(with).hasSize(2);
        assertThat(given).hasSize(1);
    }

    @Test
    void aRecordMayHaveNoOffset() {
        assertThat(PolicyOffset.of(new RecordHeaders())).isEmpty();
    }
}
