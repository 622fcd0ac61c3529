package org.lodewatch.cli.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.core.backtest.BacktestCase;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.PublishedShares;

/** Prints what applying policies would change: the difference to the version that is in force, and what it raises at once. */
public final class PolicyPreview {

    private final Screen screen;

    public PolicyPreview(Screen screen) {
        this.screen = screen;
    }

    /**
     * Prints the changes by each policy.
     *
     * @return whether any of them is to be published
     */
    public boolean print(List<DependencePolicy> wanted, KafkaCluster cluster, Catalogue catalogue) {
        Map<String, DependencePolicy> current = new PolicyTopic(cluster).current();
        List<BacktestCase> cases = new ArrayList<>();
        for (DependencePolicy policy : wanted) {
            Optional<DependencePolicy> present = Optional.ofNullable(current.get(policy.getId()));
            Policies.successor(policy, present).ifPresent(next -> cases.add(BacktestCase.replacement(next, present)));
        }
        if (cases.isEmpty()) {
            return false;
        }
        List<BacktestResult> results = new Backtest(catalogue)
                .run(
                        PublishedShares.of(cluster).windows(catalogue, Optional.empty(), Optional.empty()),
                        book -> true,
                        cases,
                        BacktestRange.ALL,
                        Optional.empty(),
                        Instant.now());
        results.forEach(
                result -> print(result, current.containsKey(result.policy().getId())));
        return true;
    }

    private void print(BacktestResult result, boolean replaces) {
        DependencePolicy policy = result.policy();
        screen.heading(
                "%s, version %d: %s".formatted(policy.getId(), policy.getVersion(), BacktestText.policy(policy)));
        if (!policy.getEnabled()) {
            screen.line("It is not enabled, so that all its alerts resolve.");
        } else if (result.coverage().books().isEmpty()) {
            screen.line("It selects none of the %d published books."
                    .formatted(result.coverage().booksKnown()));
        }
        DifferenceReport report = new DifferenceReport(screen);
        result.difference().ifPresent(difference -> {
            if (replaces) {
                report.print(policy, difference);
            } else {
                screen.line("It is new: %s in the published months.".formatted(BacktestText.count(result.episodes())));
                report.atOnce(difference.atOnce());
            }
        });
    }
}
