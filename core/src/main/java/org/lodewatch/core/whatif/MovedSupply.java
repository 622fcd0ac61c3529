package org.lodewatch.core.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.whatif.Flow.Recipient;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.CountryCode;

/**
 * A window's supply after assumed changes.
 *
 * <p>Percentages are of the supply as it is published. A source that supplies less than is moved gives all that it supplies.
 * Returned goods are no supply: they never move. Unlisted origins are no named supplier, but they are a part of what others
 * supply: what all others take over, they take over in proportion, too.
 */
final class MovedSupply {

    private final Catalogue catalogue;
    private final BookKey book;
    private final Supply published;
    private final Totals totals;
    private final List<Flow> flows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long movedCents;
    private long lostCents;

    private MovedSupply(Catalogue catalogue, BookKey book, Totals totals) {
        this.catalogue = catalogue;
        this.book = book;
        this.published = Supply.of(book, totals);
        this.totals = totals.in(columns(totals));
    }

    /**
     * Applies moves to the sums of a window.
     *
     * @param totals stay as they are
     */
    static MovedSupply of(Catalogue catalogue, BookKey book, Totals totals, Moves moves) {
        MovedSupply moved = new MovedSupply(catalogue, book, totals);
        moves.moves().forEach(move -> moved.apply(move, moves.lost()));
        return moved;
    }

    /** The columns of all present countries, in their order, to which new suppliers are added. */
    private static Countries columns(Totals totals) {
        Countries countries = new Countries();
        for (int column = 0; column < totals.countries().size(); column++) {
            countries.column(totals.countries().country(column));
        }
        return countries;
    }

    /** The sums after all moves, with columns of their own that begin with those of the published sums. */
    Totals totals() {
        return totals;
    }

    /** The sums of a form after the same moves, with the columns of {@link #totals()}. */
    Totals part(Totals form) {
        Totals moved = form.in(totals.countries());
        flows.forEach(flow -> flow.applyTo(moved));
        return moved;
    }

    /** What is missing, in cents. */
    long lostCents() {
        return lostCents;
    }

    /** What is missing or comes from elsewhere, in cents. */
    long movedCents() {
        return movedCents;
    }

    /** Where a move did less than it says, or rests on an assumption. */
    List<String> notes() {
        return notes;
    }

    private void apply(Move move, Set<String> lost) {
        Supply supply = Supply.of(book, totals);
        Map<Integer, Long> sources = values(move.from().isPresent() ? numbers(move.members()) : others(move));
        long available = sum(sources);
        if (available == 0) {
            notes.add(none(move));
            return;
        }
        long amount = amount(move, available, supply);
        if (amount == 0) {
            notes.add("%s supplies %s: %s changes nothing"
                    .formatted(move.source(), percent(available, supply.sum(Totals.VALUE)), move.text()));
            return;
        }
        if (amount > available) {
            notes.add("%s supplies %s: %s moves all of that"
                    .formatted(move.source(), percent(available, published.sum(Totals.VALUE)), move.text()));
            amount = available;
        }
        boolean isLost = move.to().equals(Destination.LOST);
        List<Recipient> recipients = isLost ? List.of() : recipients(move, lost);
        if (!isLost && recipients.isEmpty()) {
            notes.add((move.to().equals(Destination.PRO_RATA)
                            ? "there is no other supplier: %s changes nothing"
                            : "what the reporter makes itself is not imported, so %s changes nothing: write lost instead")
                    .formatted(move.text()));
            return;
        }
        List<Recipient> weighted = sources.entrySet().stream()
                .map(source -> new Recipient(source.getKey(), source.getValue()))
                .toList();
        long[] amounts = Flow.divide(amount, weighted);
        for (int i = 0; i < amounts.length; i++) {
            Flow flow = new Flow(
                    weighted.get(i).country(), amounts[i], weighted.get(i).weight(), recipients);
            flow.applyTo(totals);
            flows.add(flow);
        }
        movedCents += amount;
        lostCents += isLost ? amount : 0;
    }

    private String none(Move move) {
        if (move.members().equals(Set.of(book.reporter()))) {
            return "%s is the reporter, whose returned goods are no supply: %s changes nothing"
                    .formatted(move.source(), move.text());
        }
        return move.from().isPresent()
                ? "%s supplies none of it: %s changes nothing".formatted(move.source(), move.text())
                : "there is no other supplier: %s changes nothing".formatted(move.text());
    }

    private long amount(Move move, long available, Supply supply) {
        if (move.kind() != Move.Kind.CAP) {
            return move.amount().of(move.amount().ofSupply() ? published.sum(Totals.VALUE) : available);
        }
        long all = supply.sum(Totals.VALUE);
        if (!move.to().equals(Destination.LOST)) {
            return Math.max(0, available - move.amount().of(all));
        }
        // Where the excess is lost, the supply shrinks: the part is one of what is left.
        return Math.max(0, available - move.amount().besides(all - available));
    }

    private List<Recipient> recipients(Move move, Set<String> lost) {
        if (move.to().equals(Destination.PRO_RATA)) {
            Set<Integer> others = suppliers();
            others.removeAll(numbers(move.members()));
            return values(others).entrySet().stream()
                    .map(other -> new Recipient(other.getKey(), other.getValue()))
                    .toList();
        }
        Set<String> members = new TreeSet<>(move.to().group().orElseThrow().members());
        members.removeAll(lost);
        Set<Integer> countries = numbers(members);
        Map<Integer, Long> values = values(countries);
        if (!values.isEmpty()) {
            return values.entrySet().stream()
                    .map(member -> new Recipient(member.getKey(), member.getValue()))
                    .toList();
        }
        if (countries.size() == 1) {
            notes.add("%s supplies none of it now"
                    .formatted(name(countries.iterator().next())));
        } else if (!countries.isEmpty()) {
            notes.add("no member of %s supplies it now: each takes over the same: %s"
                    .formatted(
                            move.to().group().orElseThrow().name(),
                            countries.stream().map(this::name).collect(Collectors.joining(", "))));
        }
        return countries.stream().map(country -> new Recipient(country, 1)).toList();
    }

    /** Everybody who supplies something and is no destination of a move, unlisted origins included. */
    private Set<Integer> others(Move move) {
        Set<Integer> others = suppliers();
        others.removeAll(numbers(move.to().group().orElseThrow().members()));
        return others;
    }

    private Set<Integer> suppliers() {
        Set<Integer> suppliers = new TreeSet<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            suppliers.add(totals.countries().country(column));
        }
        suppliers.remove(CountryCode.of(book.reporter()));
        return suppliers;
    }

    /** The numbers of countries, without the reporter, whose goods are returned ones. */
    private Set<Integer> numbers(Set<String> countries) {
        return countries.stream()
                .filter(country -> !country.equals(book.reporter()))
                .map(CountryCode::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of each country that has one. */
    private Map<Integer, Long> values(Set<Integer> countries) {
        Map<Integer, Long> values = new TreeMap<>();
        for (int country : countries) {
            long value = totals.of(country, Totals.VALUE);
            if (value > 0) {
                values.put(country, value);
            }
        }
        return values;
    }

    private static long sum(Map<Integer, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }

    private String name(int country) {
        String iso2 = CountryCode.text(country);
        return catalogue.country(iso2).map(Country::name).orElse(iso2);
    }

    private static String percent(long some, long all) {
        return String.format(Locale.ROOT, "%.1f %%", all == 0 ? 0 : 100.0 * some / all);
    }
}
