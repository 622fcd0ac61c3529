package org.lodewatch.service.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.core.whatif.Moves;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenarios;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.SharesQuery;

/**
 * A question as a client writes it: a JSON object.
 *
 * @param text the body of a request
 */
record WhatIfDocument(byte[] text) {

    private static final List<String> FIELDS =
            List.of("mineral", "lose", "move", "cap", "scenario", "asOf", "dataset", "reporter");

    /** @throws OperatorException that names the field at fault */
    WhatIfQuery read(Catalogue catalogue, Scenarios scenarios) {
        JsonNode root = parse();
        root.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new OperatorException(
                        "the body: unknown field '%s': the fields are %s".formatted(field, String.join(", ", FIELDS)));
            }
        });
        List<String> losses = texts(root, "lose");
        List<String> moves = texts(root, "move");
        List<String> caps = texts(root, "cap");
        Optional<String> scenario = text(root, "scenario");
        BookSelection selection = new BookSelection(
                text(root, "mineral").map(typed -> BookSelection.book(catalogue, typed)),
                text(root, "dataset"),
                text(root, "reporter"),
                text(root, "asOf").map(SharesQuery::month));
        Optional<Moves> given = losses.isEmpty() && moves.isEmpty() && caps.isEmpty() && scenario.isPresent()
                ? Optional.empty()
                : Optional.of(Moves.of(catalogue, losses, moves, caps));
        return scenario.map(id -> WhatIfQuery.of(catalogue, scenarios.get(id), selection, given))
                .orElseGet(() -> new WhatIfQuery(selection, given.orElseThrow(), Optional.empty()));
    }

    private JsonNode parse() {
        JsonNode root = Json.tree("the body", text);
        if (!root.isObject()) {
            throw new OperatorException(
                    "the body is no JSON object: write {\"mineral\": \"antimony\", \"lose\": \"CN\"}");
        }
        return root;
    }

    private static Optional<String> text(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new OperatorException(
                    "the body: field '%s' is %s, but must be a text".formatted(field, Json.shown(value)));
        }
        return Optional.of(value.textValue());
    }

    private static List<String> texts(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isTextual()) {
                throw new OperatorException("the body: field '%s' is %s, but must be a text or a list of texts"
                        .formatted(field, Json.shown(value)));
            }
            texts.add(one.textValue());
        }
        return texts;
    }
}
