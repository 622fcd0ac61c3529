/**
 * The lag of consumer groups in records and seconds. The rules are plain Java over samples
 * ({@link org.lodewatch.service.lag.PartitionWindow}, {@link org.lodewatch.service.lag.LogSurvey});
 * {@link org.lodewatch.service.lag.LagWatch} takes the samples from Kafka, and
 * {@link org.lodewatch.service.lag.LagMonitor} does so in the background.
 */
package org.lodewatch.service.lag;
