/** The output of {@code explain} and {@code changes}, and the log that they read. */
package org.lodewatch.cli.explain;
