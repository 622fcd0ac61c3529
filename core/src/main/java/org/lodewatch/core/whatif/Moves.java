package org.lodewatch.core.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * The assumed changes of a supply, in the order in which they apply: losses, moves, caps, and those of one kind as they were given.
 *
 * @param moves at least one
 */
public record Moves(List<Move> moves) {

    /** Changes of one question; more are a mistake. */
    private static final int MOST = 100;

    public Moves {
        moves = moves.stream().sorted(Comparator.comparing(Move::kind)).toList();
        if (moves.isEmpty()) {
            throw new OperatorException(
                    "nothing is assumed: name a loss (CN), a move (CN:20%:MX), a cap (CN:50%) or a scenario, such as"
                            + " china-antimony");
        }
        Set<String> lost = lost(moves);
        for (Move move : moves) {
            Set<String> receiving =
                    move.to().group().map(SupplierGroup::members).orElse(Set.of());
            if (!receiving.isEmpty() && lost.containsAll(receiving)) {
                throw new OperatorException("'%s': %s is lost, so it cannot supply more"
                        .formatted(move.text(), move.to().group().orElseThrow().name()));
            }
        }
    }

    /**
     * Reads what a user assumes.
     *
     * @throws OperatorException if something is not understood or contradicts the rest
     */
    public static Moves of(Catalogue catalogue, List<String> losses, List<String> moves, List<String> caps) {
        requireFew(losses.size() + moves.size() + caps.size());
        return new Moves(Stream.of(
                        losses.stream().map(text -> Move.of(catalogue, Move.Kind.LOSE, text)),
                        moves.stream().map(text -> Move.of(catalogue, Move.Kind.MOVE, text)),
                        caps.stream().map(text -> Move.of(catalogue, Move.Kind.CAP, text)))
                .flatMap(all -> all)
                .toList());
    }

    /**
     * Reads moves that begin with their kind, {@code lose CN}.
     *
     * @throws OperatorException if something is not understood or contradicts the rest
     */
    public static Moves of(Catalogue catalogue, List<String> texts) {
        requireFew(texts.size());
        List<Move> moves = new ArrayList<>();
        for (String text : texts) {
            String[] words = text.strip().split("\\s+", 2);
            Move.Kind kind = Stream.of(Move.Kind.values())
                    .filter(some -> words.length == 2 && some.word().equals(words[0]))
                    .findFirst()
                    .orElseThrow(() -> new OperatorException(
                            "'%s' is not understood: write lose CN, move CN:20%%:MX or cap CN:50%%".formatted(text)));
            moves.add(Move.of(catalogue, kind, words[1]));
        }
        return new Moves(moves);
    }

    private static void requireFew(int count) {
        if (count > MOST) {
            throw new OperatorException(
                    "%d losses, moves and caps: at most %d are answered at once".formatted(count, MOST));
        }
    }

    /** These and further ones. */
    public Moves and(Moves further) {
        return new Moves(Stream.concat(moves.stream(), further.moves.stream()).toList());
    }

    /** Alpha-2 codes of countries that are lost altogether. */
    public Set<String> lost() {
        return lost(moves);
    }

    private static Set<String> lost(List<Move> moves) {
        Set<String> lost = new HashSet<>();
        moves.stream()
                .filter(move ->
                        move.to().equals(Destination.LOST) && move.amount().equals(Amount.ALL))
                .forEach(move -> lost.addAll(move.members()));
        return lost;
    }

    /** As they are written, {@code lose CN; move RU:20%:CA}. */
    public String text() {
        return moves.stream().map(Move::text).collect(Collectors.joining("; "));
    }
}
