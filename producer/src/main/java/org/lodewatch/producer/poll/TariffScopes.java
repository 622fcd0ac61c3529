package org.lodewatch.producer.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;

/**
 * The parts of the tariff that hold the catalogue's minerals: headings of four digits, or whole chapters where the
 * catalogue names a chapter. Feeds publish them whole, so that the log also holds the other codes of a heading, which a
 * later catalogue may use.
 */
public final class TariffScopes {

    private static final int HEADING_DIGITS = 4;

    private TariffScopes() {}

    /**
     * The codes of the catalogue that a source has which is asked for whole scopes, in order.
     *
     * @param digits the longest code of the source
     */
    public static List<String> codes(Catalogue catalogue, List<String> scopes, int digits) {
        return catalogue.commodities().stream()
                .map(Classification::prefix)
                .filter(prefix -> prefix.length() <= digits)
                .filter(prefix -> scopes.stream().anyMatch(prefix::startsWith))
                .toList();
    }

    /** In order; none begins with another. */
    public static List<String> of(Catalogue catalogue) {
        TreeSet<String> prefixes = new TreeSet<>();
        for (Classification commodity : catalogue.commodities()) {
            String prefix = commodity.prefix();
            prefixes.add(prefix.substring(0, Math.min(prefix.length(), HEADING_DIGITS)));
        }
        List<String> scopes = new ArrayList<>();
        for (String prefix : prefixes) {
            if (scopes.isEmpty() || !prefix.startsWith(scopes.get(scopes.size() - 1))) {
                scopes.add(prefix);
            }
        }
        return scopes;
    }
}
