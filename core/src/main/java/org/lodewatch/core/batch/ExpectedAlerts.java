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
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** Judges one book by one policy, from its first window to its last. */
final class ExpectedAlerts {

    private static final String MARKET = "market";

    private final Catalogue catalogue;
    private final DependencePolicy policy;
    private final BatchBook book;
    private final List<BatchWindow> windows;

    ExpectedAlerts(Catalogue catalogue, DependencePolicy policy, BatchBook book) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.book = book;
        this.windows = book.windows().values().stream()
                .filter(BatchWindow::whole)
                .filter(window -> policy.getProvisional() || window.complete())
                .toList();
    }

    /** The alerts that stand, if the policy is in force for the book. */
    List<StandingAlert> standing() {
        BookKey key = book.key();
        if (!policy.getEnabled()
                || !fits(policy.getDataset(), key.dataset())
                || !fits(policy.getReporter(), key.reporter())
                || !fits(policy.getMineral(), key.mineral())) {
            return List.of();
        }
        List<StandingAlert> standing = new ArrayList<>();
        subjects().forEach((subject, countries) -> standing(subject, countries).ifPresent(standing::add));
        return standing;
    }

    private static boolean fits(String glob, String name) {
        StringBuilder pattern = new StringBuilder();
        for (char c : glob.toCharArray()) {
            pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return name.matches(pattern.toString());
    }

    /** Countries by subject: every supplier there ever was is judged, where the policy speaks of any. */
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
                windows.forEach(
                        window -> suppliers(window.tally()).forEach(country -> subjects.put(country, Set.of(country))));
        }
        return subjects;
    }

    private Optional<StandingAlert> standing(String subject, Set<String> countries) {
        List<OptionalDouble> observed = windows.stream()
                .map(window -> observed(window.tally(), countries))
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
                : Optional.of(new StandingAlert(
                        policy.getId(),
                        book.key(),
                        subject,
                        severity,
                        Months.text(since),
                        sinceAtLeast,
                        observed.get(observed.size() - 1)));
    }

    /** The severity after the i-th window, given the one before it. */
    private Severity next(Severity before, List<OptionalDouble> observed, int i) {
        if (isTooSmall(i)) {
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

    /** For how many months up to the i-th window, without a break, a line has been reached. */
    private int monthsOver(double line, List<OptionalDouble> observed, int i) {
        int months = 0;
        for (int at = i; at >= 0 && !isTooSmall(at) && observed.get(at).orElse(-1) >= line; at--) {
            months += book.calendar().periodMonths();
        }
        return months;
    }

    private boolean isTooSmall(int i) {
        return windows.get(i).tally().total().valueCents() < policy.getMinimumValueCents();
    }

    private OptionalDouble observed(ComparisonCounts tally, Set<String> countries) {
        if (policy.getMeasure() == Measure.WEIGHT && !tally.weightsTell()) {
            return OptionalDouble.empty();
        }
        if (policy.getMetric() == Metric.HHI) {
            return OptionalDouble.of(hhi(tally));
        }
        double percent = percent(tally, countries);
        if (policy.getMetric() == Metric.SHARE) {
            return OptionalDouble.of(percent);
        }
        OptionalDouble reliance =
                catalogue.reliance(book.key().reporter(), book.key().mineral());
        return reliance.isPresent() ? OptionalDouble.of(percent * reliance.getAsDouble()) : OptionalDouble.empty();
    }

    private double percent(ComparisonCounts tally, Collection<String> countries) {
        Sum part = countries.stream().map(tally::of).reduce(Sum.NOTHING, Sum::plus);
        long all = measured(tally.total());
        return all == 0 ? 0 : 100.0 * measured(part) / all;
    }

    private long measured(Sum sum) {
        return policy.getMeasure() == Measure.VALUE ? sum.valueCents() : sum.weightGrams();
    }

    private double hhi(ComparisonCounts tally) {
        double[] shares = suppliers(tally).stream()
                .mapToDouble(policy.getMeasure() == Measure.VALUE ? tally::valueShare : tally::weightShare)
                .toArray();
        // The smallest first, as the desk adds them, so that the sums agree to the last bit.
        Arrays.sort(shares);
        double hhi = 0;
        for (double share : shares) {
            hhi += 100 * share * 100 * share;
        }
        return hhi;
    }

    private static Set<String> suppliers(ComparisonCounts tally) {
        Set<String> suppliers = new TreeSet<>(tally.byCountry().keySet());
        suppliers.remove(ImportBounds.UNKNOWN_ORIGIN);
        return suppliers;
    }
}
