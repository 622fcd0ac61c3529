package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lodewatch.core.book.BookFacts;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.ContainedWeight;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Producers;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Computes a metric from the windows of a book.
 *
 * <p>This is the place to add a metric: its range, what it applies to, and its value. The compiler then names the other
 * two switches that need a case: the wording in {@link AlertSentence}, and the independent computation in
 * {@code core.batch.ExpectedAlerts}.
 *
 * <p>All metrics are of the window's {@link Supply}: returned goods are in none of them. Not safe for use by several threads.
 */
final class Measurement {

    /** Allows for rounding: a candidate for judgement may be one too many, never one too few. */
    private static final double ROUNDING = 1e-6;

    private static final double PERCENT = 100;

    private final Metric metric;
    private final Measure measure;
    private final BookKey book;
    private final Windows windows;
    private final CatalogueFacts catalogue;
    private final BookFacts facts;
    private final Map<Integer, MeasuredWindow> measured;

    /**
     * @param measure whether shares are by value, by weight or by contained weight
     * @param windows of the book
     */
    Measurement(Metric metric, Measure measure, BookKey book, Windows windows, CatalogueFacts catalogue) {
        this(metric, measure, book, windows, catalogue, new HashMap<>());
    }

    /**
     * @param measure whether shares are by value, by weight or by contained weight
     * @param windows of the book
     * @param measured the windows by this measure, by as-of month, which other metrics may share
     */
    Measurement(
            Metric metric,
            Measure measure,
            BookKey book,
            Windows windows,
            CatalogueFacts catalogue,
            Map<Integer, MeasuredWindow> measured) {
        this.measured = measured;
        this.metric = metric;
        this.measure = measure;
        this.book = book;
        this.windows = windows;
        this.catalogue = catalogue;
        this.facts = catalogue.of(book);
    }

