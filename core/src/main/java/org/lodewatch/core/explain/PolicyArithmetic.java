package org.lodewatch.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.lodewatch.core.policy.JudgedMonth;
import org.lodewatch.core.policy.Observation;
import org.lodewatch.core.policy.SupplyFigure;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.CountryCode;

/**
 * Writes how a policy judges a window, step by step: the figure, the minimum, the lines with margin and dwell, and the severity.
 *
 * @param subject the name of what is measured, such as China
 * @param country the name of the country with a number
 * @param currency ISO 4217 code of the values
 */
record PolicyArithmetic(DependencePolicy policy, String subject, IntFunction<String> country, String currency) {

    /** Terms of a sum that are written out. */
    private static final int MOST_TERMS = 5;

    private static final int MOST_DECIMALS = 6;
    private static final double NEGLIGIBLE = 1e-9;

    /**
     * The steps for one window.
     *
     * @param figure of the window; empty if it cannot be computed
     * @param absence why it cannot, to follow "because"
     */
    List<String> steps(JudgedMonth month, Optional<SupplyFigure> figure, Optional<String> absence) {
        Observation observation = month.observation();
        List<String> steps = new ArrayList<>();
        if (observation.passedOver().isPresent()) {
            steps.add("not judged, because " + observation.passedOver().get() + ": no alert");
            return steps;
        }
        figure.ifPresent(of -> steps.add(formula(of)));
        if (policy.getMinimumValueCents() > 0) {
            boolean enough = observation.suppliedCents() >= policy.getMinimumValueCents();
            steps.add("supply %s %s %s, the minimum: %s"
                    .formatted(
                            money(observation.suppliedCents()),
                            enough ? ">=" : "<",
                            money(policy.getMinimumValueCents()),
                            enough ? "judged" : "no alert"));
            if (!enough) {
                return steps;
            }
        }
        if (observation.observed().isEmpty()) {
            steps.add("no figure%s: %s; the dwell begins from 0"
                    .formatted(
                            absence.map(reason -> ", because " + reason).orElse(""),
                            month.severity() == Severity.NONE
                                    ? "still no alert"
                                    : "the " + word(month.severity()) + " stays"));
            return steps;
        }
        double observed = observation.observed().getAsDouble();
        steps.add(line(observed, Severity.CRITICAL, month));
        if (month.severity() != Severity.CRITICAL) {
            steps.add(line(observed, Severity.WARNING, month));
        }
        return steps;
    }

    /** How the figure lies to one line, and what follows. */
    private String line(double observed, Severity severity, JudgedMonth month) {
        boolean critical = severity == Severity.CRITICAL;
        double line = critical ? policy.getCritical() : policy.getWarning();
        int months = critical ? month.monthsOverCritical() : month.monthsOverWarning();
        boolean held = month.before().compareTo(severity) >= 0;
        if (observed >= line) {
            String reached = "%s >= %s, the %s line".formatted(figure(observed, line), plain(line), word(severity));
            if (held) {
                return reached + ": " + word(severity) + " stays";
            }
            return "%s, for %d month%s; dwell %d: %s"
                    .formatted(
                            reached,
                            months,
                            months == 1 ? "" : "s",
                            policy.getDwellMonths(),
                            months >= policy.getDwellMonths() ? word(severity) : "not yet " + word(severity));
        }
        if (!held) {
            return "%s < %s, the %s line: not reached".formatted(figure(observed, line), plain(line), word(severity));
        }
        double clear = line - policy.getClearMargin();
        String bound = policy.getClearMargin() == 0
                ? plain(line) + ", the " + word(severity) + " line"
                : "%s - %s = %s, the %s line less the clear margin"
                        .formatted(plain(line), plain(policy.getClearMargin()), plain(clear), word(severity));
        return observed >= clear
                ? "%s >= %s: %s stays".formatted(figure(observed, clear), bound, word(severity))
                : "%s < %s: %s"
                        .formatted(
                                figure(observed, clear),
                                bound,
                                critical
                                        ? month.severity() == Severity.NONE
                                                ? "no longer critical"
                                                : "eases to a warning"
                                        : "resolves");
    }

    /** How the figure is computed. */
    private String formula(SupplyFigure figure) {
        return switch (figure.metric()) {
            case SHARE -> share(figure) + " = " + figure(figure.value());
            case EFFECTIVE_DEPENDENCE ->
                "%s = %s; x net import reliance %s = %s%s"
                        .formatted(
                                share(figure),
                                figure(figure.sum()),
                                figure.reliance()
                                        .map(PolicyArithmetic::reliance)
                                        .orElse(""),
                                bound(figure),
                                figure(figure.value()));
            case HHI -> "sum of squared percentages: " + squares(figure) + " = " + figure(figure.value());
            case HHI_GOVERNANCE ->
                "sum of squared percentages x governance weight: " + squares(figure) + " = " + figure(figure.value());
            case UNPRODUCED_SHARE ->
                "from countries that do not produce it %s / supply %s = %s (%s)"
                        .formatted(
                                quantity(figure, weighed(figure)),
                                quantity(figure, figure.supply()),
                                figure(figure.value()),
                                parts(figure));
            case DETOUR ->
                figure.weights().isEmpty()
                        ? "no supplier has lost 10 points or more in twelve months, or no country that does not produce it"
                                + " has gained: 0"
                        : "after a supplier has lost 10 points or more in twelve months, gains of countries that do not"
                                + " produce it: " + parts(figure) + " = " + figure(figure.value());
        };
    }

