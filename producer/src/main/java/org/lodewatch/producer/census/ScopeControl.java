package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Whether a scope really has no imports in a month in which no row of it came: silence is also what the interface
 * answers when it misunderstands. Asks once for all months of the group, and only if there is need to.
 */
final class ScopeControl {

    private final CensusQuery query;
    private final WebService web;
    private final String scope;
    private final CensusRequest question;
    /** By month; null until asked for. */
    private Map<String, List<CensusRow>> totals;

    ScopeControl(CensusQuery query, WebService web, String scope, MonthRange group) {
        this.query = query;
        this.web = web;
        this.scope = scope;
        this.question = CensusRequest.control(query, scope, group);
    }

    /** The heading's own total, if it contradicts that nothing was imported. */
    Optional<Doubt> doubtThatEmpty(String month) throws IOException, InterruptedException {
        if (totals == null) {
            totals = web
                    .get(
                            question.request(),
                            new CensusReader<>(query.secret(), table -> CensusRow.totals(table, query)))
                    .stream()
                    .collect(Collectors.groupingBy(CensusRow::month));
        }
        // What is not a figure does not confirm anything either.
        return totals.getOrDefault(month, List.of()).stream()
                .filter(row -> row.dollars().orElse(1) > 0)
                .findFirst()
                .map(row -> Doubt.cutShort(
                        RejectionReason.LINES_MISSING,
                        "%s of %s: no line came, but the total of %s is %s US dollars"
                                .formatted(scope, month, row.code(), row.value()),
                        row.source(question.name())));
    }
}
