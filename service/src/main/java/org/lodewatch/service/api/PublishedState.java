package org.lodewatch.service.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;

/** What is published in the whole cluster, for paths that compute from it. Thread-safe. */
public interface PublishedState {

    /**
     * The windows of all books of each dataset and reporter that is wanted. They do not change with later records.
     *
     * @param dataset empty for all
     * @param reporter empty for all
     * @throws io.javalin.http.ServiceUnavailableResponse while the topics are being read
     */
    List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter);

    /**
     * All policies, by id.
     *
     * @throws io.javalin.http.ServiceUnavailableResponse while the topics are being read
     */
    Map<String, DependencePolicy> policies();

    /**
     * The as-of months of each book, in months since 1970, in the order of the books.
     *
     * @throws io.javalin.http.ServiceUnavailableResponse while the topics are being read
     */
    Map<BookKey, SortedSet<Integer>> months();

    /**
     * The content of dependence-alert-status: every alert, also resolved ones.
     *
     * @throws io.javalin.http.ServiceUnavailableResponse while the topics are being read
     */
    List<DependenceAlert> statuses();
}
