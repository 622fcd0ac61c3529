package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.values.CountryCode;

/**
 * The blocs of each country, for the part of each bloc in a supply: the sum of the values of its members, divided by that of the
 * supply. The reporter is in none, because the supply is what other countries supply.
 */
public final class BlocMembers {

    private static final int[] NO_BLOCS = {};

    private final List<String> ids;

    /** By country: the indexes of its blocs. */
    private final int[][] blocsOf = new int[CountryCode.COUNT][];

    /** @param catalogue has the blocs, the first of which has index 0 */
    public BlocMembers(Catalogue catalogue) {
        this.ids = catalogue.blocs().stream().map(Bloc::id).toList();
        Arrays.fill(blocsOf, NO_BLOCS);
        for (int bloc = 0; bloc < ids.size(); bloc++) {
            for (String member : catalogue.blocs().get(bloc).members()) {
                int country = CountryCode.of(member);
                blocsOf[country] = Arrays.copyOf(blocsOf[country], blocsOf[country].length + 1);
                blocsOf[country][blocsOf[country].length - 1] = bloc;
            }
        }
    }

    /** The value and part of every bloc of the catalogue, by id; 0 for a bloc that supplies nothing. */
    List<BlocShare> shares(Supply supply) {
        Totals totals = supply.totals();
        long[] values = new long[ids.size()];
        for (int column = 0; column < totals.countries().size(); column++) {
            int country = totals.countries().country(column);
            if (country != supply.reporter()) {
                for (int bloc : blocsOf[country]) {
                    values[bloc] += totals.get(column, Totals.VALUE);
                }
            }
        }
        long supplied = supply.sum(Totals.VALUE);
        List<BlocShare> shares = new ArrayList<>(values.length);
        for (int bloc = 0; bloc < values.length; bloc++) {
            shares.add(new BlocShare(ids.get(bloc), values[bloc], Supply.part(values[bloc], supplied)));
        }
        return shares;
    }
}
