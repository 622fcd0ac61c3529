/** A campaign of faults against brokers, instances, feeds and subscribers in processes of their own. */
package org.lodewatch.benchmarks.chaos;
