package org.lodewatch.service.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.service.Json;

/** Transitions as JSON objects. What is not known is null. */
public final class AlertJson {

    private AlertJson() {}

    public static ObjectNode of(DatedAlert dated) {
        DependenceAlert alert = dated.alert();
        ObjectNode node = Json.object()
                .put("publishedAt", dated.publishedAt().toString())
                .put("alertId", alert.getAlertId())
                .put("number", alert.getNumber())
                .put("transition", word(alert.getTransition()))
                .put("severity", word(alert.getSeverity()))
                .put("previousSeverity", word(alert.getPreviousSeverity()))
                .put("policyId", alert.getPolicyId())
                .put("policyVersion", alert.getPolicyVersion())
                .put("metric", word(alert.getMetric()))
                .put("measure", word(alert.getMeasure()))
                .put("dataset", alert.getDataset())
                .put("reporter", alert.getReporter())
                .put("mineral", alert.getMineral())
                .put("subject", alert.getSubject())
                .put("observed", alert.getObserved())
                .put("threshold", alert.getThreshold())
                .put("asOf", alert.getAsOf())
                .put("windowMonths", alert.getWindowMonths())
                .put("since", alert.getSince())
                .put("totalValueUsd", ExactDecimals.dollars(alert.getTotalValueCents()));
        if (alert.getTotalWeightGrams() != null) {
            node.put("totalWeightKg", ExactDecimals.kilograms(alert.getTotalWeightGrams()));
        }
        node.set("suppliers", suppliers(alert.getSuppliers()));
        node.set("alternatives", suppliers(alert.getAlternatives()));
        return node.put("sentence", alert.getSentence());
    }

    private static ArrayNode suppliers(List<Supplier> suppliers) {
        return Json.array(suppliers, supplier -> {
            ObjectNode node = Json.object()
                    .put("country", supplier.getCountry())
                    .put("valueUsd", ExactDecimals.dollars(supplier.getValueCents()))
                    .put("share", supplier.getShare())
                    .put("shareChange", supplier.getShareChange());
            ArrayNode blocs = node.putArray("blocs");
            supplier.getBlocs().forEach(blocs::add);
            return node;
        });
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
