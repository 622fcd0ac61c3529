/** How fast policies are tested over published shares, and what memory that takes. */
package org.lodewatch.benchmarks.backtest;
