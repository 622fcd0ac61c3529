/**
 * The terminal: lines, tables, bars, and lines that are overwritten. Other classes print only through
 * {@link org.lodewatch.cli.output.Screen}.
 */
package org.lodewatch.cli.output;
