package org.lodewatch.local.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;

/** A broker with topics and an instance of the topology, for tests of commands. */
public final class RunningLodewatch implements AutoCloseable {

    private final String servers;
    private final ScratchDirectory state;
    private final KafkaCluster cluster;
    private final StreamsApp app;

    private RunningLodewatch(Catalogue catalogue) {
        servers = SharedKafka.emptied();
        state = ScratchDirectory.create("lodewatch-test-");
        cluster = KafkaCluster.connect(ClientSettings.at(servers));
        PolicyTopic.createTopics(cluster, Optional.empty());
        app = new StreamsApp(
                Map.of(
                        "bootstrap.servers", servers,
                        "application.id", "lodewatch",
                        "num.stream.threads", "1",
                        "restatement.delay.ms", "200",
                        "state.dir", state.path().toString()),
                catalogue);
    }

    public static RunningLodewatch with(Catalogue catalogue) {
        RunningLodewatch lodewatch = new RunningLodewatch(catalogue);
        lodewatch.app.start();
        return lodewatch;
    }

    /** Runs one command. */
    public Session run(String... args) {
        return Session.of(Stream.concat(Arrays.stream(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new));
    }

    /** The current shares of every window, by key. */
    Map<String, MineralShares> shares() {
        Map<String, MineralShares> shares = new HashMap<>();
        try (TopicReader<String, MineralShares> reader = cluster.reader(Topics.MINERAL_SHARES)) {
            reader.readToEnd(message -> message.value()
                    .ifPresentOrElse(found -> shares.put(message.key(), found), () -> shares.remove(message.key())));
        }
        return shares;
    }

    /** The last transition of every alert, by alert id. */
    Map<String, DependenceAlert> alertStatus() {
        Map<String, DependenceAlert> status = new HashMap<>();
        try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERT_STATUS)) {
            reader.readToEnd(message -> message.applyTo(status));
        }
        return status;
    }

    public String bootstrapServers() {
        return servers;
    }

    /** The number of committed imports of a dataset. */
    int imports(String dataset) {
        return revisions(dataset).size();
    }

    /** Record ids of a dataset that were published twice with the same revision. */
    List<String> repeatedImports(String dataset) {
        Set<String> seen = new HashSet<>();
        return revisions(dataset).stream()
                .filter(revision -> !seen.add(revision))
                .toList();
    }

    private List<String> revisions(String dataset) {
        List<String> revisions = new ArrayList<>();
        try (TopicReader<String, SpecificRecord> reader = cluster.reader(Topics.CUSTOMS_IMPORTS)) {
            reader.readToEnd(message -> {
                if (message.value().orElseThrow() instanceof CustomsImport line
                        && line.getDataset().equals(dataset)) {
                    revisions.add(message.key() + " r" + line.getRevision());
                }
            });
        }
        return revisions;
    }

    /** Stops the instance; broker and topics stay. */
    public void stop() {
        app.close();
    }

    @Override
    public void close() {
        app.close();
        cluster.close();
        state.close();
    }
}
