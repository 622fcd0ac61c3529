/** The logs of synthetic trade that benchmarks use, and the shares that a plain batch computes from them. */
package org.lodewatch.benchmarks.workload;
