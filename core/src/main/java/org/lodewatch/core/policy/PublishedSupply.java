package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;

/** What other countries supply in a published window, by value or by weight, as policies with that measure judge it. */
public final class PublishedSupply {

    /** Value in cents times this, by weight in grams, is value a kilogram. */
    private static final double PER_KILOGRAM = 10;

    private static final double PERCENT = 100;

    private final MeasuredWindow window;

    private PublishedSupply(MeasuredWindow window) {
        this.window = window;
    }

    /**
     * The supply of a window.
     *
     * @param measure value or weight; contained weight needs the windows of other books
     */
    public static PublishedSupply of(MineralShares shares, Measure measure) {
        if (measure == Measure.CONTAINED_WEIGHT) {
            throw new IllegalArgumentException("contained weight needs the windows of other books");
        }
        Totals totals = PublishedWindows.totals(shares, new Countries());
        Supply supply = new Supply(totals, CountryCode.of(shares.getReporter()));
        return new PublishedSupply(new MeasuredWindow(measure, supply, Optional.empty()));
    }

    /**
     * One country's part of the supply.
     *
     * @param country alpha-2 code
     * @param share 0 to 1
     */
    public record Part(String country, double share) {}

    /** Why there are no shares by the measure, to follow "because"; empty if there are. */
    public Optional<String> absence() {
        return window.absence();
    }

    /** The parts of the suppliers, the largest first; none where they are absent. Unknown origins are no supplier. */
    public List<Part> suppliers() {
        List<Part> parts = new ArrayList<>();
        Countries countries = window.supply().totals().countries();
        for (int column = 0; absence().isEmpty() && column < countries.size(); column++) {
            if (window.isSupplier(column) && window.share(column) > 0) {
                parts.add(new Part(CountryCode.text(countries.country(column)), window.share(column)));
            }
        }
        parts.sort(Comparator.comparingDouble(Part::share).reversed().thenComparing(Part::country));
        return parts;
    }

    /** Herfindahl-Hirschman index, 0 to 10,000; empty where the shares are absent. */
    public OptionalDouble hhi() {
        return absence().isEmpty() ? OptionalDouble.of(window.hhi()) : OptionalDouble.empty();
    }

    /** The part, 0 to 1, of some countries together, which the reporter's own goods are not in; empty where the shares are absent. */
    public OptionalDouble share(Collection<String> countries) {
        return absence().isEmpty()
                ? OptionalDouble.of(
                        window.percent(countries.stream().map(CountryCode::of).toList()) / PERCENT)
                : OptionalDouble.empty();
    }

    /** Value a kilogram, in units of the currency, of all rows that have a weight; empty without one. */
    public OptionalDouble unitValue() {
        Totals totals = window.supply().totals();
        long grams = totals.sum(Totals.WEIGHT);
        return grams > 0
                ? OptionalDouble.of(PER_KILOGRAM * totals.sum(Totals.WEIGHED_VALUE) / grams)
                : OptionalDouble.empty();
    }
}
