/**
 * Imports of the United States from the US Census Bureau. {@link org.lodewatch.producer.census.CensusSource} reads its
 * International Trade API, {@link org.lodewatch.producer.census.CensusBulkSource} its monthly files.
 */
package org.lodewatch.producer.census;
