package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.topics.Topics;

/** An instance refuses to start on a log from which records may be missing, because every share would be wrong. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DamagedLogIT {

    @TempDir
    private Path place;

    @Test
    void aLogWithoutItsFirstRecordsIsRefusedInOneLineWithTheRemedy() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 1, 10_000, List.of())) {
            load.publish(1);
            cluster.admin()
                    .deleteRecords(Map.of(
                            new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), 3), RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get();

            assertThat(refusal(cluster))
                    .startsWith("lodewatch: customs-imports has lost records: partition 3 begins at offset 7")
                    .contains("accept.log=")
                    .hasLineCount(1);
        }
    }

    @Test
    void aCompactedLogIsRefusedInOneLineWithTheRequiredSetting() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared()) {
            cluster.admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.CUSTOMS_IMPORTS.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await("the broker has applied the change")
                    .until(() -> !cluster.client()
                            .topics()
                            .check(List.of(Topics.CUSTOMS_IMPORTS))
                            .isEmpty());

            assertThat(refusal(cluster))
                    .startsWith("lodewatch: topic customs-imports has cleanup.policy=compact, which must be delete")
                    .hasLineCount(1);
        }
    }

    /** The error output of {@code lodewatch stream}. */
    private String refusal(TrialCluster cluster) {
        try (Instance instance = Instance.start(cluster, place)) {
            assertThat(instance.awaitEnd()).isEqualTo(1);
            return instance.err();
        }
    }
}
