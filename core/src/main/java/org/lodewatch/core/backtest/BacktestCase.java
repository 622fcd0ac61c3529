package org.lodewatch.core.backtest;

import java.util.Optional;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * A policy to test.
 *
 * @param against the policy to compare it with; empty to compare it with none
 */
public record BacktestCase(DependencePolicy policy, Optional<DependencePolicy> against) {

    /**
     * A policy that takes the place of the version in force: the difference is what applying it changes.
     *
     * @param present the version in force; empty for a new policy, which is compared with one that selects nothing
     */
    public static BacktestCase replacement(DependencePolicy next, Optional<DependencePolicy> present) {
        return new BacktestCase(next, Optional.of(present.orElseGet(() -> selectingNothing(next, 0))));
    }

    /** A policy that is deleted: the difference is what deleting it changes. */
    public static BacktestCase deletion(DependencePolicy present) {
        return new BacktestCase(selectingNothing(present, present.getVersion()), Optional.of(present));
    }

    private static DependencePolicy selectingNothing(DependencePolicy policy, long version) {
        return DependencePolicy.newBuilder(policy)
                .setVersion(version)
                .setEnabled(false)
                .build();
    }
}
