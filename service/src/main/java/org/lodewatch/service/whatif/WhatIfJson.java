package org.lodewatch.service.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.lodewatch.core.whatif.Move;
import org.lodewatch.schemas.catalogue.Scenario;

/**
 * The answer to a question as a JSON object.
 *
 * @param simulated always true: nothing of it is published
 * @param scenario its id; left out if none was asked for
 * @param moves as scenarios write them, in the order in which they apply
 * @param unchangedBooks how many further books were looked at, in which nothing changes; left out if none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhatIfJson(
        boolean simulated,
        String scenario,
        String title,
        String source,
        List<String> moves,
        List<SimulatedBookJson> books,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unchangedBooks) {

    public static WhatIfJson of(WhatIfAnswer answer) {
        Optional<Scenario> scenario = answer.query().scenario();
        return new WhatIfJson(
                true,
                scenario.map(Scenario::id).orElse(null),
                scenario.map(Scenario::title).orElse(null),
                scenario.map(Scenario::source).orElse(null),
                answer.query().moves().moves().stream().map(Move::text).toList(),
                answer.books().stream().map(SimulatedBookJson::of).toList(),
                answer.unchanged());
    }
}
