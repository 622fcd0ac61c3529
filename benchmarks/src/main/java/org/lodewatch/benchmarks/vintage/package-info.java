/** How fast the log is judged as it came. */
package org.lodewatch.benchmarks.vintage;
