/** How fast a feed publishes a file. */
package org.lodewatch.benchmarks.publish;
