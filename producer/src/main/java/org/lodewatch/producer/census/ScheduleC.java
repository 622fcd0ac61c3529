package org.lodewatch.producer.census;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.ImportBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries as the Census Bureau codes them. Thread-safe.
 *
 * <p>A code that the catalogue does not know is an unknown origin, not a fault: its imports belong to the total, and
 * without them every other country's share would be too large.
 */
final class ScheduleC {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleC.class);

    private final Catalogue catalogue;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    ScheduleC(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The country's ISO 3166-1 alpha-2 code, or XX.
     *
     * @param code four digits
     */
    String iso(String code) {
        return catalogue.countryByScheduleC(code).map(Country::iso2).orElseGet(() -> {
            if (unknown.add(code)) {
                LOG.warn(
                        "Schedule C country {} is not in the catalogue: its imports count as of unknown origin ({});"
                                + " countries.csv of a catalogue of your own (--catalog) can name it",
                        code,
                        ImportBounds.UNKNOWN_ORIGIN);
            }
            return ImportBounds.UNKNOWN_ORIGIN;
        });
    }
}
