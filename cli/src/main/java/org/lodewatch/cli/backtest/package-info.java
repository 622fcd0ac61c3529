/** Prints backtests: what policies would have raised, and how they differ from others. */
package org.lodewatch.cli.backtest;
