package org.lodewatch.cli.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PeriodState;

/**
 * Rows, and the transitions that policies must make of them.
 *
 * @param policies those that judge
 * @param dataset of all rows
 * @param mineral the book whose transitions are compared; empty for those of all books
 * @param codes the commodity codes that the dataset covers; empty if it does not declare them
 * @param provisional periods that are published and not declared complete
 * @param states of periods that are declared otherwise than complete
 * @param expected every transition of the case, in any order
 */
record PolicyCase(
        String name,
        List<DependencePolicy> policies,
        String dataset,
        Optional<String> mineral,
        Optional<List<String>> codes,
        List<String> provisional,
        Map<String, PeriodState> states,
        List<CaseRow> rows,
        List<CaseTransition> expected) {}
