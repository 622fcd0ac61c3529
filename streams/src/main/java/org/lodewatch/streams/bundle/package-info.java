/**
 * Passes all records that one poll returned of a partition through Kafka Streams as one record, a bundle.
 *
 * <p>Kafka Streams does more work for each record (queues, contexts, sensors) than the ledger does. After each punctuation and
 * commit it also starts again with one record per task, so that with frequent flushes single records would wait for one
 * commit each.
 *
 * <p>The main consumer of {@link org.lodewatch.streams.bundle.BundlingClients} packs the polled records into one record, which
 * carries them as a header object. {@link org.lodewatch.streams.bundle.RecordBundle#deserializer} returns them to the processor as a
 * {@link org.lodewatch.streams.bundle.RecordBundle}. Restoring state does not involve bundles.
 */
package org.lodewatch.streams.bundle;
