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
import org.lodewatch.schemas.messages.Severity;

/** Compares what is published with what a {@link BatchRecount} makes of the log, cent for cent and bit for bit. */
public final class Comparison {

    private static final List<Figure<MineralShares>> WINDOW = List.of(
            Figure.plain("dataset", MineralShares::getDataset),
            Figure.plain("reporter", MineralShares::getReporter),
            Figure.plain("mineral", MineralShares::getMineral),
            Figure.plain("as-of month", MineralShares::getAsOf),
            Figure.plain("window months", MineralShares::getWindowMonths),
            Figure.plain("covered months", MineralShares::getCoveredMonths),
            Figure.plain("complete", MineralShares::getComplete),
            Figure.dollars("total value", MineralShares::getTotalValueCents),
            Figure.grams("total weight", MineralShares::getTotalWeightGrams),
            Figure.plain("weight coverage", MineralShares::getWeightCoverage),
            Figure.plain("records", MineralShares::getRecords));

    private static final List<Figure<CountryShare>> COUNTRY = List.of(
            Figure.dollars("value", CountryShare::getValueCents),
            Figure.grams("weight", CountryShare::getWeightGrams),
            Figure.plain("value share", CountryShare::getValueShare),
            Figure.plain("weight share", CountryShare::getWeightShare),
            Figure.plain("change of share", CountryShare::getValueShareChange));

    private static final List<Figure<MineralShares>> CONCENTRATION = List.of(
            Figure.plain("HHI", MineralShares::getHhi),
            Figure.plain("effective suppliers", MineralShares::getEffectiveSuppliers),
            Figure.plain("top country", MineralShares::getTopCountry),
            Figure.plain("top share", MineralShares::getTopShare),
            Figure.plain("top-3 share", MineralShares::getTop3Share),
            Figure.dollars("value without the top supplier", MineralShares::getWithoutTopValueCents),
            Figure.plain("net import reliance", MineralShares::getNetImportReliance),
            Figure.plain("effective dependence", MineralShares::getEffectiveDependence));

    private Comparison() {}

    /**
     * Where the shares differ, in the order of their keys; empty if they agree.
     *
     * @param live the newest value of every key of mineral-shares
     * @param log what {@link BatchRecount#shares()} gave
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
     * Where the standing alerts differ, in the order of their ids; empty if they agree.
     *
     * @param live the newest value of every key of dependence-alert-status; resolved ones do not matter
     * @param log what {@link BatchRecount#standingAlerts} gave
     */
    public static List<Difference> ofAlerts(Map<String, DependenceAlert> live, Map<String, StandingAlert> log) {
        List<Difference> differences = new ArrayList<>();
        for (String id : union(live.keySet(), log.keySet())) {
            String published = Optional.ofNullable(live.get(id))
                    .filter(alert -> alert.getSeverity() != Severity.NONE)
                    .map(alert -> shown(alert.getSeverity(), alert.getSince()))
                    .orElse("no alert");
            String given = Optional.ofNullable(log.get(id))
                    .map(alert -> shown(alert.severity(), alert.since()))
                    .orElse("no alert");
            if (!published.equals(given) && !standsSinceBeforeTheHorizon(live.get(id), log.get(id))) {
                differences.add(new Difference(id, published, given));
            }
        }
        return differences;
    }

    /** An alert keeps the month that it was told with when the horizon passes that month; the log shows it no more. */
    private static boolean standsSinceBeforeTheHorizon(DependenceAlert live, StandingAlert log) {
        return live != null
                && log != null
                && live.getSeverity() == log.severity()
                && log.sinceAtLeast()
                && live.getSince().compareTo(log.since()) < 0;
    }

    private static List<Difference> of(String key, MineralShares live, MineralShares log) {
        List<Difference> differences = new ArrayList<>();
        WINDOW.forEach(figure -> figure.between(key, "", live, log).ifPresent(differences::add));
        differences.addAll(ofCountries(key, live, log));
        CONCENTRATION.forEach(figure -> figure.between(key, "", live, log).ifPresent(differences::add));
        return differences;
    }

    private static List<Difference> ofCountries(String key, MineralShares live, MineralShares log) {
        List<Difference> differences = new ArrayList<>();
        Map<String, CountryShare> published = byCountry(live);
        Map<String, CountryShare> given = byCountry(log);
        for (String country : union(published.keySet(), given.keySet())) {
            if (!published.containsKey(country)) {
                differences.add(new Difference(key, "no " + country, shown(given.get(country)) + " USD"));
            } else if (!given.containsKey(country)) {
                differences.add(
                        new Difference(key, country + " value " + shown(published.get(country)) + " USD", "none"));
            } else {
                COUNTRY.forEach(figure -> figure.between(key, country + " ", published.get(country), given.get(country))
                        .ifPresent(differences::add));
            }
        }
        String order = String.join(" ", published.keySet());
        if (differences.isEmpty() && !order.equals(String.join(" ", given.keySet()))) {
            differences.add(new Difference(key, "countries " + order, String.join(" ", given.keySet())));
        }
        return differences;
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
        return "%s USD in %d records".formatted(Figure.dollars(shares.getTotalValueCents()), shares.getRecords());
    }

    private static String shown(CountryShare share) {
        return Figure.dollars(share.getValueCents());
    }

    private static String shown(Severity severity, String since) {
        return severity + " since " + since;
    }
}
