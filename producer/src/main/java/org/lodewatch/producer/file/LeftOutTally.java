package org.lodewatch.producer.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.producer.feed.LeftOut;

/** Counts what is left out, by kind. */
final class LeftOutTally {

    /** Kinds that are counted apart; texts of a file can make many. */
    private static final int MOST_KINDS = 50;

    private static final String OTHER = "other kinds";

    private final Map<String, LeftOut> kinds = new LinkedHashMap<>();

    /** Counts one thing at a line. */
    void add(String kind, long line) {
        add(kind, 1, line);
    }

    /** Counts things of which the first is at a line. */
    void add(String kind, long count, long line) {
        String key = kinds.containsKey(kind) || kinds.size() < MOST_KINDS ? kind : OTHER;
        kinds.merge(
                key,
                new LeftOut(key, count, line),
                (first, next) -> new LeftOut(key, first.count() + next.count(), first.firstLine()));
    }

    /** The kinds in the order of their first lines. */
    List<LeftOut> kinds() {
        return new ArrayList<>(kinds.values());
    }
}
