/** Steady load, as a live feed would bring it. */
package org.lodewatch.benchmarks.load;
