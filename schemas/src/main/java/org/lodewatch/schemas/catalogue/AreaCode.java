package org.lodewatch.schemas.catalogue;

import java.util.Optional;

/**
 * A code or name of a statistical office that is no country of the catalogue.
 *
 * @param code as the office writes it; empty for a name alone
 * @param iso2 XX for a special area, a country that the code or part belongs to, empty for a total over countries
 */
record AreaCode(String code, String name, Optional<String> iso2) {}