    /** The highest value that a metric can have: percent, or points of the Herfindahl-Hirschman index. */
    static double highest(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE, DETOUR -> 100;
            case HHI -> 10_000;
            case HHI_GOVERNANCE -> 100_000;
        };
    }

    /** The unit of a metric and its lines: {@code percent} or {@code points}. */
    static String unit(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE -> "percent";
            case HHI, HHI_GOVERNANCE, DETOUR -> "points";
        };
    }

    /** Whether a metric measures the market as a whole, and not a country or bloc. */
    static boolean isOfMarket(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE -> false;
            case HHI, HHI_GOVERNANCE, UNPRODUCED_SHARE, DETOUR -> true;
        };
    }

    /** Whether a metric is defined by value only. */
    static boolean isOfValue(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE, HHI, HHI_GOVERNANCE -> false;
            case UNPRODUCED_SHARE, DETOUR -> true;
        };
    }

    /** The supply of a window by the measure. */
    MeasuredWindow of(Window window) {
        return measured.computeIfAbsent(window.asOf(), asOf -> {
            Supply supply = Supply.of(book, window.totals());
            Optional<ContainedWeight> contained = measure == Measure.CONTAINED_WEIGHT
                    ? facts.contents().containedIn(window.totals(), () -> windows.parts(asOf))
                    : Optional.empty();
            return new MeasuredWindow(measure, supply, contained);
        });
    }

    /** The metric of a subject in a window: percent or points; empty if {@link #absence} says why. */
    Observation observe(Window window, AlertSubject subject) {
        MeasuredWindow supplied = of(window);
        Supply supply = supplied.supply();
        OptionalDouble observed = supplied.absence().isPresent()
                ? OptionalDouble.empty()
                : switch (metric) {
                    case SHARE -> OptionalDouble.of(supplied.percent(subject.countries()));
                    case HHI -> OptionalDouble.of(supplied.hhi());
                    case HHI_GOVERNANCE -> governanceHhi(supplied);
                    case UNPRODUCED_SHARE -> unproducedShare(supply);
                    case DETOUR -> detour(window, supply);
                    case EFFECTIVE_DEPENDENCE -> effectiveDependence(window, supplied, subject);
                };
        return new Observation(
                window.asOf(), observed, supply.sum(Totals.VALUE), supply.returned(Totals.VALUE), window.partial());
    }

    /** The metric of a subject in a window as a function of what each country supplies; empty if {@link #absence} says why. */
    Optional<SupplyFigure> figure(Window window, AlertSubject subject) {
        if (absence(window).isPresent()) {
            return Optional.empty();
        }
        MeasuredWindow supplied = of(window);
        Map<Integer, Double> quantities = supplied.quantities();
        Optional<MeasuredWindow> before =
                metric == Metric.DETOUR ? windows.yearBefore(window).map(this::of) : Optional.empty();
        Map<Integer, Double> quantitiesBefore =
                before.map(MeasuredWindow::quantities).orElse(Map.of());
        Optional<Reliance> reliance =
                metric == Metric.EFFECTIVE_DEPENDENCE ? Optional.of(reliance(window)) : Optional.empty();
        return Optional.of(new SupplyFigure(
                window.asOf(),
                metric,
                measure,
                quantities,
                sum(quantities),
                weights(supplied.supply(), before.map(MeasuredWindow::supply), subject),
                metric == Metric.HHI || metric == Metric.HHI_GOVERNANCE ? 2 : 1,
                reliance.map(of -> of.part().getAsDouble()).orElse(1.0),
                reliance.flatMap(Reliance::figure),
                quantitiesBefore,
                sum(quantitiesBefore)));
    }

    private static double sum(Map<Integer, Double> quantities) {
        return quantities.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The points that a whole part of each country would add to the metric. */
    private Map<Integer, Double> weights(Supply supply, Optional<Supply> yearBefore, AlertSubject subject) {
        Map<Integer, Double> weights = new TreeMap<>();
        Countries countries = supply.totals().countries();
        switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE ->
                subject.countries().stream()
                        .filter(country -> country != supply.reporter())
                        .forEach(country -> weights.put(country, PERCENT));
            case DETOUR ->
                facts.producers()
                        .flatMap(producers -> producers.detour(supply, yearBefore.orElseThrow()))
                        .ifPresent(detour -> detour.getGainers()
                                .forEach(gain -> weights.put(CountryCode.of(gain.getCountry()), PERCENT)));
            case HHI, HHI_GOVERNANCE, UNPRODUCED_SHARE -> {
                for (int column = 0; column < countries.size(); column++) {
                    if (supply.isSupplier(column)) {
                        weights.put(countries.country(column), weight(supply, column));
                    }
                }
            }
        }
        return weights;
    }

    private double weight(Supply supply, int column) {
        return switch (metric) {
            case UNPRODUCED_SHARE -> facts.producers().orElseThrow().isOther(supply, column) ? PERCENT : 0;
            case HHI_GOVERNANCE ->
                PERCENT
                        * PERCENT
                        * catalogue
                                .governance()
                                .orElseThrow()
                                .of(supply.totals().countries().country(column));
            default -> PERCENT * PERCENT;
        };
    }

    /** Why the metric of a window cannot be computed, to follow "because"; empty if it can. */
    Optional<String> absence(Window window) {
        return of(window).absence().or(() -> switch (metric) {
            case SHARE, HHI -> Optional.empty();
            case HHI_GOVERNANCE ->
                catalogue.governance().isPresent()
                        ? Optional.empty()
                        : Optional.of("the catalogue has no governance indicators");
            case EFFECTIVE_DEPENDENCE ->
                reliance(window).absence().map(reason -> "no net import reliance is known: " + reason);
            case UNPRODUCED_SHARE, DETOUR ->
                facts.producers().isEmpty()
                        ? Optional.of("the catalogue lists no producers")
                        : metric == Metric.DETOUR && windows.yearBefore(window).isEmpty()
                                ? Optional.of("there is no comparable window a year before")
                                : Optional.empty();
        });
    }

    /** Net import reliance for a window. */
    Reliance reliance(Window window) {
        return facts.reliance(book.reporter(), Months.year(window.asOf()));
    }

    private OptionalDouble effectiveDependence(Window window, MeasuredWindow supplied, AlertSubject subject) {
        OptionalDouble part = reliance(window).part();
        return part.isPresent() ? OptionalDouble.of(supplied.percent(subject.countries()) * part.getAsDouble()) : part;
    }

    private OptionalDouble unproducedShare(Supply supply) {
        Optional<Producers> producers = facts.producers();
        return producers.isPresent()
                ? OptionalDouble.of(100 * producers.get().unproducedShare(supply))
                : OptionalDouble.empty();
    }

    private OptionalDouble detour(Window window, Supply supply) {
        Optional<Producers> producers = facts.producers();
        Optional<Window> before = windows.yearBefore(window);
        return producers.isPresent() && before.isPresent()
                ? OptionalDouble.of(producers
                        .get()
                        .detour(supply, Supply.of(book, before.get().totals()))
                        .map(Detour::getPoints)
                        .orElse(0.0))
                : OptionalDouble.empty();
    }

    private OptionalDouble governanceHhi(MeasuredWindow supplied) {
        return catalogue.governance().isPresent()
                ? OptionalDouble.of(catalogue.governance().get().hhi(supplied.supply(), supplied::share))
                : OptionalDouble.empty();
    }

    /** Alpha-2 codes of the suppliers whose metric may reach a line. No metric of a country exceeds its share. */
    List<String> countriesThatMayReach(double line, Window window) {
        MeasuredWindow supplied = of(window);
        if (supplied.absence().isPresent() || PERCENT * supplied.largestShare() < line - ROUNDING) {
            return List.of();
        }
        Supply supply = supplied.supply();
        Countries countries = supply.totals().countries();
        List<String> reaching = new ArrayList<>();
        for (int column = 0; column < countries.size(); column++) {
            if (supply.isSupplier(column) && PERCENT * supplied.share(column) >= line - ROUNDING) {
                reaching.add(CountryCode.text(countries.country(column)));
            }
        }
        return reaching;
    }
}
