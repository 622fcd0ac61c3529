package org.lodewatch.service.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.lodewatch.core.whatif.Alternative;
import org.lodewatch.core.whatif.Alternatives;
import org.lodewatch.core.whatif.Trend;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.Money;

/**
 * The alternatives to a supplier of a book as a JSON object. Unknown values are left out.
 *
 * @param lost alpha-2 code of a country or id of a bloc
 * @param gap what it supplies
 * @param among the bloc whose members are listed; left out if all others are
 * @param production which list says who produces the mineral; left out where none applies
 * @param suppliers the largest first
 * @param together all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlternativesJson(
        String dataset,
        String reporter,
        String mineral,
        String formOf,
        String asOf,
        int windowMonths,
        String basis,
        String currency,
        String lost,
        GapJson gap,
        String among,
        ProductionJson production,
        List<AlternativeJson> suppliers,
        AlternativeJson together) {

    /** Years after which a date is too far off to mean anything. */
    private static final int FAR_MONTHS = 1200;

    /** The list of producers, {@code mine or refine}. */
    record ProductionJson(String verb, String years, String edition) {

        static ProductionJson of(Production production) {
            return new ProductionJson(production.verb(), production.years(), production.edition());
        }
    }

    /**
     * A country, or several together.
     *
     * @param share of the supply, 0 to 1
     * @param times how many times as much it would have to supply to fill the gap alone; left out if it supplies nothing
     * @param produces whether it is listed as a producer
     * @param unitValue value a kilogram, in the currency
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AlternativeJson(
            String supplier,
            BigDecimal valueUsd,
            BigDecimal value,
            double share,
            Double times,
            Boolean produces,
            Double unitValue,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unitValueMarked,
            List<TrendJson> trends) {

        static AlternativeJson of(Alternative supplier, int asOf, Money money) {
            return new AlternativeJson(
                    supplier.supplier(),
                    money.usd(supplier.valueCents()),
                    money.other(supplier.valueCents()),
                    supplier.share(),
                    Json.number(supplier.times()),
                    supplier.produces().orElse(null),
                    Json.number(supplier.unitValue()),
                    supplier.unitValueMarked(),
                    supplier.trends().stream()
                            .map(trend -> TrendJson.of(trend, asOf, money))
                            .toList());
        }
    }

    /**
     * Linear growth, and the part of the gap that it would fill.
     *
     * @param months between the windows that are compared
     * @param growthUsd in a year
     * @param filledInAYear part of the gap, 0 to 1
     * @param monthsToFill until it has filled all of the gap; left out if it never does
     * @param filledBy the month in which it has, YYYY-MM; left out if that is never, or in more than a hundred years
     * @param absence why it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TrendJson(
            int months,
            BigDecimal growthUsd,
            BigDecimal growth,
            Double filledInAYear,
            Double filledInThreeYears,
            Integer monthsToFill,
            String filledBy,
            String absence) {

        static TrendJson of(Trend trend, int asOf, Money money) {
            OptionalInt toFill = trend.monthsToFill();
            boolean known = trend.growthCents().isPresent();
            return new TrendJson(
                    trend.months(),
                    known ? money.usd(trend.growthCents().getAsLong()) : null,
                    known ? money.other(trend.growthCents().getAsLong()) : null,
                    Json.number(trend.filledAfter(12)),
                    Json.number(trend.filledAfter(36)),
                    toFill.isPresent() ? toFill.getAsInt() : null,
                    toFill.isPresent() && toFill.getAsInt() <= FAR_MONTHS
                            ? Months.text(asOf + toFill.getAsInt())
                            : null,
                    trend.absence().orElse(null));
        }
    }

    public static AlternativesJson of(Alternatives found) {
        MineralShares window = found.window();
        Money money = new Money(window.getCurrency());
        int asOf = Months.of(window.getAsOf());
        return new AlternativesJson(
                window.getDataset(),
                window.getReporter(),
                window.getMineral(),
                window.getFormOf(),
                window.getAsOf(),
                window.getWindowMonths(),
                window.getBasis(),
                money.isDollars() ? null : window.getCurrency(),
                found.lost().id(),
                GapJson.of(found.gap(), window),
                found.among().map(bloc -> bloc.id()).orElse(null),
                found.production().map(ProductionJson::of).orElse(null),
                found.suppliers().stream()
                        .map(supplier -> AlternativeJson.of(supplier, asOf, money))
                        .toList(),
                AlternativeJson.of(found.together(), asOf, money));
    }
}
