package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Judges a book by every policy that selects it, and says what has changed since it was last told. */
public final class Judgement {

    private static final int MOST_SUPPLIERS = 5;
    private static final int MOST_ALTERNATIVES = 3;

    /** A candidate for judgement may be one too many, never one too few. */
    private static final double ROUNDING = 1e-6;

    private final Catalogue catalogue;
    private final int windowMonths;

    public Judgement(Catalogue catalogue, int windowMonths) {
        this.catalogue = catalogue;
        this.windowMonths = windowMonths;
    }

    /**
     * The transitions that lead from what was told to how the alerts of a book stand now.
     *
     * @param policies all that there are
     * @param told the last transition of every alert of this book, by alert id; resolved ones too, for their numbers
     * @param now when they are told
     * @return at most one for each alert id
     */
    public List<DependenceAlert> transitions(
            BookKey book,
            Windows windows,
            Clock clock,
            Collection<DependencePolicy> policies,
            Map<String, DependenceAlert> told,
            Instant now) {
        List<DependenceAlert> transitions = new ArrayList<>();
        Set<String> judged = new HashSet<>();
        for (DependencePolicy policy : policies) {
            if (!Policies.selects(policy, book)) {
                continue;
            }
            List<Window> seen = windows.all().stream()
                    .filter(Window::isWhole)
                    .filter(window -> policy.getProvisional() || window.complete())
                    .toList();
            Measurement measurement = new Measurement(policy, catalogue.reliance(book.reporter(), book.mineral()));
            for (AlertSubject subject : subjects(policy, book, seen, measurement, told)) {
                String alertId = alertId(policy, book, subject.id());
                judged.add(alertId);
                Verdict verdict = Verdict.of(
                        policy,
                        seen.stream()
                                .map(window -> measurement.read(window, subject))
                                .toList(),
                        clock.periodMonths());
                Optional<DependenceAlert> last = Optional.ofNullable(told.get(alertId));
                AlertLife.next(last, verdict)
                        .map(transition ->
                                alert(policy, book, subject, windows, measurement, verdict, last, transition))
                        .ifPresent(transitions::add);
            }
        }
        told.values().stream()
                .filter(alert -> alert.getSeverity() != Severity.NONE && !judged.contains(alert.getAlertId()))
                .map(alert -> withdrawn(alert, windows))
                .forEach(transitions::add);
        transitions.forEach(transition -> transition.setToldAt(now));
        return transitions;
    }

    /** The id of an alert: stable over its life. */
    static String alertId(DependencePolicy policy, BookKey book, String subject) {
        return policy.getId() + "/" + book + "/" + subject;
    }

    private List<AlertSubject> subjects(
            DependencePolicy policy,
            BookKey book,
            List<Window> seen,
            Measurement measurement,
            Map<String, DependenceAlert> told) {
        return switch (policy.getSubject()) {
            case MARKET -> List.of(AlertSubject.MARKET);
            case COUNTRY -> List.of(country(policy.getSubjectName()));
            case BLOC ->
                catalogue.bloc(policy.getSubjectName()).map(Judgement::bloc).stream()
                        .toList();
            case ANY_COUNTRY -> {
                Set<String> candidates = new TreeSet<>();
                told.values().stream()
                        .filter(alert -> alert.getAlertId().equals(alertId(policy, book, alert.getSubject())))
                        // Under an earlier version the policy may have measured a bloc or the market.
                        .filter(alert -> catalogue.country(alert.getSubject()).isPresent())
                        .forEach(alert -> candidates.add(alert.getSubject()));
                seen.forEach(window -> candidates.addAll(over(policy.getWarning(), window, measurement)));
                yield candidates.stream().map(this::country).toList();
            }
        };
    }

    /** The countries that reach a line in a window: no other can have an alert, so no other needs to be judged. */
    private List<String> over(double line, Window window, Measurement measurement) {
        List<String> over = new ArrayList<>();
        Totals totals = window.totals();
        for (int column = 0; column < totals.countries().size(); column++) {
            int country = totals.countries().country(column);
            if (country != CountryCode.UNKNOWN && 100 * measurement.share(totals, column) >= line - ROUNDING) {
                over.add(CountryCode.text(country));
            }
        }
        return over;
    }

    private AlertSubject country(String alpha2) {
        String name = catalogue.country(alpha2).map(Country::name).orElse(alpha2);
        return new AlertSubject(alpha2, name, List.of(CountryCode.of(alpha2)));
    }

    private static AlertSubject bloc(Bloc bloc) {
        return new AlertSubject(
                bloc.id(),
                bloc.name(),
                bloc.members().stream().map(CountryCode::of).toList());
    }

