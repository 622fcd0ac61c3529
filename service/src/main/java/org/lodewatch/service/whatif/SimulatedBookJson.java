package org.lodewatch.service.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lodewatch.core.whatif.Growth;
import org.lodewatch.core.whatif.SimulatedAlert;
import org.lodewatch.core.whatif.SimulatedBook;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.Money;

/**
 * One book before and after assumed changes. Unknown values are left out; amounts of another currency than the US dollar are in the
 * fields without {@code Usd}. All shares are parts of what other countries supply, 0 to 1.
 *
 * @param formOf the mineral of which the book is a form
 * @param movedPart part of the supply that is missing or comes from elsewhere, 0 to 1
 * @param growth by how much all others, and each bloc, would have to grow to fill the gap; empty without a gap
 * @param notJudged why no policy judges the window; left out if they do
 * @param notes where a move did less than it says, or rests on an assumption
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimulatedBookJson(
        String dataset,
        String reporter,
        String mineral,
        String formOf,
        String asOf,
        int windowMonths,
        String basis,
        String currency,
        GapJson gap,
        double movedPart,
        List<GrowthJson> growth,
        StateJson before,
        StateJson after,
        List<SupplierJson> suppliers,
        List<EffectJson> alerts,
        String notJudged,
        List<String> notes) {

    /**
     * What a supplier would have to do to fill the gap alone.
     *
     * @param supplier {@code others}, or the id of a bloc
     * @param valueUsd what it supplies after the changes
     * @param times how many times as much it would have to supply; left out if it supplies nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GrowthJson(String supplier, BigDecimal valueUsd, BigDecimal value, Double times) {

        static GrowthJson of(Growth growth, Money money) {
            return new GrowthJson(
                    growth.supplier(),
                    money.usd(growth.valueCents()),
                    money.other(growth.valueCents()),
                    Json.number(growth.times()));
        }
    }

    /** Measures of the book, as documents of shares have them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StateJson(
            BigDecimal totalValueUsd,
            BigDecimal totalValue,
            double hhi,
            Double effectiveSuppliers,
            String topCountry,
            Double topShare,
            double top3Share,
            Double effectiveDependence,
            Double unproducedShare,
            Double hhiGovernance,
            List<BlocShareJson> blocs) {

        static StateJson of(MineralShares shares, Money money) {
            return new StateJson(
                    money.usd(shares.getTotalValueCents()),
                    money.other(shares.getTotalValueCents()),
                    shares.getHhi(),
                    shares.getEffectiveSuppliers(),
                    shares.getTopCountry(),
                    shares.getTopShare(),
                    shares.getTop3Share(),
                    shares.getEffectiveDependence(),
                    shares.getUnproducedShare(),
                    shares.getHhiGovernance(),
                    shares.getBlocs().stream().map(BlocShareJson::of).toList());
        }
    }

    /** One bloc's part of the supply. */
    record BlocShareJson(String bloc, double share) {

        static BlocShareJson of(BlocShare bloc) {
            return new BlocShareJson(bloc.getBloc(), bloc.getShare());
        }
    }

    /** A country before and after; {@code XX} is unknown. Values of 0 are written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SupplierJson(
            String country,
            BigDecimal valueUsdBefore,
            BigDecimal valueUsdAfter,
            BigDecimal valueBefore,
            BigDecimal valueAfter,
            double shareBefore,
            double shareAfter) {}

    /**
     * An alert.
     *
     * @param effect {@code begins}, {@code escalates}, {@code eases}, {@code ends} or {@code stays}
     * @param observedBefore percent or points
     * @param warning the line of the policy, same unit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EffectJson(
            String alertId,
            String policyId,
            String subject,
            String effect,
            String severityBefore,
            String severityAfter,
            String metric,
            String measure,
            Double observedBefore,
            Double observedAfter,
            double warning,
            double critical) {

        static EffectJson of(SimulatedAlert alert) {
            return new EffectJson(
                    alert.alertId(),
                    alert.policy().getId(),
                    alert.subject(),
                    Json.word(alert.effect()),
                    Json.word(alert.before()),
                    Json.word(alert.after()),
                    Json.word(alert.policy().getMetric()),
                    Json.word(alert.policy().getMeasure()),
                    Json.number(alert.observedBefore()),
                    Json.number(alert.observedAfter()),
                    alert.policy().getWarning(),
                    alert.policy().getCritical());
        }
    }

    static SimulatedBookJson of(SimulatedBook book) {
        MineralShares before = book.before();
        Money money = new Money(before.getCurrency());
        return new SimulatedBookJson(
                before.getDataset(),
                before.getReporter(),
                before.getMineral(),
                before.getFormOf(),
                before.getAsOf(),
                before.getWindowMonths(),
                before.getBasis(),
                money.isDollars() ? null : before.getCurrency(),
                GapJson.of(book.gap(), before),
                book.movedPart(),
                book.growth().stream()
                        .map(growth -> GrowthJson.of(growth, money))
                        .toList(),
                StateJson.of(before, money),
                StateJson.of(book.after(), money),
                suppliers(book, money),
                book.alerts().stream().map(EffectJson::of).toList(),
                book.notJudged().orElse(null),
                book.notes());
    }

    private static List<SupplierJson> suppliers(SimulatedBook book, Money money) {
        Map<String, Long> before = values(book.before());
        Map<String, Long> after = values(book.after());
        Set<String> countries = new LinkedHashSet<>(before.keySet());
        countries.addAll(after.keySet());
        countries.remove(book.before().getReporter());
        long supplyBefore = supply(book.before());
        long supplyAfter = supply(book.after());
        return countries.stream()
                .sorted(Comparator.comparingLong((String country) -> before.getOrDefault(country, 0L))
                        .thenComparingLong(country -> after.getOrDefault(country, 0L))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .map(country -> {
                    long was = before.getOrDefault(country, 0L);
                    long is = after.getOrDefault(country, 0L);
                    return new SupplierJson(
                            country,
                            money.usd(was),
                            money.usd(is),
                            money.other(was),
                            money.other(is),
                            part(was, supplyBefore),
                            part(is, supplyAfter));
                })
                .toList();
    }

    private static Map<String, Long> values(MineralShares shares) {
        Map<String, Long> values = new HashMap<>();
        for (CountryShare country : shares.getCountries()) {
            values.put(country.getCountry(), country.getValueCents());
        }
        return values;
    }

    private static long supply(MineralShares shares) {
        return shares.getTotalValueCents() - shares.getReturnedValueCents();
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
