/** How long it takes from a record, published, to the shares and the alert that come of it. */
package org.lodewatch.benchmarks.latency;
