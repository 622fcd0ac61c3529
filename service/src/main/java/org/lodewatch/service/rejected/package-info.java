/** What feeds and the topology could not use, from the topic {@code customs-imports-rejected}, and {@code /api/rejected}. */
package org.lodewatch.service.rejected;
