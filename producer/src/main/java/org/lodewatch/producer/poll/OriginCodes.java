package org.lodewatch.producer.poll;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.catalogue.CountryLookup.Found;
import org.lodewatch.schemas.catalogue.CountryLookup.Kind;
import org.lodewatch.schemas.values.ImportBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Origins by the codes of a source. Thread-safe.
 *
 * <p>An area that is no country, or a code that is not in the catalogue, counts as an unknown origin (XX). This is not a
 * fault. Its imports belong to the total: without them every other country's share would be too large.
 */
public final class OriginCodes {

    private static final Logger LOG = LoggerFactory.getLogger(OriginCodes.class);

    /**
     * An origin: a country, or one of the areas that count as unknown.
     *
     * @param iso2 ISO 3166-1 alpha-2, or XX
     * @param area the source's code of an area that is no country, otherwise empty
     * @param name of the area; may be empty
     */
    public record Origin(String iso2, String area, String name) implements Comparable<Origin> {

        private static final Comparator<Origin> ORDER =
                Comparator.comparing(Origin::iso2).thenComparing(Origin::area);

        /** The fields of a row with this origin, without others. */
        public RawImport fields() {
            return area.isEmpty()
                    ? new RawImport().with(ImportField.ORIGIN, iso2)
                    : new RawImport().withOriginArea(area, name);
        }

        @Override
        public int compareTo(Origin other) {
            return ORDER.compare(this, other);
        }
    }

    private final String kind;
    private final CountryLookup countries;
    private final CountryCodes codes;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** @param kind names a code in the log, such as {@code Schedule C country} */
    public OriginCodes(String kind, CountryLookup countries, CountryCodes codes) {
        this.kind = kind;
        this.countries = countries;
        this.codes = codes;
    }

    /** The origin that a code means. */
    public Origin origin(String code) {
        Found found = countries.find(code, codes);
        if (found.kind() == Kind.COUNTRY) {
            return new Origin(found.iso2(), "", "");
        }
        if (found.kind() == Kind.NOT_FOUND && reported.add(code)) {
            LOG.warn(
                    "{} {} is not in the catalogue: its imports count as of unknown origin ({});"
                            + " add it to countries.csv or area_codes.csv of a catalogue directory (--catalog)",
                    kind,
                    code,
                    ImportBounds.UNKNOWN_ORIGIN);
        }
        return new Origin(ImportBounds.UNKNOWN_ORIGIN, code, found.name());
    }
}
