/** How fast a log is replayed, beside the limits that the machine sets and the way that textbooks do it. */
package org.lodewatch.benchmarks.replay;
