package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.StoreNames;

/** The application is stopped and continues on another cluster, or with another group protocol. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MovedIT {

    private static final long SEED = 20_241_231;

    @TempDir
    private Path place;

    @Test
    void aClusterWithACopyOfTheTopicsContinuesWhereTheFirstOneStopped() throws Exception {
        Topic<byte[], byte[]> numbers = Topics.changelog(TrialCluster.APPLICATION, StoreNames.ALERTS);
        List<Topic<?, ?>> copied = new ArrayList<>(Topics.all());
        copied.remove(Topics.PARTIALS);
        copied.add(numbers);
        try (TrialCluster old = TrialCluster.shared();
                Load load = new Load(old, SEED, 20_000, List.of())) {
            load.publish(20);
            ShortRun.of(old, place, Map.of(), Catalogue.bundled());
            Published before = Published.on(old.bootstrapServers());
            assertThat(before.alerts()).isNotEmpty();
            try (TrialCluster moved = TrialCluster.startWithoutPolicies()) {
                moved.client().topics().create(List.of(numbers), Optional.empty());
                copied.forEach(topic -> UndisturbedRun.copy(topic, old, moved));

                ShortRun.of(moved, place, Map.of(), Catalogue.bundled());

                requireNothingNew(before, moved);
            }
        }
    }

    @Test
    void aGroupChangesItsProtocolWhileAllAreStopped() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, SEED, 20_000, List.of())) {
            load.publish(20);
            ShortRun.of(cluster, place, Map.of(), Catalogue.bundled());
            Published before = Published.on(cluster.bootstrapServers());
            for (String protocol : List.of("streams", "classic")) {
                cluster.awaitNoMembers();

                ShortRun.of(cluster, place, Map.of("group.protocol", protocol), Catalogue.bundled());

                requireNothingNew(before, cluster);
            }
        }
    }

    private static void requireNothingNew(Published before, TrialCluster cluster) {
        Published after = Published.on(cluster.bootstrapServers());
        assertThat(after.alerts()).hasSameSizeAs(before.alerts());
        new SameView(before.view()).doAssert(after);
        assertThat(new Verification(cluster.client(), Catalogue.bundled(), WindowRule.DEFAULT)
                        .compare()
                        .differences())
                .isEmpty();
    }
}
