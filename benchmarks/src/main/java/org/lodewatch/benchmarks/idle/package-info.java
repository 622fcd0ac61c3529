/** What an instance costs the brokers while it has nothing to do. */
package org.lodewatch.benchmarks.idle;
