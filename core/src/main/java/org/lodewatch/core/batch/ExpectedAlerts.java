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
import java.util.stream.DoubleStream;
import org.lodewatch.core.batch.BatchBook.BatchWindow;
import org.lodewatch.core.batch.CountrySums.Sum;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
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
        this.windows = all.values().stream()
                .filter(window -> window.judged(policy.getProvisional()))
                .toList();
        for (BatchWindow window : windows) {
            boolean inPart = codes.coverage(window.asOf(), window.months()).isPresent();
            if (window.closed() || inPart && !policy.getPartCodes() || !policy.getNetExports() && isExported(window)) {
                passedOver.add(window.asOf());
            }
        }
    }

    /**
     * The alerts that were raised, if the policy selects the book.
     *
     * @param published the published histories by alert id. Where the horizon hides earlier windows, they give what came before.
     */
    List<ExpectedAlert> alerts(Map<String, List<HistoryEntry>> published) {
        BookKey key = book.key();
        if (!policy.getEnabled()
                || !fits(policy.getDataset(), key.dataset())
                || !fits(policy.getReporter(), key.reporter())
                || !fits(policy.getMineral(), key.mineral())
                || windows.isEmpty()) {
            return List.of();
        }
        String prefix = policy.getId() + "/" + key + "/";
        Map<String, Set<String>> subjects = subjects();
        Map<String, List<ExpectedStep>> before = new TreeMap<>();
        if (book.calendar().hidesMonths()) {
            published.forEach((id, entries) -> {
                String subject = id.substring(id.lastIndexOf('/') + 1);
                List<ExpectedStep> open = openBefore(entries);
                if (id.equals(prefix + subject) && !open.isEmpty()) {
                    before.put(subject, open);
                    if (policy.getSubject() == SubjectKind.ANY_COUNTRY) {
                        subjects.putIfAbsent(subject, Set.of(subject));
                    }
                }
            });
        }
        List<ExpectedAlert> alerts = new ArrayList<>();
        subjects.forEach((subject, countries) -> alert(subject, countries, before.getOrDefault(subject, List.of()))
                .ifPresent(alerts::add));
        return alerts;
    }

    /** The published steps before the first window shown, if the alert was open then: from the last time it was raised. */
    private List<ExpectedStep> openBefore(List<HistoryEntry> entries) {
        String firstShown = Months.text(all.keySet().iterator().next());
        List<ExpectedStep> open = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            if (entry.getAsOf().compareTo(firstShown) < 0) {
                open.add(new ExpectedStep(
                        entry.getAsOf(), entry.getSeverity(), figure(entry.getObserved()), figure(entry.getHighest())));
                if (entry.getSeverity() == Severity.NONE) {
                    open = new ArrayList<>();
                }
            }
        }
        return open;
    }

    private static OptionalDouble figure(Double published) {
        return published == null ? OptionalDouble.empty() : OptionalDouble.of(published);
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

    private Optional<ExpectedAlert> alert(String subject, Set<String> countries, List<ExpectedStep> before) {
        List<OptionalDouble> observed = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            observed.add(
                    passedOver.contains(windows.get(i).asOf())
                            ? OptionalDouble.empty()
                            : observed(windows.get(i), countries));
        }
        List<Severity> severities = new ArrayList<>();
        Severity severity =
                before.isEmpty() ? Severity.NONE : before.get(before.size() - 1).severity();
        Severity first = severity;
        for (int i = 0; i < windows.size(); i++) {
            severity = next(severity, observed, i);
            severities.add(severity);
        }
        List<ExpectedStep> steps = new ArrayList<>();
        // A severity that was held before the first window has its highest figure there, too.
        int next = change(severities, first, 0);
        for (ExpectedStep step : before) {
            boolean isLast = step == before.get(before.size() - 1);
            steps.add(
                    isLast
                            ? new ExpectedStep(
                                    step.asOf(),
                                    step.severity(),
                                    step.observed(),
                                    highest(step.highest(), observed.subList(0, next)))
                            : step);
        }
        while (next < windows.size()) {
            Severity now = severities.get(next);
            int end = change(severities, now, next);
            steps.add(new ExpectedStep(
                    Months.text(windows.get(next).asOf()),
                    now,
                    observed.get(next),
                    now == Severity.NONE
                            ? OptionalDouble.empty()
                            : highest(OptionalDouble.empty(), observed.subList(next, end))));
            next = end;
        }
        BatchWindow newest = windows.get(windows.size() - 1);
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExpectedAlert(
                        policy.getId(),
                        book.key(),
                        subject,
                        steps,
                        Months.text(newest.asOf()),
                        observed.get(observed.size() - 1),
                        newest.sums().total().valueCents()));
    }

    /** The first window from an index on whose severity is another. */
    private static int change(List<Severity> severities, Severity held, int from) {
        int at = from;
        while (at < severities.size() && severities.get(at) == held) {
            at++;
        }
        return at;
    }

    private static OptionalDouble highest(OptionalDouble one, List<OptionalDouble> figures) {
        return DoubleStream.concat(one.stream(), figures.stream().flatMapToDouble(OptionalDouble::stream))
                .max();
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
