/** Progress, result and health of a feed, as the {@code produce} commands show them. */
package org.lodewatch.cli.imports;
