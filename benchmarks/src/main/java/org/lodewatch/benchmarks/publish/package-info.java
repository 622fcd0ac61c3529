/** How fast a feed gets into the log. */
package org.lodewatch.benchmarks.publish;
