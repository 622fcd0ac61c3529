/** Copies customs-imports into another number of partitions, in steps that may be interrupted. */
package org.lodewatch.cli.repartition;
