package org.lodewatch.cli.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import org.lodewatch.service.Json;

/** Who may do what, a row for each thing that the brokers keep, in Kafka's words. */
public final class GrantsReport {

    private final List<Grant> grants;

    public GrantsReport(List<Grant> grants) {
        this.grants = grants;
    }

    public Table table() {
        Table table = new Table(
                Column.left("principal"),
                Column.left("resource type"),
                Column.left("resource name"),
                Column.left("pattern type"),
                Column.left("operations"));
        for (Grant grant : grants) {
            table.row(
                    Cell.of(grant.principal()),
                    Cell.of(grant.right().resource().resourceType().name()),
                    Cell.of(grant.right().resource().name()),
                    Cell.of(grant.right().resource().patternType().name()),
                    Cell.of(grant.right().operations().stream()
                            .map(AclOperation::name)
                            .collect(Collectors.joining(", "))));
        }
        return table;
    }

    public ArrayNode json() {
        return Json.array(grants, GrantsReport::document);
    }

    private static ObjectNode document(Grant grant) {
        ObjectNode document = Json.object()
                .put("application", grant.application().id())
                .put("principal", grant.principal())
                .put("resourceType", grant.right().resource().resourceType().name())
                .put("resourceName", grant.right().resource().name())
                .put("patternType", grant.right().resource().patternType().name());
        document.set(
                "operations", Json.array(grant.right().operations(), operation -> TextNode.valueOf(operation.name())));
        return document;
    }
}
