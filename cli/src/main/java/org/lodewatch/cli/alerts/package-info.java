/** Alerts as text, and the filter of {@code --since}. */
package org.lodewatch.cli.alerts;
