package org.lodewatch.service.whatif;

import java.util.List;
import org.lodewatch.schemas.catalogue.Scenario;

/**
 * A built-in scenario as a JSON object.
 *
 * @param id by which it is asked for
 * @param title what happens, in a few words
 * @param mineral the id of a book, or {@code *} for every book in which something changes
 * @param moves each as a text such as {@code lose CN}
 * @param source title, publisher and year of what it rests on
 * @param ofAll whether it is of every book
 */
record ScenarioJson(String id, String title, String mineral, List<String> moves, String source, boolean ofAll) {

    static ScenarioJson of(Scenario scenario) {
        return new ScenarioJson(
                scenario.id(),
                scenario.title(),
                scenario.mineral(),
                scenario.moves(),
                scenario.source(),
                scenario.isOfAll());
    }
}
