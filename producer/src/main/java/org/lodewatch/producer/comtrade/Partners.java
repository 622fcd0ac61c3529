package org.lodewatch.producer.comtrade;

import java.util.HashSet;
import java.util.Set;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.ImportBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries as Comtrade codes them. Used by one thread at a time.
 *
 * <p>A code that the catalogue does not know is an unknown origin, as are Comtrade's areas not elsewhere specified: its
 * imports belong to the total, and without them every other country's share would be too large.
 */
final class Partners {

    private static final Logger LOG = LoggerFactory.getLogger(Partners.class);

    private final Catalogue catalogue;
    private final Set<Integer> unknown = new HashSet<>();

    Partners(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The country's ISO 3166-1 alpha-2 code, or XX. */
    String iso(int code) {
        return catalogue.countryByComtrade(code).map(Country::iso2).orElseGet(() -> {
            if (unknown.add(code)) {
                LOG.warn(
                        "UN Comtrade's partner {} is not in the catalogue: its imports count as of unknown origin ({});"
                                + " countries.csv of a catalogue of your own (--catalog) can name it",
                        code,
                        ImportBounds.UNKNOWN_ORIGIN);
            }
            return ImportBounds.UNKNOWN_ORIGIN;
        });
    }

    /**
     * Comtrade's code of a reporter.
     *
     * @param iso2 ISO 3166-1 alpha-2
     * @throws OperatorException if it has none
     */
    static int code(String iso2, Catalogue catalogue) {
        Country country = catalogue
                .country(iso2)
                .filter(known -> !known.iso2().equals(Country.UNKNOWN))
                .orElseThrow(() -> new OperatorException("UN Comtrade, reporter: " + iso2
                        + " is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code such as US"));
        if (!country.comtrade().isEmpty()) {
            return country.comtrade().get(0);
        }
        return country.m49()
                .orElseThrow(() -> new OperatorException(
                        "UN Comtrade, reporter: the catalogue has no code of UN Comtrade's for " + country.name()));
    }
}
