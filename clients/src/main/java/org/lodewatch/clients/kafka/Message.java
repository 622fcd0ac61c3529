package org.lodewatch.clients.kafka;

import java.time.Instant;
import java.util.Optional;

/**
 * What a reader finds in a topic.
 *
 * @param key the record's key
 * @param value empty for a tombstone: what stood under the key is gone
 * @param partition where it stands
 * @param publishedAt the record's timestamp
 */
public record Message<K, V>(K key, Optional<V> value, int partition, Instant publishedAt) {}
