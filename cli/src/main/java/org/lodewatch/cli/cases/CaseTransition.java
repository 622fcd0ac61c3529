package org.lodewatch.cli.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;

/**
 * A transition that a case expects, or that came. What an expected one leaves out is not compared.
 *
 * @param asOf YYYY-MM
 * @param from the severity before
 * @param to the severity after
 * @param figure percent or points; an expected one is compared with as many decimals as it has
 * @param policy the policy's id
 * @param reporter alpha-2
 * @param mineral the id of the book
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 */
record CaseTransition(
        String asOf,
        Severity from,
        Severity to,
        Optional<BigDecimal> figure,
        Optional<String> policy,
        Optional<String> reporter,
        Optional<String> mineral,
        Optional<String> subject) {

    /** Whether a transition that came is the expected one. */
    boolean isMetBy(CaseTransition got) {
        return concernsThatOf(got)
                && asOf.equals(got.asOf)
                && from == got.from
                && to == got.to
                && (figure.isEmpty() || got.figure.filter(this::rounds).isPresent());
    }

    private boolean rounds(BigDecimal got) {
        BigDecimal expected = figure.orElseThrow();
        return got.setScale(expected.scale(), RoundingMode.HALF_UP).equals(expected);
    }

    /** Whether a transition that came is of the policy, book and subject of the expected one, as far as it names them. */
    boolean concernsThatOf(CaseTransition got) {
        return isSame(policy, got.policy)
                && isSame(reporter, got.reporter)
                && isSame(mineral, got.mineral)
                && isSame(subject, got.subject);
    }

    private static boolean isSame(Optional<String> expected, Optional<String> got) {
        return expected.isEmpty() || expected.equals(got);
    }

    /** {@code 2024-12 none to warning, 54.2 (single-source, US, antimony, CN)}. */
    @Override
    public String toString() {
        List<String> about = new ArrayList<>();
        policy.ifPresent(about::add);
        reporter.ifPresent(about::add);
        mineral.ifPresent(about::add);
        subject.ifPresent(about::add);
        return "%s %s to %s%s%s"
                .formatted(
                        asOf,
                        Json.word(from),
                        Json.word(to),
                        figure.map(value -> ", " + value.toPlainString()).orElse(""),
                        about.isEmpty() ? "" : " (" + String.join(", ", about) + ")");
    }
}
