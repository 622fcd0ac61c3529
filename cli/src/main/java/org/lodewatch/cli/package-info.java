/** The command line that the images hold. {@link org.lodewatch.cli.Main} starts it. */
package org.lodewatch.cli;
