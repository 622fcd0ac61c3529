package org.lodewatch.schemas.catalogue;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A named list of countries. A policy may measure the sum of their shares.
 *
 * @param id lower-case letters, digits and hyphens, {@code entities-of-concern}
 * @param name as a sentence uses it, "foreign entities of concern"
 * @param members ISO 3166-1 alpha-2 codes, at least one, in alphabetical order
 */
public record Bloc(String id, String name, Set<String> members) {

    public Bloc {
        members = Collections.unmodifiableSet(new TreeSet<>(members));
    }
}
