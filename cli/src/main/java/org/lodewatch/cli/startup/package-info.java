/** What makes commands start faster. */
package org.lodewatch.cli.startup;
