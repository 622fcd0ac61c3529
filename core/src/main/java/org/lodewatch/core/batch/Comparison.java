package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;

/** Compares the published shares and alerts with those of a {@link BatchRecount}, cent for cent and bit for bit. */
public final class Comparison {

    private Comparison() {}

    /**
     * The differences of the shares, in the order of their keys.
     *
     * @param live the newest value of every key of mineral-shares
     * @param log the result of {@link BatchRecount#shares()}
     */
    public static List<Difference> ofShares(Map<String, MineralShares> live, Map<String, MineralShares> log) {
        List<Difference> differences = new ArrayList<>();
        for (String key : union(live.keySet(), log.keySet())) {
            if (!live.containsKey(key)) {
                differences.add(new Difference(key, "no shares", shown(log.get(key))));
            } else if (!log.containsKey(key)) {
                differences.add(new Difference(key, "shares of " + shown(live.get(key)), "none"));
            } else {
                differences.addAll(of(key, live.get(key), log.get(key)));
            }
        }
        return differences;
    }

    /**
     * The differences of the alerts' histories and current figures, in the order of their ids.
     *
     * @param live the newest value of every key of dependence-alert-status
     * @param log the result of {@link BatchRecount#alerts}
     */
    public static List<Difference> ofAlerts(Map<String, DependenceAlert> live, Map<String, ExpectedAlert> log) {
        List<Difference> differences = new ArrayList<>();
        for (String id : union(live.keySet(), log.keySet())) {
            differences.addAll(
                    AlertComparison.of(id, Optional.ofNullable(live.get(id)), Optional.ofNullable(log.get(id))));
        }
        return differences;
    }

    private static List<Difference> of(String key, MineralShares live, MineralShares log) {
        List<Difference> differences = new ArrayList<>();
        String currency = live.getCurrency();
        window(currency).forEach(figure -> figure.between(key, "", live, log).ifPresent(differences::add));
        differences.addAll(ofCountries(key, live, log));
        concentration(currency)
                .forEach(figure -> figure.between(key, "", live, log).ifPresent(differences::add));
        return differences;
    }

    private static List<Difference> ofCountries(String key, MineralShares live, MineralShares log) {
        List<Difference> differences = new ArrayList<>();
        Map<String, CountryShare> published = byCountry(live);
        Map<String, CountryShare> recounted = byCountry(log);
        for (String country : union(published.keySet(), recounted.keySet())) {
            if (!published.containsKey(country)) {
                differences.add(
                        new Difference(key, "no " + country, shown(recounted.get(country)) + " " + log.getCurrency()));
            } else if (!recounted.containsKey(country)) {
                differences.add(new Difference(
                        key, country + " value " + shown(published.get(country)) + " " + live.getCurrency(), "none"));
            } else {
                country(live.getCurrency())
                        .forEach(figure -> figure.between(
                                        key, country + " ", published.get(country), recounted.get(country))
                                .ifPresent(differences::add));
            }
        }
        String order = String.join(" ", published.keySet());
        if (differences.isEmpty() && !order.equals(String.join(" ", recounted.keySet()))) {
            differences.add(new Difference(key, "countries " + order, String.join(" ", recounted.keySet())));
        }
        return differences;
    }

    private static List<Figure<MineralShares>> window(String currency) {
        return List.of(
                Figure.plain("dataset", MineralShares::getDataset),
                Figure.plain("reporter", MineralShares::getReporter),
                Figure.plain("mineral", MineralShares::getMineral),
                Figure.plain("as-of month", MineralShares::getAsOf),
                Figure.plain("window months", MineralShares::getWindowMonths),
                Figure.plain("covered months", MineralShares::getCoveredMonths),
                Figure.plain("complete", MineralShares::getComplete),
                Figure.plain("partial", MineralShares::getPartial),
                Figure.plain("accepted", MineralShares::getAccepted),
                Figure.plain("stale", MineralShares::getStale),
                Figure.plain("basis", MineralShares::getBasis),
                Figure.plain("currency", MineralShares::getCurrency),
                Figure.plain("codes", MineralShares::getCodeCoverage),
                Figure.plain("break of the series", MineralShares::getSeriesBreak),
                Figure.plain("horizon months", MineralShares::getHorizonMonths),
                Figure.money("total value", MineralShares::getTotalValueCents, currency),
                Figure.money("value of returned goods", MineralShares::getReturnedValueCents, currency),
                Figure.grams("total weight", MineralShares::getTotalWeightGrams),
                Figure.plain("form of", MineralShares::getFormOf),
                Figure.plain("weight coverage", MineralShares::getWeightCoverage),
                Figure.plain("median unit value", MineralShares::getMedianUnitValue),
                Figure.plain("marked part of the weight", MineralShares::getMarkedWeightPart),
                Figure.plain("contained weight", MineralShares::getContainedGrams),
                Figure.plain("contained coverage", MineralShares::getContainedCoverage),
                Figure.plain("records", MineralShares::getRecords));
    }

    private static List<Figure<CountryShare>> country(String currency) {
        return List.of(
                Figure.money("value", CountryShare::getValueCents, currency),
                Figure.grams("weight", CountryShare::getWeightGrams),
                Figure.plain("value share", CountryShare::getValueShare),
                Figure.plain("weight share", CountryShare::getWeightShare),
                Figure.plain("change of share", CountryShare::getValueShareChange),
                Figure.plain("unit value", CountryShare::getUnitValue),
                Figure.plain("marked unit value", CountryShare::getUnitValueMarked),
                Figure.plain("contained weight", CountryShare::getContainedGrams),
                Figure.plain("share of contained weight", CountryShare::getContainedShare));
    }

    private static List<Figure<MineralShares>> concentration(String currency) {
        return List.of(
                Figure.plain("HHI", MineralShares::getHhi),
                Figure.plain("effective suppliers", MineralShares::getEffectiveSuppliers),
                Figure.plain("top country", MineralShares::getTopCountry),
                Figure.plain("top share", MineralShares::getTopShare),
                Figure.plain("top-3 share", MineralShares::getTop3Share),
                Figure.money("value without the top supplier", MineralShares::getWithoutTopValueCents, currency),
                Figure.plain("blocs", MineralShares::getBlocs),
                Figure.plain("unproduced share", MineralShares::getUnproducedShare),
                Figure.plain("detour", MineralShares::getDetour),
                Figure.plain("governance-weighted HHI", MineralShares::getHhiGovernance),
                Figure.plain("gap between value and weight", MineralShares::getValueWeightGap),
                Figure.plain("published reliance", MineralShares::getReliance),
                Figure.plain("net import reliance", MineralShares::getNetImportReliance),
                Figure.plain("effective dependence", MineralShares::getEffectiveDependence));
    }

    private static Map<String, CountryShare> byCountry(MineralShares shares) {
        Map<String, CountryShare> byCountry = new LinkedHashMap<>();
        shares.getCountries().forEach(share -> byCountry.put(share.getCountry(), share));
        return byCountry;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    private static String shown(MineralShares shares) {
        return "%s %s in %d records"
                .formatted(Figure.amount(shares.getTotalValueCents()), shares.getCurrency(), shares.getRecords());
    }

    private static String shown(CountryShare share) {
        return Figure.amount(share.getValueCents());
    }
}
