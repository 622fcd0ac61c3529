package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.benchmarks.experiment.JavaProcess;
import org.lodewatch.benchmarks.experiment.SmallDisk;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.BrokerDiagnosis;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.Main;
import org.lodewatch.local.broker.LoopbackPorts;

/** On a full disk a broker ends with one line that says what to do, and continues with its log when there is room again. */
class FullDiskIT {

    private static final Pattern READY = Pattern.compile("broker ready");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DISK_BYTES = 48 << 20;

    private final int port = LoopbackPorts.free(1).get(0);

    private JavaProcess broker(Path data) throws IOException {
        return JavaProcess.start(
                "the broker",
                READY,
                Redirect.PIPE,
                List.of("-Xmx256m"),
                Main.class,
                List.of("broker", "--port", Integer.toString(port), "--data-dir", data.toString()));
    }

    private String servers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    private static SmallDisk disk(Path folder) {
        try {
            return SmallDisk.mount(folder, DISK_BYTES);
        } catch (SmallDisk.MountRefusedException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    private static Path rows(Path folder, int count) throws IOException {
        String header = "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n";
        return Files.writeString(
                folder.resolve("rows.csv"),
                IntStream.range(0, count)
                        .mapToObj(i -> "acme,R-%d,1,US,NO,810520,2024-01,100\n".formatted(i))
                        .collect(Collectors.joining("", header, "")));
    }

    @Test
    void aBrokerOnAFullDiskEndsWithOneLineAndContinuesWhenThereIsRoom(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = disk(folder.resolve("disk"))) {
            Path data = disk.folder().resolve("broker");
            try (JavaProcess broker = broker(data)) {
                broker.awaitReady(PATIENCE);
                try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers()))) {
                    PolicyTopic.createTopics(cluster, Optional.empty());
                }

                disk.fill();

                assertThat(broker.awaitEnd(PATIENCE)).isEqualTo(1);
                assertThat(broker.lastLine())
                        .startsWith(
                                "lodewatch: the disk of the broker's data directory %s is full (0 bytes free): make room"
                                        .formatted(data));
            }
            try (JavaProcess again = broker(data)) {
                assertThat(again.awaitEnd(PATIENCE)).isEqualTo(1);
                assertThat(again.lastLine()).contains(data + " is full");
            }
            disk.free();
            try (JavaProcess broker = broker(data)) {
                broker.awaitReady(PATIENCE);
                try (JavaProcess feed = feed(rows(folder, 100))) {
                    assertThat(feed.awaitEnd(PATIENCE)).isZero();
                }
            }
        }
    }

    @Test
    void theDiagnosisForFeedsNamesTheDisk(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = disk(folder.resolve("disk"));
                JavaProcess broker = broker(disk.folder().resolve("broker"))) {
            broker.awaitReady(PATIENCE);

            disk.fillUpTo(512 << 10);

            assertThat(BrokerDiagnosis.of(Map.of("bootstrap.servers", servers()), List.of()))
                    .matches("the disk of broker 1 is full \\(directory .+, [0-9,]+ bytes free\\)");
        }
    }

    private JavaProcess feed(Path rows) throws IOException {
        return JavaProcess.start(
                "the feed",
                JavaProcess.NEVER_READY,
                Redirect.INHERIT,
                List.of("-Xmx128m"),
                FeedProcess.class,
                List.of(servers(), rows.toString()));
    }
}
