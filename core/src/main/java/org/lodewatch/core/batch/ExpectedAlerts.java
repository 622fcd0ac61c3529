package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.lodewatch.core.batch.BatchBook.BatchWindow;
import org.lodewatch.core.batch.CountrySums.Sum;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** The alerts of one book by one policy, judged from its first window to its last. */
final class ExpectedAlerts {

    private static final String MARKET = "market";

    private final Catalogue catalogue;
    private final DependencePolicy policy;
    private final BatchBook book;
    private final ExpectedCodes codes;
    private final Function<BatchWindow, ExpectedMeasures> measures;
    private final Map<Integer, BatchWindow> all;
    private final List<BatchWindow> windows;

    /** The as-of months of those that the policy passes over. */
    private final Set<Integer> passedOver = new TreeSet<>();

    /** @param measures of a window of the book */
    ExpectedAlerts(
            Catalogue catalogue,
            DependencePolicy policy,
            BatchBook book,
            ExpectedCodes codes,
            Function<BatchWindow, ExpectedMeasures> measures) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.book = book;
        this.codes = codes;
        this.measures = measures;
        this.all = book.windows();
        // No window of a book is judged while its newest one is stale, also not an earlier one.
        this.windows = all.values().stream().anyMatch(BatchWindow::stale)
                ? List.of()
                : all.values().stream()
                        .filter(window -> window.judged(policy.getProvisional()))
                        .toList();
        for (BatchWindow window : windows) {
            boolean inPart = codes.coverage(window.asOf(), window.months()).isPresent();
            if (inPart && !policy.getPartCodes() || !policy.getNetExports() && isExported(window)) {
                passedOver.add(window.asOf());
            }
        }
    }

    /** The alerts that are warning or critical, if the policy selects the book. */
    List<ExpectedAlert> alerts() {
        BookKey key = book.key();
        if (!policy.getEnabled()
                || !fits(policy.getDataset(), key.dataset())
                || !fits(policy.getReporter(), key.reporter())
                || !fits(policy.getMineral(), key.mineral())) {
            return List.of();
        }
        List<ExpectedAlert> alerts = new ArrayList<>();
        subjects().forEach((subject, countries) -> alert(subject, countries).ifPresent(alerts::add));
        return alerts;
    }

    private static boolean fits(String glob, String name) {
        StringBuilder pattern = new StringBuilder();
        for (char c : glob.toCharArray()) {
            pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return name.matches(pattern.toString());
    }

    /** Countries by subject. A policy for any country judges every country that ever was a supplier. */
    private Map<String, Set<String>> subjects() {
        Map<String, Set<String>> subjects = new TreeMap<>();
        switch (policy.getSubject()) {
            case MARKET -> subjects.put(MARKET, Set.of());
            case COUNTRY -> subjects.put(policy.getSubjectName(), Set.of(policy.getSubjectName()));
            case BLOC ->
                catalogue
                        .bloc(policy.getSubjectName())
                        .map(Bloc::members)
                        .ifPresent(members -> subjects.put(policy.getSubjectName(), members));
            case ANY_COUNTRY ->
                windows.stream()
                        .filter(window -> !passedOver.contains(window.asOf()))
                        .forEach(window ->
                                suppliers(window.supply()).forEach(country -> subjects.put(country, Set.of(country))));
        }
        return subjects;
    }

    private Optional<ExpectedAlert> alert(String subject, Set<String> countries) {
        List<OptionalDouble> observed =
                windows.stream().map(window -> observed(window, countries)).toList();
        Severity severity = Severity.NONE;
        int since = 0;
        boolean sinceAtLeast = false;
        for (int i = 0; i < windows.size(); i++) {
            Severity next = next(severity, observed, i);
            if (next != severity) {
                since = windows.get(i).asOf();
                double line = next == Severity.CRITICAL ? policy.getCritical() : policy.getWarning();
                sinceAtLeast = next.compareTo(severity) > 0
                        && monthsOver(line, observed, i)
                                == (i + 1) * book.calendar().periodMonths();
            }
            severity = next;
        }
        return severity == Severity.NONE
                ? Optional.empty()
                : Optional.of(new ExpectedAlert(
                        policy.getId(),
                        book.key(),
                        subject,
                        severity,
                        Months.text(since),
                        sinceAtLeast,
                        book.calendar().hidesMonths()
                                ? Optional.of(Months.text(windows.get(0).asOf()))
                                : Optional.empty(),
                        observed.get(observed.size() - 1)));
    }

    /** The severity after the i-th window, given the one before it. */
    private Severity next(Severity before, List<OptionalDouble> observed, int i) {
        if (isSilent(i)) {
            return Severity.NONE;
        }
        if (observed.get(i).isEmpty()) {
            return before;
        }
        double value = observed.get(i).getAsDouble();
        double margin = policy.getClearMargin();
        if (monthsOver(policy.getCritical(), observed, i) >= policy.getDwellMonths()
                || before == Severity.CRITICAL && value >= policy.getCritical() - margin) {
            return Severity.CRITICAL;
        }
        return monthsOver(policy.getWarning(), observed, i) >= policy.getDwellMonths()
                        || before != Severity.NONE && value >= policy.getWarning() - margin
                ? Severity.WARNING
                : Severity.NONE;
    }

    /** The number of months up to the i-th window in which a line was reached without a break. */
    private int monthsOver(double line, List<OptionalDouble> observed, int i) {
        int months = 0;
        for (int at = i; at >= 0 && !isSilent(at) && observed.get(at).orElse(-1) >= line; at--) {
            months += book.calendar().periodMonths();
        }
        return months;
    }

    /** Whether the window raises nothing, whatever the figure: there is too little trade, or the policy passes over it. */
    private boolean isSilent(int i) {
        BatchWindow window = windows.get(i);
        return window.supply().total().valueCents() < policy.getMinimumValueCents()
                || passedOver.contains(window.asOf());
    }

    private boolean isExported(BatchWindow window) {
        int year = 1970 + Math.floorDiv(window.asOf(), 12);
        String reporter = book.key().reporter();
        String goods = book.key().mineral();
        Optional<NetImportReliance> figure =
                catalogue.reliance(reporter, goods, year).figure();
        if (figure.isEmpty()) {
            // Goods without a figure of their own are exported if the mineral is.
            figure = catalogue
                    .reliance(reporter, catalogue.mineralOf(goods), year)
                    .figure();
        }
        return figure.isPresent() && figure.get().printed().equals("E");
    }

    private OptionalDouble reliance(int year) {
        return catalogue
                .reliance(book.key().reporter(), book.key().mineral(), year)
                .part();
    }

    private OptionalDouble observed(BatchWindow window, Set<String> countries) {
        ToDoubleFunction<Collection<String>> percent = percent(window);
        if (percent == null) {
            return OptionalDouble.empty();
        }
        return switch (policy.getMetric()) {
            case SHARE -> OptionalDouble.of(percent.applyAsDouble(countries));
            case HHI -> OptionalDouble.of(hhi(window));
            case EFFECTIVE_DEPENDENCE ->
                reliance(1970 + Math.floorDiv(window.asOf(), 12)).stream()
                        .map(part -> percent.applyAsDouble(countries) * part)
                        .findFirst();
            case HHI_GOVERNANCE -> measures.apply(window).hhiGovernance(share(window));
            case UNPRODUCED_SHARE ->
                measures.apply(window).unproducedShare().stream()
                        .map(part -> 100 * part)
                        .findFirst();
            case DETOUR ->
                measures.apply(window).unproducedShare().isEmpty()
                        ? OptionalDouble.empty()
                        : book.yearBefore(window, all, codes).stream()
                                .mapToDouble(before -> measures.apply(window)
                                        .detour(before.supply())
                                        .map(Detour::getPoints)
                                        .orElse(0.0))
                                .findFirst();
        };
    }

    /** The percentage that countries have of the supply by the policy's measure; null where its weights do not allow that. */
    private ToDoubleFunction<Collection<String>> percent(BatchWindow window) {
        CountrySums supply = window.supply();
        if (policy.getMeasure() == Measure.VALUE) {
            return countries -> {
                long all = supply.total().valueCents();
                return all == 0 ? 0 : 100.0 * sum(supply, countries).valueCents() / all;
            };
        }
        ExpectedMeasures measured = measures.apply(window);
        if (measured.markedWeightPart() > 0.05) {
            return null;
        }
        if (policy.getMeasure() == Measure.CONTAINED_WEIGHT) {
            ExpectedMeasures supplied = measured.ofSupply();
            return supplied.containedCoverage() >= 0.95 ? countries -> 100 * supplied.containedShare(countries) : null;
        }
        return supply.coversWeights()
                ? countries -> {
                    long all = supply.total().weightGrams();
                    return all == 0 ? 0 : 100.0 * sum(supply, countries).weightGrams() / all;
                }
                : null;
    }

    private static Sum sum(CountrySums supply, Collection<String> countries) {
        return countries.stream().map(supply::of).reduce(Sum.ZERO, Sum::plus);
    }

    /** A supplier's part of the supply, 0 to 1, by the policy's measure. */
    private ToDoubleFunction<String> share(BatchWindow window) {
        CountrySums supply = window.supply();
        return switch (policy.getMeasure()) {
            case VALUE -> supply::valueShare;
            case WEIGHT -> supply::weightShare;
            case CONTAINED_WEIGHT -> {
                ExpectedMeasures supplied = measures.apply(window).ofSupply();
                yield country -> supplied.containedShare(List.of(country));
            }
        };
    }

    private double hhi(BatchWindow window) {
        double[] shares =
                suppliers(window.supply()).stream().mapToDouble(share(window)).toArray();
        // The smallest first, as in the streaming code, so that the sums agree to the last bit.
        Arrays.sort(shares);
        double hhi = 0;
        for (double share : shares) {
            hhi += 100 * share * 100 * share;
        }
        return hhi;
    }

    private static Set<String> suppliers(CountrySums supply) {
        Set<String> suppliers = new TreeSet<>(supply.byCountry().keySet());
        suppliers.remove(ImportBounds.UNKNOWN_ORIGIN);
        return suppliers;
    }
}
