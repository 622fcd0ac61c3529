/**
 * Runs an instance of the topology: settings, checks at the start, metrics, and the explanation of a failure.
 */
package org.lodewatch.streams.app;
