/** The output of {@code explain} and {@code changes}. */
package org.lodewatch.cli.explain;
