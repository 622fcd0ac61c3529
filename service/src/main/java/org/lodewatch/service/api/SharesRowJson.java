package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.lodewatch.service.api.MeasuresJson.CoverageJson;
import org.lodewatch.service.api.MeasuresJson.RelianceJson;

/**
 * The figures of one window that a table of many books has, as a JSON object. Those of suppliers are parts of what other countries
 * supply, by the measure that was asked for, 0 to 1 and rounded to six decimals. A change is one against the window twelve months
 * earlier, and left out where the two are not comparable. Missing figures are left out.
 *
 * @param measure value or weight
 * @param measureAbsence why there are no shares by weight: then all figures of suppliers are missing
 * @param hhi 0 to 10,000
 * @param topCountry the largest supplier
 * @param topShare its part
 * @param countries the largest suppliers, the largest first
 * @param otherShare the part of all suppliers that are not in {@code countries}
 * @param unknownShare the part of unknown origins
 * @param suppliers the countries and blocs that were asked for and supply something; left out if none was
 * @param alert severity of the worst alert of the book in the window, or now; left out without one
 * @param recent the windows before; left out unless they were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SharesRowJson(
        String dataset,
        String reporter,
        String mineral,
        String formOf,
        String asOf,
        int windowMonths,
        int coveredMonths,
        boolean complete,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean partial,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stale,
        String seriesBreak,
        String basis,
        String currency,
        BigDecimal totalValueUsd,
        BigDecimal totalValue,
        String measure,
        String measureAbsence,
        Double hhi,
        Double hhiChange,
        String topCountry,
        Double topShare,
        List<PartJson> countries,
        Double otherShare,
        Double unknownShare,
        List<NamedPartJson> suppliers,
        Double effectiveDependence,
        RelianceJson reliance,
        String relianceAbsence,
        CoverageJson codeCoverage,
        String alert,
        RecentJson recent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SharesRowJson> forms) {

    /** One country's part of the supply. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartJson(String country, double share, Double change) {}

    /** The part of a country or bloc. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NamedPartJson(String id, double share, Double change) {}

    /**
     * The last windows up to that of the row. Arrays have an item for each, and null where a figure or the window is missing.
     *
     * @param asOf the months that they end with, oldest first
     * @param hhi by the measure
     * @param topShare the part of the country that is the largest supplier in the window of the row
     */
    record RecentJson(List<String> asOf, Double[] hhi, Double[] topShare) {}
}
