package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;

/**
 * The shares of one window as a JSON object.
 *
 * @param topCountry null without a supplier
 * @param topShare null without a supplier
 * @param effectiveSuppliers left out if missing, as are the following
 * @param alert severity of the worst open alert of the book
 */
public record SharesJson(
        String dataset,
        String reporter,
        String mineral,
        String asOf,
        int windowMonths,
        int coveredMonths,
        boolean complete,
        BigDecimal totalValueUsd,
        long records,
        double hhi,
        String topCountry,
        Double topShare,
        double top3Share,
        List<CountryJson> countries,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double effectiveSuppliers,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double netImportReliance,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double effectiveDependence,
        @JsonInclude(JsonInclude.Include.NON_NULL) String alert) {

    /** One country's part of a window. Weights are left out if missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CountryJson(
            String country, BigDecimal valueUsd, double valueShare, BigDecimal weightKg, Double weightShare) {

        private static CountryJson of(CountryShare share) {
            return new CountryJson(
                    share.getCountry(),
                    Json.dollars(share.getValueCents()),
                    share.getValueShare(),
                    Json.kilograms(share.getWeightGrams()),
                    share.getWeightShare());
        }
    }

    /** @param alerts the present alerts; empty for windows of the past, for which they would be misleading */
    public static List<SharesJson> of(List<MineralShares> shares, Optional<AlertStatus> alerts) {
        return shares.stream()
                .map(book -> of(book, alerts.map(open -> open.severity(book)).orElse(Severity.NONE)))
                .toList();
    }

    private static SharesJson of(MineralShares shares, Severity alert) {
        return new SharesJson(
                shares.getDataset(),
                shares.getReporter(),
                shares.getMineral(),
                shares.getAsOf(),
                shares.getWindowMonths(),
                shares.getCoveredMonths(),
                shares.getComplete(),
                Json.dollars(shares.getTotalValueCents()),
                shares.getRecords(),
                shares.getHhi(),
                shares.getTopCountry(),
                shares.getTopShare(),
                shares.getTop3Share(),
                shares.getCountries().stream().map(CountryJson::of).toList(),
                shares.getEffectiveSuppliers(),
                shares.getNetImportReliance(),
                shares.getEffectiveDependence(),
                alert == Severity.NONE ? null : Json.word(alert));
    }
}
