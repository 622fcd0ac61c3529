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
import java.util.regex.Pattern;
import org.lodewatch.core.batch.BatchBook.BatchWindow;
import org.lodewatch.core.batch.CountrySums.Sum;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
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
    private final List<BatchWindow> windows;

    /** The as-of months of those that the policy passes over. */
    private final Set<Integer> passedOver = new TreeSet<>();

    ExpectedAlerts(Catalogue catalogue, DependencePolicy policy, BatchBook book, ExpectedCodes codes) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.book = book;
        Collection<BatchWindow> all = book.windows().values();
        // No window of a book is judged while its newest one is stale, also not an earlier one.
        this.windows = all.stream().anyMatch(BatchWindow::stale)
                ? List.of()
                : all.stream()
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
        List<OptionalDouble> observed = windows.stream()
                .map(window -> observed(1970 + Math.floorDiv(window.asOf(), 12), window.supply(), countries))
                .toList();
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
        return catalogue
                .reliance(book.key().reporter(), book.key().mineral(), 1970 + Math.floorDiv(window.asOf(), 12))
                .figure()
                .filter(figure -> figure.printed().equals("E"))
                .isPresent();
    }

    private OptionalDouble reliance(int year) {
        return catalogue
                .reliance(book.key().reporter(), book.key().mineral(), year)
                .part();
    }

    private OptionalDouble observed(int year, CountrySums supply, Set<String> countries) {
        if (policy.getMeasure() == Measure.WEIGHT && !supply.coversWeights()) {
            return OptionalDouble.empty();
        }
        return switch (policy.getMetric()) {
            case SHARE -> OptionalDouble.of(percent(supply, countries));
            case HHI -> OptionalDouble.of(hhi(supply));
            case EFFECTIVE_DEPENDENCE ->
                reliance(year).stream()
                        .map(part -> percent(supply, countries) * part)
                        .findFirst();
            case HHI_GOVERNANCE, UNPRODUCED_SHARE, DETOUR -> OptionalDouble.empty();
        };
    }

    private double percent(CountrySums supply, Collection<String> countries) {
        Sum part = countries.stream().map(supply::of).reduce(Sum.ZERO, Sum::plus);
        long all = measured(supply.total());
        return all == 0 ? 0 : 100.0 * measured(part) / all;
    }

    private long measured(Sum sum) {
        return policy.getMeasure() == Measure.VALUE ? sum.valueCents() : sum.weightGrams();
    }

    private double hhi(CountrySums supply) {
        double[] shares = suppliers(supply).stream()
                .mapToDouble(policy.getMeasure() == Measure.VALUE ? supply::valueShare : supply::weightShare)
                .toArray();
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
