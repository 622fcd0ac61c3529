package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.service.Json;

/**
 * A transition as a JSON object. A missing figure is null.
 *
 * @param totalWeightKg left out if missing
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
        BigDecimal totalValueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalWeightKg,
        List<SupplierJson> suppliers,
        List<SupplierJson> alternatives,
        String sentence) {

    /** One supplier in the window of an alert. */
    public record SupplierJson(
            String country, BigDecimal valueUsd, double share, Double shareChange, List<String> blocs) {

        private static List<SupplierJson> of(List<Supplier> suppliers) {
            return suppliers.stream()
                    .map(supplier -> new SupplierJson(
                            supplier.getCountry(),
                            Json.dollars(supplier.getValueCents()),
                            supplier.getShare(),
                            supplier.getShareChange(),
                            supplier.getBlocs()))
                    .toList();
        }
    }

    public static AlertJson of(DatedAlert dated) {
        DependenceAlert alert = dated.alert();
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
                Json.dollars(alert.getTotalValueCents()),
                Json.kilograms(alert.getTotalWeightGrams()),
                SupplierJson.of(alert.getSuppliers()),
                SupplierJson.of(alert.getAlternatives()),
                alert.getSentence());
    }
}
