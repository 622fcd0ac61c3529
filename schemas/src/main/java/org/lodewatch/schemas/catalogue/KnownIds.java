package org.lodewatch.schemas.catalogue;

import java.util.Set;

/** The names that other files may refer to. */
final class KnownIds {

    private final String what;
    private final String file;
    private final Set<String> names;
    private final boolean complete;

    /** @param complete false where the file could not be read whole: every name then passes */
    KnownIds(String what, String file, Set<String> names, boolean complete) {
        this.what = what;
        this.file = file;
        this.names = Set.copyOf(names);
        this.complete = complete;
    }

    /** Whether a reference holds; if not, a mistake, unless it is a bundled file that refers to what the user left out. */
    boolean holds(SheetCell reference, SourceFile referrer, CatalogueErrors mistakes) {
        if (!complete || names.contains(reference.text())) {
            return true;
        }
        if (!referrer.bundled()) {
            mistakes.add(
                    reference.place(),
                    what + " " + reference.quoted() + " is not in " + file + "; add it there or correct the name");
        }
        return false;
    }
}
