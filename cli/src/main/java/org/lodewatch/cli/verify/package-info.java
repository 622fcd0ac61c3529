/** Compares what is published with a recount of the log by independent code. */
package org.lodewatch.cli.verify;
