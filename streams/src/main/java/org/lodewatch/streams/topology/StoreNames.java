package org.lodewatch.streams.topology;

/** The names of the state stores. Those of stores with a changelog are part of its topic's name. */
public final class StoreNames {

    /** The ledger of one input partition. Restored from customs-imports; it has no changelog. */
    public static final String LEDGER = "import-ledger";

    /** The partials of the books. They can be rebuilt from customs-imports. */
    public static final String BOOK_PARTS = "mineral-book-parts";

    /** The books with unpublished changes, each with the windows that may already be published, if these must be republished. */
    public static final String UNPUBLISHED_BOOKS = "mineral-book-unpublished";

    /** The policies in force. They can be rebuilt from lodewatch-policies. */
    public static final String POLICIES = "policy-desk-policies";

    /** The last published state of each alert. It cannot be rebuilt from any topic. */
    public static final String ALERTS = "policy-desk-alerts";

    private StoreNames() {}
}
