package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.messages.DependencePolicy;

/** What {@link KeepBooks} forwards to {@link JudgeBooks}. It never leaves the task. */
sealed interface JudgeInput {

    /** A changed policy, or without a value a deleted one. The books that it may select follow. */
    record ChangedPolicy(String id, Optional<DependencePolicy> policy) implements JudgeInput {}

    /**
     * A book to judge.
     *
     * @param published the as-of months whose shares are written in this transaction
     * @param settled whether past windows are published, too
     * @param newestImportAt when the newest import that changed the book was published; empty if none did
     */
    record ChangedBook(
            BookKey key,
            Windows windows,
            Clock clock,
            Set<Integer> published,
            boolean settled,
            Optional<Instant> newestImportAt)
            implements JudgeInput {}
}
