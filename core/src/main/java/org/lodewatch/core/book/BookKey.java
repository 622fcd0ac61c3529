package org.lodewatch.core.book;

import org.lodewatch.schemas.values.Months;

/**
 * Names a book: one dataset's view of one reporter's imports of one mineral, or of one form of it.
 *
 * <p>The last part is the id of a mineral, or {@code titanium-sponge}, that of a form. No part contains a slash, so its text, {@code dataset/reporter/mineral}, is unambiguous.
 */
public record BookKey(String dataset, String reporter, String mineral) {

    /** Parses the result of {@link #toString}. */
    public static BookKey of(String text) {
        String[] parts = text.split("/");
        return new BookKey(parts[0], parts[1], parts[2]);
    }

    /** The key of this book's shares as of a month, such as {@code us-census/US/antimony@2024-12}. */
    public String at(int asOf) {
        return this + "@" + Months.text(asOf);
    }

    /** The dataset and reporter. All books of one owner share a clock and a task. */
    public Owner owner() {
        return new Owner(dataset, reporter);
    }

    @Override
    public String toString() {
        return dataset + "/" + reporter + "/" + mineral;
    }

    /** A dataset and a reporter. */
    public record Owner(String dataset, String reporter) {

        @Override
        public String toString() {
            return dataset + "/" + reporter;
        }
    }
}
