package org.lodewatch.core.backtest;

import java.util.Optional;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * A policy to test.
 *
 * @param against the policy to compare it with; empty to compare it with none
 */
public record BacktestCase(DependencePolicy policy, Optional<DependencePolicy> against) {}
