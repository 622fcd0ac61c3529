/** Alerts as text. */
package org.lodewatch.cli.alerts;
