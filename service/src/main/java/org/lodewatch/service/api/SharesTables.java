package org.lodewatch.service.api;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.book.BookKey;

/**
 * Rows of tables that were asked for, as compressed JSON by dataset and reporter, so that a new answer encodes only what has changed.
 * Those that were asked for least recently are deleted first. Thread-safe.
 */
final class SharesTables {

    /** A table of 7,500 books takes 0.7 MB, and one as of each of 60 months 40 MB. */
    static final long MOST_BYTES = 48L << 20;

    private static final int BYTES_AN_ENTRY = 256;

    private record Key(BookKey.Owner owner, TableQuery query) {}

    private record Rows(long version, CompressedText text) {

        private long bytes() {
            return text.blocks().length + BYTES_AN_ENTRY;
        }
    }

    private final long mostBytes;
    private final Map<Key, Rows> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param mostBytes of all rows that are kept */
    SharesTables(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * The rows of a dataset and reporter.
     *
     * @param version of its shares and alerts
     * @return empty if they have not been asked for, or are of another version
     */
    synchronized Optional<CompressedText> find(BookKey.Owner owner, TableQuery query, long version) {
        return Optional.ofNullable(kept.get(new Key(owner, query)))
                .filter(rows -> rows.version() == version)
                .map(Rows::text);
    }

    synchronized void keep(BookKey.Owner owner, TableQuery query, long version, CompressedText text) {
        Rows rows = new Rows(version, text);
        Rows old = kept.put(new Key(owner, query), rows);
        bytes += rows.bytes() - (old == null ? 0 : old.bytes());
        Iterator<Rows> oldest = kept.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** The size of all rows that are kept. */
    synchronized long bytes() {
        return bytes;
    }
}
