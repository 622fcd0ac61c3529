/**
 * Who is behind, in records and in seconds. The rules are plain Java over samples
 * ({@link org.lodewatch.service.lag.PartitionWindow}, {@link org.lodewatch.service.lag.LogSurvey});
 * {@link org.lodewatch.service.lag.LagWatch} takes the samples from Kafka, once or again and again, and
 * {@link org.lodewatch.service.lag.LagMonitor} does so in the background.
 */
package org.lodewatch.service.lag;
