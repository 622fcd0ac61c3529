package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Topics are copied to another cluster by some program, and compared with {@code verify --against}. */
@Timeout(120)
class CopiedTopicsIT {

    private static final String IMPORTS = Topics.CUSTOMS_IMPORTS.name();

    private EmbeddedKafka other;
    private KafkaCluster source;
    private KafkaCluster copy;

    @BeforeEach
    void start() {
        source = KafkaCluster.connect(ClientSettings.at(SharedKafka.emptied()));
        other = EmbeddedKafka.start(BrokerSetup.single().with(SharedKafka.PROMPT));
        copy = KafkaCluster.connect(ClientSettings.at(other.bootstrapServers()));
        source.topics().create(Topics.all(), Optional.empty());
        write(source, records(0, 40));
    }

    @AfterEach
    void stop() {
        copy.close();
        source.close();
        other.close();
    }

    @Test
    void aCompleteCopyIsTheSame() {
        copy.topics().create(Topics.all(), Optional.empty());
        write(copy, records(0, 40));

        assertThat(verify())
                .isEqualTo(new Session(
                        0,
                        "10 topics with 40 records at %s compared with their copies at %s: every record is there, with the same content and timestamp\n"
                                .formatted(servers(source), servers(copy)),
                        ""));
        Session document = verify("--output=json");
        assertThat(document.exitCode()).isZero();
        assertThat(document.out().replaceAll("\\s", ""))
                .startsWith("{\"same\":true,\"source\":\"" + servers(source) + "\",\"copy\":\"" + servers(copy) + "\"")
                .contains(
                        "{\"topic\":\"customs-imports\",\"compacted\":false,\"partitions\":[{\"partition\":0,\"sourceBegin\":0,"
                                + "\"copyBegin\":0,\"sourceRecords\":20,\"copyRecords\":20,\"sourceChecksum\":")
                .endsWith("\"faults\":[]}");
    }

    /** The copy begins at offset 0 although its source had lost records. */
    @Test
    void aSourceWithoutItsFirstRecordsIsReportedByTheCheckAndByTheComparison() {
        KafkaFutures.await(source.admin()
                .deleteRecords(Map.of(new TopicPartition(IMPORTS, 1), RecordsToDelete.beforeOffset(7)))
                .all());
        copy.topics().create(Topics.all(), Optional.empty());
        List<ProducerRecord<byte[], byte[]>> left = records(0, 40);
        for (int lost = 0; lost < 7; lost++) {
            left.remove(1 + lost);
        }
        write(copy, left);

        Session check = Session.of("topics", "check", "--bootstrap-server=" + servers(source));
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err())
                .isEqualTo(
                        "customs-imports has lost records: partition 1 begins at offset 7; publish everything again into a new"
                                + " topic, or note this if the topic is copied: the copy will begin at 0\n");
        Session document = Session.of("topics", "check", "--bootstrap-server=" + servers(source), "--output=json");
        assertThat(document.exitCode()).isEqualTo(1);
        assertThat(document.out().replaceAll("\\s", ""))
                .startsWith("{\"correct\":false,\"problems\":[\"customs-importshaslostrecords:")
                .contains("{\"partition\":1,\"begin\":7,\"end\":20}");
        assertThat(Session.of("topics", "check", "--bootstrap-server=" + servers(copy))
                        .exitCode())
                .isZero();
        assertThat(verify().exitCode()).isEqualTo(1);
        assertThat(verify().out())
                .startsWith(
                        "customs-imports: 7 records at the beginning are gone from the source, so the copy lacks them although"
                                + " it may begin at offset 0 (first: partition 1 begins at offset 7); ")
                .hasLineCount(2);
    }

    @Test
    void eachKindOfDifferenceIsALine() {
        List<Topic<?, ?>> copied = new ArrayList<>(Topics.all());
        copied.remove(Topics.DEPENDENCE_ALERTS);
        copied.remove(Topics.MINERAL_SHARES);
        copy.topics().create(copied, Optional.empty());
        copy.topics()
                .create(
                        List.of(new Topic<>(
                                Topics.MINERAL_SHARES.name(),
                                Topics.MINERAL_SHARES.keySerde(),
                                Topics.MINERAL_SHARES.content(),
                                7,
                                Topics.MINERAL_SHARES.config())),
                        Optional.empty());
        List<ProducerRecord<byte[], byte[]>> records = records(4, 36);
        records.remove(10);
        write(copy, records);

        Session compared = verify();

        assertThat(compared.exitCode()).isEqualTo(1);
        assertThat(compared.out().lines().map(line -> line.replaceFirst(";.*", "")))
                .containsExactly(
                        "customs-imports: 4 records at the beginning of the source are missing in the copy (first: partition 0,"
                                + " offset 0 of the source)",
                        "customs-imports: 1 records of the source are missing in the copy, but not later ones (first: partition 0,"
                                + " offset 7 of the source)",
                        "customs-imports: 4 records at the end of the source are missing in the copy (first: partition 0, offset 18"
                                + " of the source)",
                        "mineral-shares: the copy has another number of partitions (7, and 4 in the source)",
                        "dependence-alerts: the copy does not exist (4 partitions in the source)",
                        "8 topics with 40 records at %s compared with their copies at %s: do not start anything with these copies"
                                .formatted(servers(source), servers(copy)));
    }

    @Test
    void aClusterWithoutALogIsRefused() {
        assertThat(Session.of(
                        "verify", "--bootstrap-server=" + servers(source), "--against=" + other.bootstrapServers()))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: topic customs-imports does not exist at %s: name the cluster that was copied with --against\n"
                                .formatted(servers(copy))));
    }

    private Session verify(String... more) {
        List<String> command = new ArrayList<>(
                List.of("verify", "--bootstrap-server=" + servers(copy), "--against=" + servers(source)));
        command.addAll(List.of(more));
        return Session.of(command.toArray(String[]::new));
    }

    private static String servers(KafkaCluster cluster) {
        return cluster.settings().bootstrapServers();
    }

    /** Records with the numbers from {@code first} to before {@code end}, by turns in the partitions 0 and 1. */
    private static List<ProducerRecord<byte[], byte[]>> records(int first, int end) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = first; number < end; number++) {
            records.add(new ProducerRecord<>(
                    IMPORTS,
                    number % 2,
                    1_700_000_000_000L + number,
                    ("key-" + number).getBytes(UTF_8),
                    ("value-" + number).getBytes(UTF_8)));
        }
        return records;
    }

    private static void write(KafkaCluster cluster, List<ProducerRecord<byte[], byte[]>> records) {
        cluster.write(Topics.CUSTOMS_IMPORTS.asBytes(), records);
    }
}
