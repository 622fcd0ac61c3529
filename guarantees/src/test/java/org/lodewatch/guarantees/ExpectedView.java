package org.lodewatch.guarantees;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topics;

/** The shares and the histories of alerts that the batch recount computes from a log. */
final class ExpectedView {

    private ExpectedView() {}

    /** From the imports and policies that a cluster holds now. */
    static View of(TrialCluster cluster, Catalogue catalogue) {
        BatchRecount recount = new BatchRecount(
                value -> Topics.CUSTOMS_IMPORTS
                        .valueSerde(cluster.client().formats())
                        .deserializer()
                        .deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                catalogue,
                WindowRule.DEFAULT,
                Topics.INPUT_PARTITIONS);
        TopicLog.read(cluster.settings(), Topics.CUSTOMS_IMPORTS)
                .forEach(entry -> recount.add(
                        entry.record().partition(),
                        entry.record().key(),
                        entry.record().value()));
        Collection<DependencePolicy> policies =
                new PolicyTopic(cluster.client()).current().values();
        Map<String, List<String>> histories = new TreeMap<>();
        recount.alerts(policies)
                .forEach((id, alert) -> histories.put(
                        id,
                        alert.steps().stream()
                                .map(step -> Published.transition(
                                        step.asOf(),
                                        step.severity(),
                                        nullable(step.observed()),
                                        nullable(step.highest())))
                                .toList()));
        return new View(recount.shares(), histories);
    }

    private static Double nullable(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
