/** How long commands take, from the start of the launcher to its end. */
package org.lodewatch.benchmarks.startup;