    private DependenceAlert alert(
            DependencePolicy policy,
            BookKey book,
            AlertSubject subject,
            Windows windows,
            Measurement measurement,
            Verdict verdict,
            Optional<DependenceAlert> last,
            Transition transition) {
        Severity before = last.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        Severity line =
                transition == Transition.EASED || transition == Transition.RESOLVED ? before : verdict.severity();
        Optional<Window> window = verdict.last().flatMap(reading -> windows.at(reading.asOf()));
        AlertSentence sentence =
                new AlertSentence(policy, subject.name(), book.reporter(), mineralName(book.mineral()), windowMonths);
        DependenceAlert alert = DependenceAlert.newBuilder()
                .setAlertId(alertId(policy, book, subject.id()))
                .setNumber(last.map(DependenceAlert::getNumber).orElse(0L) + 1)
                .setTransition(transition)
                .setSeverity(verdict.severity())
                .setPreviousSeverity(before)
                .setPolicyId(policy.getId())
                .setPolicyVersion(policy.getVersion())
                .setMetric(policy.getMetric())
                .setMeasure(policy.getMeasure())
                .setDataset(book.dataset())
                .setReporter(book.reporter())
                .setMineral(book.mineral())
                .setSubject(subject.id())
                .setObserved(verdict.last()
                        .map(Observation::observed)
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .orElse(null))
                .setThreshold(line == Severity.CRITICAL ? policy.getCritical() : policy.getWarning())
                .setWindowMonths(windowMonths)
                .setSince(verdict.severity() == Severity.NONE ? null : Months.text(verdict.since()))
                .setTotalValueCents(0)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence(sentence.of(transition, verdict))
                .build();
        window.ifPresent(at -> figures(alert, at, windows, measurement, Set.copyOf(subject.countries())));
        return alert;
    }

    /** An alert that no policy judges any more. */
    private DependenceAlert withdrawn(DependenceAlert last, Windows windows) {
        DependenceAlert alert = DependenceAlert.newBuilder(last)
                .setNumber(last.getNumber() + 1)
                .setTransition(Transition.RESOLVED)
                .setPreviousSeverity(last.getSeverity())
                .setSeverity(Severity.NONE)
                .setObserved(null)
                .setThreshold(null)
                .setSince(null)
                .setAsOf(null)
                .setTotalValueCents(0)
                .setTotalWeightGrams(null)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setSentence("Policy %s no longer applies to %s in %s imports of %s."
                        .formatted(
                                last.getPolicyId(),
                                subjectName(last.getSubject()),
                                last.getReporter(),
                                mineralName(last.getMineral())))
                .build();
        Optional<Window> window =
                Optional.ofNullable(last.getAsOf()).map(Months::of).flatMap(windows::at);
        if (window.isEmpty()) {
            return alert;
        }
        DependencePolicy bare = DependencePolicy.newBuilder()
                .setId(last.getPolicyId())
                .setVersion(last.getPolicyVersion())
                .setSubject(SubjectKind.MARKET)
                .setMetric(last.getMetric())
                .setMeasure(last.getMeasure())
                .setWarning(1)
                .setCritical(1)
                .build();
        figures(alert, window.get(), windows, new Measurement(bare, OptionalDouble.empty()), Set.of());
        return alert;
    }

    private void figures(
            DependenceAlert alert, Window window, Windows windows, Measurement measurement, Set<Integer> subject) {
        Totals totals = window.totals();
        Optional<Window> before = windows.yearBefore(window);
        List<Supplier> suppliers = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            int country = totals.countries().country(column);
            if (country != CountryCode.UNKNOWN && measurement.hasShare(totals, column)) {
                suppliers.add(supplier(country, column, totals, before, measurement));
            }
        }
        suppliers.sort(Comparator.comparingDouble(Supplier::getShare).reversed().thenComparing(Supplier::getCountry));
        alert.setAsOf(Months.text(window.asOf()));
        alert.setTotalValueCents(totals.sum(Totals.VALUE));
        alert.setTotalWeightGrams(totals.sum(Totals.WEIGHED_RECORDS) > 0 ? totals.sum(Totals.WEIGHT) : null);
        alert.setSuppliers(suppliers.stream().limit(MOST_SUPPLIERS).toList());
        alert.setAlternatives(suppliers.stream()
                .filter(supplier -> !subject.contains(CountryCode.of(supplier.getCountry())))
                .limit(MOST_ALTERNATIVES)
                .toList());
    }

    private Supplier supplier(
            int country, int column, Totals totals, Optional<Window> before, Measurement measurement) {
        String alpha2 = CountryCode.text(country);
        double valueShare = Shares.valueShare(totals, column);
        return Supplier.newBuilder()
                .setCountry(alpha2)
                .setValueCents(totals.get(column, Totals.VALUE))
                .setShare(measurement.share(totals, column))
                .setShareChange(before.map(year -> valueShare - Shares.valueShare(year.totals(), column))
                        .orElse(null))
                .setBlocs(catalogue.blocs().stream()
                        .filter(bloc -> bloc.members().contains(alpha2))
                        .map(Bloc::id)
                        .toList())
                .build();
    }

    private String mineralName(String id) {
        return catalogue.mineral(id).map(Mineral::name).orElse(id);
    }

    private String subjectName(String id) {
        return catalogue
                .country(id)
                .map(Country::name)
                .or(() -> catalogue.bloc(id).map(Bloc::name))
                .orElse(id);
    }
}
