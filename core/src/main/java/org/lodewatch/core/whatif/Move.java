package org.lodewatch.core.whatif;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * One assumed change of a supply.
 *
 * @param kind what happens
 * @param from whose goods; empty for all suppliers but those of the destination
 * @param amount how much of them; for a cap, the part of the supply that they keep at most
 * @param to where the goods come from instead
 */
public record Move(Kind kind, Optional<SupplierGroup> from, Amount amount, Destination to) {

    /** What happens. All losses come first, then moves, then caps, so that a cap holds in the result. */
    public enum Kind {
        /** {@code CN} or {@code CN:1/2}: goods are missing. */
        LOSE("CN, CN:1/2 or CN:20%"),
        /** {@code CN:20%:MX}: goods come from elsewhere. */
        MOVE("CN:20%:MX, CN:20%:pro-rata or others:1/10:usmca"),
        /** {@code CN:50%}: what is above comes from elsewhere. */
        CAP("CN:50%, CN:50%:MX or CN:50%:lost");

        private final String examples;

        Kind(String examples) {
            this.examples = examples;
        }

        /** Its name in texts: {@code lose}, {@code move} or {@code cap}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As the source of a move: every supplier that the destination does not name. */
    private static final String OTHERS = "others";

    /**
     * Reads a move.
     *
     * @param text such as {@code CN}, {@code CN:20%:MX} or {@code CN:50%}
     * @throws OperatorException if it is none; the message has examples, or the nearest names
     */
    static Move of(Catalogue catalogue, Kind kind, String text) {
        List<String> parts = Stream.of(text.split(":", -1)).map(String::strip).toList();
        boolean fits = parts.stream().noneMatch(String::isEmpty)
                && switch (kind) {
                    case LOSE -> parts.size() <= 2;
                    case MOVE -> parts.size() == 3;
                    case CAP -> parts.size() == 2 || parts.size() == 3;
                };
        if (!fits) {
            throw new OperatorException(
                    "%s '%s' is not understood: write %s".formatted(kind.word(), text, kind.examples));
        }
        Optional<SupplierGroup> from = kind == Kind.MOVE && parts.get(0).equals(OTHERS)
                ? Optional.empty()
                : Optional.of(SupplierGroup.of(catalogue, parts.get(0)));
        Amount amount = parts.size() == 1 ? Amount.ALL : Amount.of(parts.get(1));
        Destination to = switch (kind) {
            case LOSE -> Destination.LOST;
            case MOVE -> Destination.of(catalogue, parts.get(2));
            case CAP -> parts.size() == 3 ? Destination.of(catalogue, parts.get(2)) : Destination.PRO_RATA;
        };
        Move move = new Move(kind, from, amount, to);
        move.fault().ifPresent(fault -> {
            throw new OperatorException("%s '%s': %s".formatted(kind.word(), text, fault));
        });
        return move;
    }

    private Optional<String> fault() {
        if (kind == Kind.CAP && !amount.ofSupply()) {
            return Optional.of("a cap is a part of the supply, such as 50%");
        }
        if (from.isEmpty() && to.group().isEmpty()) {
            return Optional.of("others move to a country or a bloc, such as others:1/10:usmca");
        }
        Set<String> common = new TreeSet<>(members());
        common.retainAll(to.group().map(SupplierGroup::members).orElse(Set.of()));
        return common.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "source and destination have %s in common: name others".formatted(String.join(", ", common)));
    }

    /** Alpha-2 codes of the source; none if it is all others. */
    Set<String> members() {
        return from.map(SupplierGroup::members).orElse(Set.of());
    }

    /** The name of the source in a sentence. */
    String source() {
        return from.map(SupplierGroup::name).orElse(OTHERS);
    }

    /** As it is written in a scenario: {@code lose CN}, {@code move CN:20%:MX}. */
    public String text() {
        String text = kind.word() + " " + from.map(SupplierGroup::id).orElse(OTHERS);
        return switch (kind) {
            case LOSE -> amount.equals(Amount.ALL) ? text : text + ":" + amount.text();
            case MOVE, CAP -> text + ":" + amount.text() + ":" + to.text();
        };
    }
}