    private String share(SupplyFigure figure) {
        String members = figure.weights().size() > 1 ? " (%s)".formatted(parts(figure)) : "";
        return "%s %s%s / supply %s"
                .formatted(subject, quantity(figure, weighed(figure)), members, quantity(figure, figure.supply()));
    }

    /** The quantity of the countries that the figure depends on. */
    private static double weighed(SupplyFigure figure) {
        return figure.weights().entrySet().stream()
                .filter(weight -> weight.getValue() != 0)
                .mapToDouble(weight -> figure.quantities().getOrDefault(weight.getKey(), 0.0))
                .sum();
    }

    /** "68.3^2 (China) + 12.1^2 (Canada) + 12 more": with governance, each has its weight. */
    private String squares(SupplyFigure figure) {
        return sum(figure.terms(), country -> {
            double weight = figure.weights().get(country) / 10_000;
            return "%s^2%s (%s)"
                    .formatted(
                            number(100 * figure.part(country), 2),
                            figure.metric() == Metric.HHI_GOVERNANCE ? " x " + number(weight, 2) : "",
                            this.country.apply(country));
        });
    }

    /** "Belgium 12.8 + France 11.5 + 3 more": percent or points of each country. */
    private String parts(SupplyFigure figure) {
        Map<Integer, Double> terms = figure.terms();
        return sum(
                terms,
                country -> country.equals(CountryCode.UNKNOWN)
                        ? ""
                        : this.country.apply(country) + " " + number(terms.get(country) / figure.factor(), 2));
    }

    private static String sum(Map<Integer, Double> terms, Function<Integer, String> text) {
        List<Integer> countries = terms.entrySet().stream()
                .filter(term -> Math.abs(term.getValue()) > NEGLIGIBLE)
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        if (countries.isEmpty()) {
            return "none";
        }
        String shown = countries.stream().limit(MOST_TERMS).map(text).collect(Collectors.joining(" + "));
        return countries.size() > MOST_TERMS ? shown + " + %d more".formatted(countries.size() - MOST_TERMS) : shown;
    }

    private static String bound(SupplyFigure figure) {
        return switch (figure.reliance().map(NetImportReliance::bound).orElse(NetImportReliance.Bound.EXACT)) {
            case EXACT -> "";
            case LOWER -> "at least ";
            case UPPER -> "at most ";
        };
    }

    /** "53 % (2024, MCS2026)". */
    private static String reliance(NetImportReliance reliance) {
        String printed = reliance.isNetExporter() ? "0 % (net exporter," : reliance.printed() + " % (";
        return "%s%s%d, %s)"
                .formatted(printed, reliance.isNetExporter() ? " " : "", reliance.year(), reliance.edition());
    }

    private String quantity(SupplyFigure figure, double quantity) {
        return figure.measure() == Measure.VALUE
                ? money(Math.round(quantity))
                : number(quantity / 1000, 0) + (figure.measure() == Measure.WEIGHT ? " kg" : " kg of the element");
    }

    private String money(long cents) {
        return (currency.equals("USD") ? "$" : currency + " ")
                + (cents % 100 == 0 ? number(cents / 100.0, 0) : number(cents / 100.0, 2));
    }

    private boolean isIndex() {
        return policy.getMetric() == Metric.HHI || policy.getMetric() == Metric.HHI_GOVERNANCE;
    }

    private String unit() {
        return switch (policy.getMetric()) {
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE -> " %";
            case HHI, HHI_GOVERNANCE -> "";
            case DETOUR -> " points";
        };
    }

    /** A figure as in tables. */
    private String figure(double value) {
        return number(value, isIndex() ? 1 : 2) + unit();
    }

    /** A figure with as many decimals as show on which side of a line it is. */
    private String figure(double value, double line) {
        int decimals = isIndex() ? 1 : 2;
        while (decimals < MOST_DECIMALS && isOnOtherSide(value, line, decimals)) {
            decimals++;
        }
        return number(value, decimals) + unit();
    }

    private static boolean isOnOtherSide(double value, double line, int decimals) {
        double scale = Math.pow(10, decimals);
        double shown = Math.rint(value * scale) / scale;
        return shown >= line != value >= line;
    }

    private String plain(double line) {
        String text = line == Math.rint(line) ? number(line, 0) : trimmed(line);
        return text + unit();
    }

    private static String trimmed(double line) {
        String text = number(line, MOST_DECIMALS);
        return text.replaceAll("0+$", "");
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
