/** Finds the records of topics that do not belong in them. */
package org.lodewatch.cli.deepcheck;
