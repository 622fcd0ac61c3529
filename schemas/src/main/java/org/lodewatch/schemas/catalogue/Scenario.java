package org.lodewatch.schemas.catalogue;

import java.util.List;

/**
 * Assumed changes of a supply, with a name.
 *
 * @param id by which it is asked for
 * @param title what happens, in a few words
 * @param mineral the id of a book, or {@code *} for every book in which something changes
 * @param moves each as a text such as {@code lose CN}
 * @param source title, publisher and year of what it rests on
 */
public record Scenario(String id, String title, String mineral, List<String> moves, String source) {

    /** Means every book in which something changes. */
    public static final String ALL = "*";

    public Scenario {
        moves = List.copyOf(moves);
    }

    /** Whether it is of every book in which something changes. */
    public boolean isOfAll() {
        return mineral.equals(ALL);
    }
}
