package org.lodewatch.cli.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a case.
 *
 * @param name of the case
 * @param monthsJudged windows of books that policies judged
 * @param transitions how many came
 * @param differences none if it is as expected
 */
public record CaseResult(String name, int monthsJudged, int transitions, List<Difference> differences) {

    /** An expected transition and the one that came instead; one of them is missing where there is no other. */
    public record Difference(Optional<String> expected, Optional<String> got) {}

    public boolean isAsExpected() {
        return differences.isEmpty();
    }

    static CaseResult of(String name, int monthsJudged, List<CaseTransition> expected, List<CaseTransition> came) {
        List<CaseTransition> missing = new ArrayList<>();
        List<CaseTransition> others = new ArrayList<>(came);
        for (CaseTransition one : expected) {
            Optional<CaseTransition> met = others.stream().filter(one::isMetBy).findFirst();
            met.ifPresentOrElse(others::remove, () -> missing.add(one));
        }
        List<Difference> differences = new ArrayList<>();
        for (CaseTransition one : missing) {
            Optional<CaseTransition> instead = Stream.concat(
                            others.stream().filter(other -> other.asOf().equals(one.asOf())),
                            others.stream().filter(other -> other.from() == one.from() && other.to() == one.to()))
                    .filter(one::concernsThatOf)
                    .findFirst();
            instead.ifPresent(others::remove);
            differences.add(new Difference(Optional.of(one.toString()), instead.map(CaseTransition::toString)));
        }
        others.forEach(other -> differences.add(new Difference(Optional.empty(), Optional.of(other.toString()))));
        return new CaseResult(name, monthsJudged, came.size(), differences);
    }
}
