package org.lodewatch.clients.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a while what was not to be had, and why, so that nobody need ask for it again and again. */
final class FailureCache<K> {

    private static final int MOST = 10_000;

    private record Note(String reason, long until) {}

    private final long life;
    private final Map<K, Note> notes = new ConcurrentHashMap<>();

    FailureCache(Duration life) {
        this.life = life.toNanos();
    }

    /** Why it was not to be had; empty if that is not known, or too long ago. */
    Optional<String> recall(K key) {
        Note note = notes.get(key);
        return note != null && note.until() - System.nanoTime() > 0 ? Optional.of(note.reason()) : Optional.empty();
    }

    void note(K key, String reason) {
        if (notes.size() >= MOST) {
            long now = System.nanoTime();
            notes.values().removeIf(note -> note.until() - now <= 0);
            if (notes.size() >= MOST) {
                notes.clear();
            }
        }
        notes.put(key, new Note(reason, System.nanoTime() + life));
    }
}
