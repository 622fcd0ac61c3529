package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;

/** A policy as a JSON object, which {@link PolicyDocument} can read. The subject's name is left out if missing. */
public record PolicyJson(
        String id,
        long version,
        String description,
        String dataset,
        String reporter,
        String mineral,
        String subject,
        @JsonInclude(JsonInclude.Include.NON_NULL) String subjectName,
        String metric,
        String measure,
        double warning,
        double critical,
        double clearMargin,
        int dwellMonths,
        BigDecimal minimumValueUsd,
        boolean provisional,
        boolean enabled,
        boolean netExports,
        boolean partCodes) {

    public static PolicyJson of(DependencePolicy policy) {
        return new PolicyJson(
                policy.getId(),
                policy.getVersion(),
                policy.getDescription(),
                policy.getDataset(),
                policy.getReporter(),
                policy.getMineral(),
                Json.word(policy.getSubject()),
                policy.getSubjectName(),
                Json.word(policy.getMetric()),
                Json.word(policy.getMeasure()),
                policy.getWarning(),
                policy.getCritical(),
                policy.getClearMargin(),
                policy.getDwellMonths(),
                Json.amount(policy.getMinimumValueCents()),
                policy.getProvisional(),
                policy.getEnabled(),
                policy.getNetExports(),
                policy.getPartCodes());
    }
}
