package org.lodewatch.service.whatif;

import java.util.Optional;
import org.lodewatch.core.whatif.Moves;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenario;

/**
 * What is assumed of which windows.
 *
 * @param selection the windows; those of all books if it names none
 * @param moves the assumed changes
 * @param scenario by which they were named; empty if they were given one by one
 */
public record WhatIfQuery(BookSelection selection, Moves moves, Optional<Scenario> scenario) {

    /**
     * The question that a scenario asks, with further moves.
     *
     * @param selection of a book, or of all
     * @param further moves that a user gives beside it
     * @throws OperatorException if the scenario is not understood, or is of another book
     */
    public static WhatIfQuery of(
            Catalogue catalogue, Scenario scenario, BookSelection selection, Optional<Moves> further) {
        try {
            Moves moves = Moves.of(catalogue, scenario.moves());
            Optional<String> ofScenario = scenario.isOfAll()
                    ? Optional.empty()
                    : Optional.of(BookSelection.book(catalogue, scenario.mineral()));
            if (ofScenario.isPresent() && selection.book().isPresent() && !ofScenario.equals(selection.book())) {
                throw new OperatorException("it is of %s: leave %s out, or write its moves instead: %s"
                        .formatted(ofScenario.get(), selection.book().get(), moves.text()));
            }
            return new WhatIfQuery(
                    new BookSelection(
                            ofScenario.or(selection::book),
                            selection.dataset(),
                            selection.reporter(),
                            selection.asOf()),
                    further.map(moves::and).orElse(moves),
                    Optional.of(scenario));
        } catch (OperatorException e) {
            throw new OperatorException("scenario %s: %s".formatted(scenario.id(), e.getMessage()), e);
        }
    }
}
