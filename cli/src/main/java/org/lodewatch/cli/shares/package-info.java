/** Published shares as tables: all minerals of a source, or all suppliers of a mineral. */
package org.lodewatch.cli.shares;
