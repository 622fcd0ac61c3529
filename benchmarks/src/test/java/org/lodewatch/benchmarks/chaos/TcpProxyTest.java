package org.lodewatch.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that returns each byte. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TcpProxyTest {

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
        proxy = new TcpProxy(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void forwardsAndForwardsLate() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);

            proxy.set(TcpProxy.Mode.DELAY);

            assertThat(ask(client)).isEqualTo(7);
        }
    }

    @Test
    void resetsConnectionsUntilItForwardsAgain() throws IOException {
        try (Socket client = connect()) {
            ask(client);

            proxy.set(TcpProxy.Mode.RESET);

            assertThatThrownBy(() -> ask(client)).isInstanceOf(IOException.class);
        }
        proxy.set(TcpProxy.Mode.FORWARD);
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
        }
    }

    @Test
    void dropsBytesAndResetsTheirConnectionAfterwards() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            client.setSoTimeout(300);

            proxy.set(TcpProxy.Mode.DROP);

            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
            proxy.set(TcpProxy.Mode.FORWARD);
            assertThatThrownBy(() -> ask(client)).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int ask(Socket client) throws IOException {
        client.getOutputStream().write(7);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new IOException("closed");
        }
        return answer;
    }

    private void echo() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // The connection was reset, or the test has ended.
            }
        }
    }
}
