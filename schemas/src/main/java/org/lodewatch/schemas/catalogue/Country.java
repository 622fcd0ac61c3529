package org.lodewatch.schemas.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A country or territory that trade can come from.
 *
 * @param iso2 ISO 3166-1 alpha-2, upper case; {@code XX} is an unknown or unlisted origin
 * @param iso3 ISO 3166-1 alpha-3, upper case; empty for {@code XX}, and where a catalogue does not give it
 * @param name the short name a sentence uses
 * @param scheduleC its US Census Schedule C codes, four digits each; empty where Schedule C does not list it
 * @param m49 UN M49 (ISO 3166-1 numeric); empty for {@code XX} and Kosovo
 * @param comtrade the codes UN Comtrade uses in place of M49 (842 for the United States); empty where it follows M49
 */
public record Country(
        String iso2,
        Optional<String> iso3,
        String name,
        List<String> scheduleC,
        OptionalInt m49,
        List<Integer> comtrade) {

    /** The ISO code of an unknown or unlisted origin: it counts in a total and never as a supplier. */
    public static final String UNKNOWN = "XX";

    public Country {
        scheduleC = List.copyOf(scheduleC);
        comtrade = List.copyOf(comtrade);
    }
}
