package org.lodewatch.core.vintage;

import org.apache.avro.specific.SpecificRecord;

/**
 * A record of customs-imports that can be decoded and is in the partition of its key.
 *
 * @param timestamp when it was published, milliseconds since 1970
 * @param key the record id in UTF-8
 */
public record LogMessage(int partition, long timestamp, byte[] key, SpecificRecord message) {}
