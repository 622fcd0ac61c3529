package org.lodewatch.schemas.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a column that must be unique has held so far. */
final class UniqueRows {

    private final String what;
    private final Map<String, RowLocation> places = new HashMap<>();

    UniqueRows(String what) {
        this.what = what;
    }

    /** Notes a value; a mistake, and false, where an earlier row holds it. */
    boolean first(String value, RowLocation place, CatalogueErrors mistakes) {
        RowLocation earlier = places.putIfAbsent(value, place);
        if (earlier != null) {
            mistakes.add(
                    place,
                    what + " \"" + value + "\" already stands in line " + earlier.line() + "; remove one of the two");
        }
        return earlier == null;
    }

    Set<String> values() {
        return places.keySet();
    }
}
