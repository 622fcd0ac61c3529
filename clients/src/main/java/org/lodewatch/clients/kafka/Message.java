package org.lodewatch.clients.kafka;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A decoded record of a topic.
 *
 * @param key the record's key
 * @param value empty for a tombstone, which deletes the key
 * @param publishedAt the record's timestamp
 */
public record Message<K, V>(K key, Optional<V> value, int partition, long offset, Instant publishedAt) {

    /** Applies this message to the newest values by key: puts its value, or removes the key if it is a tombstone. */
    public void applyTo(Map<? super K, ? super V> newest) {
        value.ifPresentOrElse(present -> newest.put(key, present), () -> newest.remove(key));
    }
}
