package org.lodewatch.schemas.catalogue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people call minerals and forms: ids, names, symbols and aliases, in any case, with blanks or hyphens. */
final class BookNames {

    private final Map<String, String> books = new HashMap<>();

    BookNames(List<Mineral> minerals, List<Form> forms) {
        // What comes first wins: an id before a name, a name before an alias, so that no alias hides a book.
        minerals.forEach(mineral -> add(mineral.id(), mineral.id()));
        forms.forEach(form -> add(form.book(), form.book()));
        forms.forEach(form -> add(form.mineral() + "-" + form.id(), form.book()));
        minerals.forEach(mineral -> add(mineral.name(), mineral.id()));
        forms.forEach(form -> add(form.name(), form.book()));
        minerals.forEach(mineral -> mineral.symbol().ifPresent(symbol -> add(symbol, mineral.id())));
        minerals.forEach(mineral -> mineral.aliases().forEach(alias -> add(alias, mineral.id())));
    }

    Optional<String> find(String typed) {
        return Optional.ofNullable(books.get(folded(typed)));
    }

    /** Every name, folded. */
    Set<String> all() {
        return Collections.unmodifiableSet(books.keySet());
    }

    private void add(String name, String book) {
        books.putIfAbsent(folded(name), book);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    }
}
