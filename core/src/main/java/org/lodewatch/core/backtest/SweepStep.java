package org.lodewatch.core.backtest;

/**
 * What a policy would raise with another warning line.
 *
 * @param warning the line
 * @param critical as far above it as in the policy
 * @param episodes that are open in the range
 * @param criticalEpisodes those of them that become critical
 * @param monthsInAlert the sum over all alerts of the months in which they are open
 */
public record SweepStep(double warning, double critical, int episodes, int criticalEpisodes, int monthsInAlert) {}
