/** The trade that benchmarks are fed with, and what it must come to. */
package org.lodewatch.benchmarks.trade;
