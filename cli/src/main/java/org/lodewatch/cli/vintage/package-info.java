/** What policies would have said as the log came: reads it once in the order of time, and prints what was raised when. */
package org.lodewatch.cli.vintage;
