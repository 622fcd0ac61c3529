package org.lodewatch.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine;

class WaitOptionTest {

    private final StringWriter printed = new StringWriter();
    private final Screen screen = Screen.plain(new PrintWriter(printed, true), new PrintWriter(printed, true));
    private final AtomicInteger attempts = new AtomicInteger();

    private static WaitOption option(String... args) {
        WaitOption option = new WaitOption();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("wait", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .parseArgs(args);
        return option;
    }

    private KafkaCluster connect(String server) {
        attempts.incrementAndGet();
        return KafkaCluster.connect(ClientSettings.at(server));
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void withoutItACommandEndsIfNoBrokerAnswers() throws IOException {
        String server = freeAddress();

        assertThatThrownBy(() -> option().connect(() -> connect(server), screen, pause -> false))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("no broker answers at " + server);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void withItACommandTriesAgainUntilItIsStopped() throws IOException {
        String server = freeAddress();

        assertThatThrownBy(() -> option("--wait").connect(() -> connect(server), screen, pause -> attempts.get() == 3))
                .hasMessage("stopped before a broker answered");
        assertThat(attempts).hasValue(3);
        assertThat(printed.toString().lines())
                .singleElement()
                .asString()
                .startsWith("waiting for a broker: no broker answers at " + server);
    }

    @Test
    void aBrokerWhoseNameIsNotKnownYetIsWaitedFor() {
        assertThatThrownBy(() -> option("--wait")
                        .connect(() -> connect("kafka.invalid:9092"), screen, pause -> attempts.get() == 2))
                .hasMessage("stopped before a broker answered");
    }

    @Test
    void anotherFaultIsNotWaitedFor() {
        assertThatThrownBy(() -> option("--wait")
                        .connect(
                                () -> {
                                    throw new OperatorException("rejected the login");
                                },
                                screen,
                                pause -> false))
                .hasMessage("rejected the login");
    }
}
