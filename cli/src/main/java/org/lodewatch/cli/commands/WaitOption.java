package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.clients.kafka.WaitReports;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Option;

/** Whether a command that runs for long waits for a broker that is not there yet. */
final class WaitOption {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Option(
            names = "--wait",
            description = "Waits for a broker, however long that takes (default: ends with an error if none answers).")
    private boolean wait;

    /**
     * Connects; with {@code --wait} again and again, until a broker answers. A broker that refuses the login is not waited for.
     *
     * @param stoppedWithin pauses, and returns whether the command is to end
     * @throws OperatorException if it cannot connect, or was stopped before
     */
    KafkaCluster connect(Supplier<KafkaCluster> attempt, Screen screen, Predicate<Duration> stoppedWithin) {
        WaitReports reports = new WaitReports();
        reports.begin();
        for (boolean first = true; ; first = false) {
            try {
                KafkaCluster cluster = attempt.get();
                long lasted = reports.lasted().toSeconds();
                if (!first) {
                    screen.note("a broker answers after %d s".formatted(lasted));
                }
                return cluster;
            } catch (OperatorException e) {
                if (!wait || !KafkaErrors.isWithoutBroker(e)) {
                    throw e;
                }
                if (first) {
                    screen.note("waiting for a broker: " + e.getMessage());
                }
                reports.due()
                        .ifPresent(lasted -> screen.note(
                                "waiting for a broker for %d s: %s".formatted(lasted.toSeconds(), e.getMessage())));
            }
            if (stoppedWithin.test(PAUSE)) {
                throw new OperatorException("stopped before a broker answered");
            }
        }
    }
}
