/** What feeds and the topology could not use, from the topic {@code customs-imports-rejected}. */
package org.lodewatch.cli.rejected;
