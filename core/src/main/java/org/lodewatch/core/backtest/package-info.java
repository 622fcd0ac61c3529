/**
 * What policies would have raised: the judgement of {@code core.policy} over published windows, into nothing but the answer.
 * {@link org.lodewatch.core.backtest.Backtest} is the entry.
 */
package org.lodewatch.core.backtest;
