package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

    /** Such a connection could take the port of a broker between its end and its next start. */
    @Test
    void freePortsDifferAndAreNotThoseOfOutgoingConnections() {
        assertThat(LoopbackPorts.free(50))
                .hasSize(50)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(1024, 32_767))
                .allMatch(LoopbackPorts::isFree);
    }
}
