package org.lodewatch.guarantees;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every alerting rule of Prometheus has its cases, its line on the page and its runbook. */
class AlertRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path RUNBOOKS = ROOT.resolve("docs/operations.md");
    private static final Pattern RULE = Pattern.compile("- alert: (\\w+)");

    private final String rules = read(ROOT.resolve("ops/prometheus/rules/lodewatch.yml"));
    private final String cases = read(ROOT.resolve("ops/prometheus/tests/lodewatch.yml"));
    private final List<String> names =
            RULE.matcher(rules).results().map(rule -> rule.group(1)).toList();

    @Test
    void everyRuleHasACaseInWhichItFiresAndOneInWhichItIsSilent() {
        Set<String> fired = found("alertname: (\\w+)\\s+eval_time: \\w+\\s+exp_alerts:\\n\\s+- exp_labels");
        Set<String> silent = found("alertname: (\\w+)\\s+eval_time: \\w+\\s+exp_alerts: \\[\\]");

        assertThat(names).isNotEmpty();
        assertThat(fired).isEqualTo(Set.copyOf(names));
        assertThat(silent).isEqualTo(Set.copyOf(names));
    }

    @Test
    void everyRuleIsOnThePageAndHasARunbookAtItsLink() {
        String runbooks = read(RUNBOOKS);
        String page = read(ROOT.resolve("docs/observability.md"));
        for (String name : names) {
            assertThat(rules).contains("runbook: docs/operations.md#" + name.toLowerCase());
            assertThat(runbooks).containsPattern("(?m)^#+ " + name + "$");
            assertThat(page).contains("| " + name + " |", "(operations.md#" + name.toLowerCase() + ")");
        }
    }

    private Set<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(cases)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
