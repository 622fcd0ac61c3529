package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.service.Json;

/**
 * A transition as a JSON object. A missing figure is null.
 *
 * @param totalValueUsd left out where the currency is not the US dollar, which has {@code totalValue} instead
 * @param totalWeightKg left out if missing
 * @param currency ISO 4217 code; left out for USD
 * @param basis what the dataset measures, for people; left out if its feeds do not declare it
 * @param formOf the mineral of which the book is a form; left out for the book of a mineral
 * @param ageMonths 0 for news; more for a transition of an earlier window than the newest one
 * @param cause why what was published has changed: {@code corrected}, {@code recatalogued} or {@code policy-changed}; left out
 *     for other transitions
 * @param history of a status, every transition by the present data; of a restatement, the entries that replace {@code
 *     formerHistory}; left out if there are none
 * @param formerHistory the published entries that a restatement, or the end of a policy, replaces; left out if there are none
 * @param current of the status of an open alert, the newest window; left out otherwise
 * @param simulated true for a transition that was computed and not published; left out otherwise
 */
public record AlertJson(
        String publishedAt,
        String alertId,
        long number,
        String transition,
        String severity,
        String previousSeverity,
        String policyId,
        long policyVersion,
        String metric,
        String measure,
        String dataset,
        String reporter,
        String mineral,
        String subject,
        Double observed,
        Double threshold,
        String asOf,
        int windowMonths,
        String since,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValue,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalWeightKg,
        List<SupplierJson> suppliers,
        List<SupplierJson> alternatives,
        String sentence,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency,
        @JsonInclude(JsonInclude.Include.NON_NULL) String basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
        int ageMonths,
        @JsonInclude(JsonInclude.Include.NON_NULL) String cause,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HistoryEntryJson> history,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HistoryEntryJson> formerHistory,
        @JsonInclude(JsonInclude.Include.NON_NULL) CurrentFigureJson current,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean simulated) {

    /** One supplier in the window of an alert. One of the two values is left out. */
    public record SupplierJson(
            String country,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal valueUsd,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal value,
            double share,
            Double shareChange,
            List<String> blocs) {

        private static List<SupplierJson> of(List<Supplier> suppliers, Money money) {
            return suppliers.stream()
                    .map(supplier -> new SupplierJson(
                            supplier.getCountry(),
                            money.usd(supplier.getValueCents()),
                            money.other(supplier.getValueCents()),
                            supplier.getShare(),
                            supplier.getShareChange(),
                            supplier.getBlocs()))
                    .toList();
        }
    }

    /** The newest window of an open alert. One of the two values is left out. */
    public record CurrentFigureJson(
            String asOf,
            Double observed,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValueUsd,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValue) {

        /** Null for null. */
        static CurrentFigureJson of(CurrentFigure current, Money money) {
            return current == null
                    ? null
                    : new CurrentFigureJson(
                            current.getAsOf(),
                            current.getObserved(),
                            money.usd(current.getTotalValueCents()),
                            money.other(current.getTotalValueCents()));
        }
    }

    public static AlertJson of(DatedAlert dated) {
        return of(dated, null);
    }

    /** A transition that was computed and not published. Its {@code publishedAt} is when it would have been. */
    public static AlertJson simulated(DependenceAlert alert) {
        return of(new DatedAlert(alert.getToldAt(), alert), true);
    }

    private static AlertJson of(DatedAlert dated, Boolean simulated) {
        DependenceAlert alert = dated.alert();
        Money money = new Money(alert.getCurrency());
        return new AlertJson(
                dated.publishedAt().toString(),
                alert.getAlertId(),
                alert.getNumber(),
                Json.word(alert.getTransition()),
                Json.word(alert.getSeverity()),
                Json.word(alert.getPreviousSeverity()),
                alert.getPolicyId(),
                alert.getPolicyVersion(),
                Json.word(alert.getMetric()),
                Json.word(alert.getMeasure()),
                alert.getDataset(),
                alert.getReporter(),
                alert.getMineral(),
                alert.getSubject(),
                alert.getObserved(),
                alert.getThreshold(),
                alert.getAsOf(),
                alert.getWindowMonths(),
                alert.getSince(),
                money.usd(alert.getTotalValueCents()),
                money.other(alert.getTotalValueCents()),
                Json.kilograms(alert.getTotalWeightGrams()),
                SupplierJson.of(alert.getSuppliers(), money),
                SupplierJson.of(alert.getAlternatives(), money),
                alert.getSentence(),
                money.isDollars() ? null : alert.getCurrency(),
                alert.getBasis(),
                alert.getFormOf(),
                alert.getAgeMonths(),
                alert.getCause() == null ? null : Json.word(alert.getCause()),
                HistoryEntryJson.of(alert.getHistory()),
                HistoryEntryJson.of(alert.getFormerHistory()),
                CurrentFigureJson.of(alert.getCurrent(), money),
                simulated);
    }
}
