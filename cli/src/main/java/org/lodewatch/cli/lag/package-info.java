/** The lag of consumers as tables. */
package org.lodewatch.cli.lag;
