package org.lodewatch.service.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.lodewatch.core.whatif.Gap;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.Money;

/**
 * What is missing in a window. Unknown values are left out.
 *
 * @param valueUsd left out where the currency is not the US dollar, which has {@code value} instead
 * @param ofImports part of what other countries supply, 0 to 1
 * @param ofConsumption part of consumption, 0 to 1
 * @param bound {@code lower} or {@code upper}, where {@code ofConsumption} is a bound because the reliance is one
 * @param netImportReliance by which {@code ofConsumption} was computed
 * @param relianceAbsence why there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GapJson(
        BigDecimal valueUsd,
        BigDecimal value,
        double ofImports,
        Double ofConsumption,
        String bound,
        Double netImportReliance,
        String relianceAbsence) {

    static GapJson of(Gap gap, MineralShares window) {
        Money money = new Money(window.getCurrency());
        return new GapJson(
                money.usd(gap.valueCents()),
                money.other(gap.valueCents()),
                gap.ofImports(),
                Json.number(gap.ofConsumption()),
                bound(window),
                window.getNetImportReliance(),
                window.getRelianceAbsence());
    }

    private static String bound(MineralShares window) {
        if (window.getReliance() == null || window.getNetImportReliance() == null) {
            return null;
        }
        return switch (window.getReliance().getBound()) {
            case EXACT -> null;
            case LOWER, UPPER -> Json.word(window.getReliance().getBound());
        };
    }
}
