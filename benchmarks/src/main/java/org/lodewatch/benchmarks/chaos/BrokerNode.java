package org.lodewatch.benchmarks.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.lodewatch.cli.commands.ShutdownSignal;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.schemas.OperatorException;

/** A broker in a process of its own, as {@code lodewatch broker} runs one, but a member of a cluster. */
final class BrokerNode {

    private BrokerNode() {}

    /** @param args the id of the node, that of the cluster, the data directory, and settings as {@code name=value} */
    public static void main(String... args) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(args).subList(3, args.length)) {
            int sign = setting.indexOf('=');
            settings.put(setting.substring(0, sign), setting.substring(sign + 1));
        }
        BrokerSetup setup = BrokerSetup.single()
                .keptIn(Path.of(args[2]))
                .with(settings)
                .asMember(Integer.parseInt(args[0]), args[1]);
        try (ShutdownSignal signal = new ShutdownSignal();
                EmbeddedKafka kafka = EmbeddedKafka.start(setup)) {
            System.out.println("ready");
            CompletableFuture.anyOf(signal.received(), kafka.fatalFault()).join();
            kafka.requireHealthy();
        } catch (OperatorException e) {
            end(e.getMessage());
        } catch (RuntimeException | Error e) {
            end(e.toString());
        }
        System.exit(0);
    }

    /** A node with a fault may have threads that do not end. */
    private static void end(String message) {
        System.err.println(message);
        Runtime.getRuntime().halt(1);
    }
}
