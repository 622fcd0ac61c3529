package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class PresencePortTest {

    private static final String BROKERS = "127.0.0.1:9092,127.0.0.1:9093";

    @Test
    void itSaysTheClientIdAndEndsWithThePort() throws IOException {
        PresencePort port = PresencePort.open(new HostInfo("127.0.0.1", 0), "client");
        try (Socket socket = new Socket("127.0.0.1", port.number())) {
            assertThat(new String(socket.getInputStream().readNBytes(7), StandardCharsets.UTF_8))
                    .isEqualTo("client\n");

            port.close();

            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void othersReachItAtTheAddressItListensAt() throws IOException {
        try (PresencePort port = PresencePort.open(new HostInfo("localhost", 0), "client")) {
            assertThat(port.address(BROKERS)).matches("(127\\.0\\.0\\.1|\\[[0:]+1]):" + port.number());
        }
    }

    @Test
    void ofAllAddressesItNamesTheOneTowardsTheBroker() throws IOException {
        try (PresencePort port = PresencePort.open(new HostInfo("0.0.0.0", 0), "client")) {
            assertThat(port.address(BROKERS)).isEqualTo("127.0.0.1:" + port.number());
        }
    }

    @Test
    void aPortThatIsTakenIsAnError() throws IOException {
        try (PresencePort port = PresencePort.open(new HostInfo("127.0.0.1", 0), "client")) {
            assertThatThrownBy(() -> PresencePort.open(new HostInfo("127.0.0.1", port.number()), "other"))
                    .isInstanceOf(IOException.class);
        }
    }
}
