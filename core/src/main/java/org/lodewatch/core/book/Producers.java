package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.ShareMove;
import org.lodewatch.schemas.values.CountryCode;

/**
 * The countries that produce a mineral, for measures of what others supply.
 *
 * <p>A country that does not produce a mineral may refine it, or pass it on. The measures cannot tell these apart: they show
 * where to ask. Source of the producers: US Geological Survey, Mineral Commodity Summaries, world mine and refinery production.
 */
public final class Producers {

    /** A supplier that has lost as many points of the supply starts a detour. */
    private static final double LOSS = 10;

    private static final Comparator<ShareMove> LARGEST_GAIN_FIRST =
            Comparator.comparingDouble(ShareMove::getPoints).reversed().thenComparing(ShareMove::getCountry);

    private static final Comparator<ShareMove> LARGEST_LOSS_FIRST =
            Comparator.comparingDouble(ShareMove::getPoints).thenComparing(ShareMove::getCountry);

    private final boolean[] produces = new boolean[CountryCode.COUNT];

    /** The producers of a mineral. */
    public Producers(Production production) {
        production.producers().forEach(country -> produces[CountryCode.of(country)] = true);
    }

    /**
     * The part of the supply, 0 to 1, from countries that do not produce the mineral: the sum of their values, divided by that
     * of the supply. Unknown origins are in the supply, but not in the sum.
     */
    public double unproducedShare(Supply supply) {
        long value = 0;
        for (int column = 0; column < supply.totals().countries().size(); column++) {
            if (isOther(supply, column)) {
                value += supply.totals().get(column, Totals.VALUE);
            }
        }
        return Supply.part(value, supply.sum(Totals.VALUE));
    }

    /**
     * The detour of a supply: if a supplier has lost 10 points or more in twelve months, the sum of the gains of countries that
     * do not produce the mineral, in points of 100.
     *
     * @param yearBefore the supply twelve months earlier, with the same countries
     * @return empty if no supplier has lost so much, or no such country has gained
     */
    public Optional<Detour> detour(Supply supply, Supply yearBefore) {
        List<ShareMove> losers = new ArrayList<>();
        List<ShareMove> gainers = new ArrayList<>();
        for (int column = 0; column < supply.totals().countries().size(); column++) {
            double points = 100 * supply.valueShare(column) - 100 * yearBefore.valueShare(column);
            if (points <= -LOSS && supply.isSupplier(column)) {
                losers.add(new ShareMove(country(supply, column), points));
            } else if (points > 0 && isOther(supply, column)) {
                gainers.add(new ShareMove(country(supply, column), points));
            }
        }
        if (losers.isEmpty() || gainers.isEmpty()) {
            return Optional.empty();
        }
        losers.sort(LARGEST_LOSS_FIRST);
        gainers.sort(LARGEST_GAIN_FIRST);
        double sum = 0;
        for (ShareMove gain : gainers) {
            sum += gain.getPoints();
        }
        return Optional.of(new Detour(sum, losers, gainers));
    }

    /** Whether a column is a supplier that does not produce the mineral. */
    public boolean isOther(Supply supply, int column) {
        return supply.isSupplier(column)
                && !produces[supply.totals().countries().country(column)];
    }

    private static String country(Supply supply, int column) {
        return CountryCode.text(supply.totals().countries().country(column));
    }
}
