package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;

/**
 * The shares of one window as a JSON object. Measures of suppliers, from {@code hhi} to {@code top3Share}, are of the total
 * less {@code returnedValue}; {@code valueShare} of a country is one of the total.
 *
 * @param totalValueUsd left out where the currency is not the US dollar, which has {@code totalValue} instead
 * @param measure weight, if {@code hhi} to {@code effectiveDependence} and the order are by weight; left out for value
 * @param measureAbsence why there are no shares by weight, so that these figures are missing; left out if there are
 * @param topCountry null without a supplier
 * @param topShare null without a supplier
 * @param effectiveSuppliers left out if missing, as are the following
 * @param alert severity of the worst alert of the book in the window, or now; left out without one
 * @param basis what the dataset measures, for people
 * @param currency ISO 4217 code; left out for USD
 * @param partial left out unless rows of the window are missing
 * @param stale left out unless the mineral has no record in the last two periods
 * @param returnedValueUsd goods whose origin is the reporter; left out if there are none
 * @param formOf the mineral of which the book is a form; left out for the book of a mineral
 * @param measures the measures that need the catalogue or weights, as fields of the object itself
 * @param forms the books of the mineral's forms; left out if there are none
 */
public record SharesJson(
        String dataset,
        String reporter,
        String mineral,
        String asOf,
        int windowMonths,
        int coveredMonths,
        boolean complete,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValue,
        long records,
        @JsonInclude(JsonInclude.Include.NON_NULL) String measure,
        @JsonInclude(JsonInclude.Include.NON_NULL) String measureAbsence,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double hhi,
        String topCountry,
        Double topShare,
        double top3Share,
        List<CountryJson> countries,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double effectiveSuppliers,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double netImportReliance,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double effectiveDependence,
        @JsonInclude(JsonInclude.Include.NON_NULL) String alert,
        @JsonInclude(JsonInclude.Include.NON_NULL) String basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean partial,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stale,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal returnedValueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal returnedValue,
        @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
        @JsonUnwrapped MeasuresJson measures,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SharesJson> forms) {

    /**
     * One country's part of a window. Figures are left out if missing, and one of the two values.
     *
     * @param valueShareChange against the window twelve months earlier
     * @param unitValue value a kilogram, in the currency
     * @param unitValueMarked left out unless it is far off the median
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CountryJson(
            String country,
            BigDecimal valueUsd,
            BigDecimal value,
            double valueShare,
            BigDecimal weightKg,
            Double weightShare,
            Double valueShareChange,
            Double unitValue,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unitValueMarked,
            BigDecimal containedKg,
            Double containedShare) {

        private static CountryJson of(CountryShare share, Money money) {
            return new CountryJson(
                    share.getCountry(),
                    money.usd(share.getValueCents()),
                    money.other(share.getValueCents()),
                    share.getValueShare(),
                    Json.kilograms(share.getWeightGrams()),
                    share.getWeightShare(),
                    share.getValueShareChange(),
                    share.getUnitValue(),
                    share.getUnitValueMarked(),
                    Json.kilograms(share.getContainedGrams()),
                    share.getContainedShare());
        }
    }

    /**
     * The minerals in the order of tables, each with its forms.
     *
     * @param alerts the severity of the worst alert of a book
     */
    public static List<SharesJson> of(List<MineralShares> shares, Function<MineralShares, Severity> alerts) {
        return of(shares, Measure.VALUE, alerts);
    }

    /**
     * The same by a measure.
     *
     * @param measure value or weight
     */
    static List<SharesJson> of(List<MineralShares> shares, Measure measure, Function<MineralShares, Severity> alerts) {
        return MineralBooks.of(RankedSupply.ranked(shares, measure)).stream()
                .map(books -> of(
                        books.whole(),
                        measure,
                        alerts,
                        books.forms().stream()
                                .map(form -> of(form, measure, alerts, List.of()))
                                .toList()))
                .toList();
    }

    private static SharesJson of(
            MineralShares shares, Measure measure, Function<MineralShares, Severity> alerts, List<SharesJson> forms) {
        Severity alert = alerts.apply(shares);
        Money money = new Money(shares.getCurrency());
        long returned = shares.getReturnedValueCents();
        RankedSupply supply = RankedSupply.of(shares, measure);
        return new SharesJson(
                shares.getDataset(),
                shares.getReporter(),
                shares.getMineral(),
                shares.getAsOf(),
                shares.getWindowMonths(),
                shares.getCoveredMonths(),
                shares.getComplete(),
                money.usd(shares.getTotalValueCents()),
                money.other(shares.getTotalValueCents()),
                shares.getRecords(),
                measure == Measure.VALUE ? null : Json.word(measure),
                supply.absence().orElse(null),
                Json.number(supply.hhi()),
                shares.getTopCountry(),
                shares.getTopShare(),
                shares.getTop3Share(),
                shares.getCountries().stream()
                        .map(share -> CountryJson.of(share, money))
                        .toList(),
                shares.getEffectiveSuppliers(),
                shares.getNetImportReliance(),
                shares.getEffectiveDependence(),
                alert == Severity.NONE ? null : Json.word(alert),
                shares.getBasis(),
                money.isDollars() ? null : shares.getCurrency(),
                shares.getPartial(),
                shares.getStale(),
                returned == 0 ? null : money.usd(returned),
                returned == 0 ? null : money.other(returned),
                shares.getFormOf(),
                MeasuresJson.of(shares, money),
                forms);
    }
}
