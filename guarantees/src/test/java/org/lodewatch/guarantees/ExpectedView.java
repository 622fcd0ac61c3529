package org.lodewatch.guarantees;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.guarantees.Published.Picture;
import org.lodewatch.guarantees.Published.Standing;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topics;

/** What a plain batch makes of a log: the second opinion. */
final class ExpectedView {

    private ExpectedView() {}

    /** The picture in the end, from the imports and policies that a cluster holds now. */
    static Picture of(TrialCluster cluster, Catalogue catalogue) {
        BatchRecount reckoning = new BatchRecount(
                value -> Topics.CUSTOMS_IMPORTS
                        .valueSerde(cluster.client().formats())
                        .deserializer()
                        .deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                catalogue,
                WindowRule.DEFAULT,
                Topics.INPUT_PARTITIONS);
        TopicLog.read(cluster.settings(), Topics.CUSTOMS_IMPORTS)
                .forEach(entry -> reckoning.add(
                        entry.record().partition(),
                        entry.record().key(),
                        entry.record().value()));
        Collection<DependencePolicy> policies =
                new PolicyTopic(cluster.client()).current().values();
        Map<String, Standing> standing = new TreeMap<>();
        reckoning
                .alerts(policies)
                .forEach((id, alert) -> standing.put(
                        id,
                        new Standing(
                                alert.policy(),
                                alert.book().toString(),
                                alert.subject(),
                                alert.severity(),
                                alert.since())));
        return new Picture(reckoning.shares(), standing);
    }
}
