package org.lodewatch.cli.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collection;
import java.util.List;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Table;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyFields;

/** The policies that stand, a row each. */
public final class PoliciesReport {

    private final Collection<DependencePolicy> policies;

    public PoliciesReport(Collection<DependencePolicy> policies) {
        this.policies = policies;
    }

    public Table table() {
        Table table = new Table(
                Column.left("id"),
                Column.right("version"),
                Column.left("subject"),
                Column.left("metric"),
                Column.right("warning"),
                Column.right("critical"),
                Column.left("books"),
                Column.left("enabled"),
                Column.left("description"));
        for (DependencePolicy policy : policies) {
            table.row(
                    Cell.of(policy.getId()),
                    Cell.of(Long.toString(policy.getVersion())),
                    Cell.of(
                            policy.getSubjectName() == null
                                    ? PolicyFields.word(policy.getSubject())
                                    : policy.getSubjectName()),
                    Cell.of(PolicyFields.word(policy.getMetric()) + " by " + PolicyFields.word(policy.getMeasure())),
                    Cell.of(Figures.plain(policy.getWarning())),
                    Cell.of(Figures.plain(policy.getCritical())),
                    Cell.of("%s/%s/%s".formatted(policy.getDataset(), policy.getReporter(), policy.getMineral())),
                    Cell.of(policy.getEnabled() ? "yes" : "no"),
                    Cell.of(policy.getDescription()));
        }
        return table;
    }

    /** In the form that {@code policies apply} takes. */
    public ArrayNode json() {
        return Json.array(List.copyOf(policies), PolicyFields::write);
    }
}
