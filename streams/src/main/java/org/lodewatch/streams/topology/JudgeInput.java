package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.messages.DependencePolicy;

/** What {@link KeepBooks} hands to {@link JudgeBooks}; it never leaves the task. */
sealed interface JudgeInput {

    /** A policy has changed; without a value, it was deleted. The books it may concern follow. */
    record PolicyChanged(String id, Optional<DependencePolicy> policy) implements JudgeInput {}

    /**
     * A book as it stands.
     *
     * @param published the as-of months whose shares have been written in this transaction
     * @param newestImportAt when the newest import was published that has changed it; empty if none has
     */
    record BookShown(
            BookKey key, Windows windows, Clock clock, Set<Integer> published, Optional<Instant> newestImportAt)
            implements JudgeInput {}
}
