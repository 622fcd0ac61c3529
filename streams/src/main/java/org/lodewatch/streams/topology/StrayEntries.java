package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.topics.Topics;

/** The entries of changelogs that no instance can have written, of each store of each task, from its restore to its first flush. */
final class StrayEntries {

    private final Map<String, OfStore> byStore = new ConcurrentHashMap<>();

    private record Stray(byte[] key, byte[] value, Rejection rejection) {}

    /** Those of one store. */
    static final class OfStore {

        private final Map<String, Stray> byKey = new LinkedHashMap<>();

        synchronized void add(String text, byte[] key, byte[] value, Rejection rejection) {
            byKey.put(text, new Stray(key, value, rejection));
        }

        synchronized void remove(String text) {
            byKey.remove(text);
        }

        synchronized void clear() {
            byKey.clear();
        }

        /** The keys of entries that are passed over. */
        synchronized Set<String> keys() {
            return Set.copyOf(byKey.keySet());
        }

        /**
         * Rejects each, and writes the value before it, or a tombstone, over it, so that the next restore does not find it.
         *
         * @return whether there was any
         */
        synchronized <V> boolean replace(
                ProcessorContext<Object, Object> context, KeyValueStore<String, V> store, SkippedInput rejected) {
            boolean any = !byKey.isEmpty();
            String changelog =
                    Topics.changelog(context.applicationId(), store.name()).name();
            byKey.forEach((text, stray) -> {
                store.put(text, store.get(text));
                rejected.rejectEntry(changelog, stray.key(), stray.value(), stray.rejection());
            });
            byKey.clear();
            return any;
        }
    }

    OfStore of(TaskId task, String store) {
        return byStore.computeIfAbsent(task + "/" + store, any -> new OfStore());
    }

    static String text(byte[] key) {
        return new String(key, UTF_8);
    }
}
