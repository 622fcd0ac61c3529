/** How soon an instance that was killed is back, and how much memory what it knows takes. */
package org.lodewatch.benchmarks.restore;
