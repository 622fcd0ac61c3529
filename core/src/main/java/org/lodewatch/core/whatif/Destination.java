package org.lodewatch.core.whatif;

import java.util.Optional;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Where moved goods come from instead.
 *
 * @param kind what it is
 * @param group the country or bloc; empty unless it is one
 */
record Destination(Kind kind, Optional<SupplierGroup> group) {

    enum Kind {
        /** Nowhere: the supply shrinks. */
        LOST,
        /** All other suppliers, in proportion to what they supply; unlisted origins too. */
        PRO_RATA,
        /** A country, or the members of a bloc in proportion to what they supply. */
        GROUP
    }

    static final Destination LOST = new Destination(Kind.LOST, Optional.empty());
    static final Destination PRO_RATA = new Destination(Kind.PRO_RATA, Optional.empty());

    /** @throws OperatorException if the text is neither {@code pro-rata} nor {@code lost}, a country or a bloc */
    static Destination of(Catalogue catalogue, String typed) {
        return switch (typed.strip()) {
            case "lost" -> LOST;
            case "pro-rata" -> PRO_RATA;
            default -> new Destination(Kind.GROUP, Optional.of(SupplierGroup.of(catalogue, typed.strip())));
        };
    }

    /** As it is written. */
    String text() {
        return switch (kind) {
            case LOST -> "lost";
            case PRO_RATA -> "pro-rata";
            case GROUP -> group.orElseThrow().id();
        };
    }
}
