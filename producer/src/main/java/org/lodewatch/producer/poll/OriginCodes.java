package org.lodewatch.producer.poll;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.ImportBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries of origin by the codes of a source. Thread-safe.
 *
 * <p>A code that is not in the catalogue counts as an unknown origin (XX). This is not a fault. Its imports belong to
 * the total: without them every other country's share would be too large.
 *
 * @param <C> the type of the source's codes
 */
public final class OriginCodes<C> {

    private static final Logger LOG = LoggerFactory.getLogger(OriginCodes.class);

    private final String kind;
    private final Function<C, Optional<Country>> countries;
    private final Set<C> reported = ConcurrentHashMap.newKeySet();

    /** @param kind names a code in the log, such as {@code Schedule C country} */
    public OriginCodes(String kind, Function<C, Optional<Country>> countries) {
        this.kind = kind;
        this.countries = countries;
    }

    /** The country's ISO 3166-1 alpha-2 code, or XX. */
    public String iso(C code) {
        return countries.apply(code).map(Country::iso2).orElseGet(() -> {
            if (reported.add(code)) {
                LOG.warn(
                        "{} {} is not in the catalogue: its imports count as of unknown origin ({});"
                                + " add it to countries.csv of a catalogue directory (--catalog)",
                        kind,
                        code,
                        ImportBounds.UNKNOWN_ORIGIN);
            }
            return ImportBounds.UNKNOWN_ORIGIN;
        });
    }
}
