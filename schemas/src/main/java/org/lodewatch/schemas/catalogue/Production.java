package org.lodewatch.schemas.catalogue;

import java.util.Set;

/**
 * Which countries the USGS lists as producers of a mineral.
 *
 * @param mineral the id of the mineral
 * @param producers ISO 3166-1 alpha-2 codes of the countries with mine or refinery production in one of the years
 * @param verb what they do: {@code mine}, {@code refine} or {@code mine or refine}
 * @param years {@code 2024 and 2025}
 * @param edition {@code MCS2026}
 */
public record Production(String mineral, Set<String> producers, String verb, String years, String edition) {}
