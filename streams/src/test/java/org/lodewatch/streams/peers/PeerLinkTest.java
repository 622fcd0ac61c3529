package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerLinkTest {

    private static final String HOST = "127.0.0.1";

    private PresencePort peer;
    private PeerLink link;
    private Optional<IOException> failure = Optional.empty();

    @AfterEach
    void close() {
        link.close();
        peer.close();
    }

    /** Connects to a running peer. */
    private void connect() throws IOException {
        peer = PresencePort.open(new HostInfo(HOST, 0), "peer");
        link = new PeerLink(HOST, peer.number(), address -> {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return SocketChannel.open(address);
        });
        assertThat(look(3)).isEmpty();
    }

    private List<String> look(int times) {
        return Stream.generate(link::look)
                .limit(times)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aProcessHasEndedOnceItsMachineRefusesTwoConnections() throws IOException {
        connect();

        peer.close();

        assertThat(look(1)).isEmpty();
        assertThat(look(50)).containsExactly("peer");
    }

    static Stream<IOException> failures() {
        return Stream.of(
                new SocketTimeoutException("no answer"),
                new NoRouteToHostException("no route"),
                new IOException("broken"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anotherFailureShowsNothing(IOException other) throws IOException {
        connect();

        failure = Optional.of(other);
        peer.close();

        assertThat(look(50)).isEmpty();
    }

    @Test
    void onlyRefusalsInARowCount() throws IOException {
        connect();

        peer.close();
        failure = Optional.of(new ConnectException("refused"));
        assertThat(look(1)).isEmpty();
        failure = Optional.of(new SocketTimeoutException("no answer"));
        assertThat(look(11)).isEmpty();
        failure = Optional.of(new ConnectException("refused"));

        assertThat(look(1)).isEmpty();
        assertThat(look(1)).containsExactly("peer");
    }

    @Test
    void aConnectionThatStaysOpenIsEnough() throws IOException {
        connect();

        failure = Optional.of(new ConnectException("refused"));

        assertThat(look(50)).isEmpty();
    }

    /** As one of another machine, at whose loopback address it listens. */
    @Test
    void aPeerThatWasNeverReachedHasNotEnded() throws IOException {
        peer = PresencePort.open(new HostInfo(HOST, 0), "peer");
        link = new PeerLink(HOST, peer.number());
        peer.close();

        assertThat(look(50)).isEmpty();
    }

    /** As a process that is suspended: its operating system accepts connections. */
    @Test
    void aPortThatAcceptsAndSaysNothingShowsNothing() throws IOException {
        peer = PresencePort.open(new HostInfo(HOST, 0), "elsewhere");
        try (ServerSocket silent = new ServerSocket(0)) {
            link = new PeerLink(HOST, silent.getLocalPort());
            assertThat(look(2)).isEmpty();
        }
        assertThat(look(50)).isEmpty();
    }

    @Test
    void aPeerThatCameBackAtTheSameAddressIsWatchedAgain() throws IOException {
        connect();
        int number = peer.number();
        peer.close();
        assertThat(look(20)).containsExactly("peer");

        peer = PresencePort.open(new HostInfo(HOST, number), "successor");
        assertThat(look(20)).isEmpty();
        peer.close();

        assertThat(look(20)).containsExactly("successor");
    }

    @Test
    void aNameWithoutAnAddressShowsNothing() throws IOException {
        peer = PresencePort.open(new HostInfo(HOST, 0), "elsewhere");
        link = new PeerLink("no host", 1);

        assertThat(look(2)).isEmpty();
    }
}
