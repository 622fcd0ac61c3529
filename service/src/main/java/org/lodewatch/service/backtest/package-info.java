/** Backtests as documents: the question in the body of a request, and the answer as JSON. */
package org.lodewatch.service.backtest;
