/** Replays of one log: by the product, by the limits of the machine, by the textbook, and after a kill. */
package org.lodewatch.benchmarks.replay;
