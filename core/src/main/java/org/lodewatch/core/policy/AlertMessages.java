package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lodewatch.core.book.BookFacts;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.HistoryChange.Restatement;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Builds the messages of the alerts of one book and one metric and measure. */
final class AlertMessages {

    private static final int MAX_SUPPLIERS = 5;
    private static final int MAX_ALTERNATIVES = 3;

    private final Catalogue catalogue;
    private final CatalogueFacts facts;
    private final int windowMonths;
    private final BookKey book;
    private final Windows windows;
    private final Measurement measurement;

    AlertMessages(
            Catalogue catalogue,
            CatalogueFacts facts,
            int windowMonths,
            BookKey book,
            Windows windows,
            Measurement measurement) {
        this.catalogue = catalogue;
        this.facts = facts;
        this.windowMonths = windowMonths;
        this.book = book;
        this.windows = windows;
        this.measurement = measurement;
    }

    /** The id of an alert, which stays the same over its life. */
    String alertId(DependencePolicy policy, String subject) {
        return policy.getId() + "/" + book + "/" + subject;
    }

    /**
     * The messages of some steps of a history, in order.
     *
     * @param publishedNumber the number of the last published transition; 0 if there is none
     * @param now the time of publication
     */
    List<DependenceAlert> of(
            DependencePolicy policy,
            AlertSubject subject,
            AlertHistory history,
            List<Step> steps,
            long publishedNumber,
            Instant now) {
        int newest = history.newest().map(Observation::asOf).orElse(0);
        List<DependenceAlert> messages = new ArrayList<>();
        for (Step step : steps) {
            Observation at = history.at(step.asOf()).orElseThrow();
            Severity line = step.severity().compareTo(step.before()) < 0 ? step.before() : step.severity();
            Optional<Window> window = windows.at(step.asOf());
            DependenceAlert.Builder message = message(policy, subject, now)
                    .setNumber(publishedNumber + messages.size() + 1)
                    .setTransition(step.transition())
                    .setSeverity(step.severity())
                    .setPreviousSeverity(step.before())
                    .setObserved(AlertHistory.nullable(step.observed()))
                    .setThreshold(AlertSentence.line(policy, line))
                    .setSince(step.severity() == Severity.NONE ? null : Months.text(step.asOf()))
                    .setAgeMonths(newest - step.asOf())
                    .setSentence(sentence(policy, subject, window).of(step, at));
            messages.add(withFigures(message, window, Set.copyOf(subject.countries())));
        }
        return messages;
    }

    /** The message of a restatement. */
    DependenceAlert restated(
            DependencePolicy policy,
            AlertSubject subject,
            AlertHistory history,
            Restatement restatement,
            RestatementCause cause,
            DependenceAlert published,
            Instant now) {
        Severity severity = restatement.last().map(Step::severity).orElse(Severity.NONE);
        Optional<Observation> newest = history.newest();
        Optional<Window> window = newest.flatMap(observation -> windows.at(observation.asOf()));
        DependenceAlert.Builder message = message(policy, subject, now)
                .setNumber(published.getNumber() + 1)
                .setTransition(Transition.RESTATED)
                .setSeverity(severity)
                .setPreviousSeverity(published.getSeverity())
                .setObserved(
                        AlertHistory.nullable(newest.map(Observation::observed).orElse(OptionalDouble.empty())))
                .setThreshold(
                        AlertSentence.line(policy, severity == Severity.NONE ? published.getSeverity() : severity))
                .setSince(
                        severity == Severity.NONE
                                ? null
                                : Months.text(restatement.last().orElseThrow().asOf()))
                .setAgeMonths(Math.max(0, newest.map(Observation::asOf).orElse(0) - restatement.lastMonth()))
                .setHistory(restatement.present().stream().map(Step::entry).toList())
                .setFormerHistory(restatement.former())
                .setCause(cause)
                .setSentence(sentence(policy, subject, window).restated(restatement, cause, newest));
        return withFigures(message, window, Set.copyOf(subject.countries()));
    }

    /** The end of an alert that no policy judges any more. */
    DependenceAlert withdrawn(DependenceAlert published, Instant now) {
        String basis = windows.basis().map(" (%s)"::formatted).orElse("");
        DependenceAlert.Builder message = DependenceAlert.newBuilder(published)
                .setNumber(published.getNumber() + 1)
                .setTransition(Transition.RESOLVED)
                .setPreviousSeverity(published.getSeverity())
                .setSeverity(Severity.NONE)
                .setObserved(null)
                .setThreshold(null)
                .setSince(null)
                .setToldAt(now)
                .setAgeMonths(0)
                .setCause(RestatementCause.POLICY_CHANGED)
                .setFormerHistory(published.getHistory())
                .setHistory(List.of())
                .setCurrent(null)
                .setJudgedTo(null)
                .setJudgedBy("")
                .setSentence("Policy %s no longer applies to %s in %s imports of %s%s."
                        .formatted(
                                published.getPolicyId(),
                                subjectName(published.getSubject()),
                                book.reporter(),
                                catalogue.bookName(book.mineral()),
                                basis));
        Optional<Window> window =
                Optional.ofNullable(published.getAsOf()).map(Months::of).flatMap(windows::at);
        return withFigures(message, window, Set.of());
    }

    /** The current figure of an open alert; null for others. */
    CurrentFigure current(AlertHistory history) {
        return history.newest()
                .filter(newest -> history.severity() != Severity.NONE)
                .map(newest -> new CurrentFigure(
                        Months.text(newest.asOf()),
                        AlertHistory.nullable(newest.observed()),
                        windows.at(newest.asOf()).orElseThrow().totals().sum(Totals.VALUE)))
                .orElse(null);
    }

    private DependenceAlert.Builder message(DependencePolicy policy, AlertSubject subject, Instant now) {
        return DependenceAlert.newBuilder()
                .setAlertId(alertId(policy, subject.id()))
                .setPolicyId(policy.getId())
                .setPolicyVersion(policy.getVersion())
                .setMetric(policy.getMetric())
                .setMeasure(policy.getMeasure())
                .setDataset(book.dataset())
                .setReporter(book.reporter())
                .setMineral(book.mineral())
                .setFormOf(catalogue.formOf(book.mineral()).orElse(null))
                .setSubject(subject.id())
                .setWindowMonths(windowMonths)
                .setToldAt(now);
    }

    private AlertSentence sentence(DependencePolicy policy, AlertSubject subject, Optional<Window> window) {
        return new AlertSentence(
                policy,
                subject.name(),
                book.reporter(),
                catalogue.bookName(book.mineral()),
                windowMonths,
                windows.currency(),
                window.map(at -> details(subject, at)).orElseGet(() -> SentenceDetails.of(windows.basis())));
    }

    private SentenceDetails details(AlertSubject subject, Window window) {
        return new SentenceDetails(
                windows.basis(),
                measurement.absence(window),
                measurement.reliance(window).figure(),
                facts.of(book).production().map(this::producers),
                shift(subject, window));
    }

    /** What producers do, and how no producer is called: "mine no antimony (MCS2026)". */
    private String producers(Production production) {
        return "%s no %s (%s)"
                .formatted(production.verb(), catalogue.bookName(production.mineral()), production.edition());
    }

    /**
     * Where the trade of a country or bloc went in the year before a window; empty if it has not lost, if that is not known, or
     * if nothing was imported.
     */
    private Optional<TradeShift> shift(AlertSubject subject, Window window) {
        MeasuredWindow now = measurement.of(window);
        Optional<MeasuredWindow> before = windows.yearBefore(window).map(measurement::of);
        if (subject.countries().isEmpty()
                || now.absence().isPresent()
                || now.supply().sum(Totals.VALUE) == 0
                || before.filter(year -> year.absence().isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        double percent = now.percent(subject.countries());
        double percentBefore = before.get().percent(subject.countries());
        List<Supplier> others = suppliers(now, Optional.empty()).stream()
                .filter(supplier -> !subject.countries().contains(CountryCode.of(supplier.getCountry())))
                .limit(MAX_ALTERNATIVES)
                .toList();
        BookFacts about = facts.of(book);
        return percent >= percentBefore
                ? Optional.empty()
                : Optional.of(new TradeShift(
                        subject.name(),
                        percent,
                        percentBefore,
                        others.stream()
                                .map(supplier -> subjectName(supplier.getCountry()))
                                .toList(),
                        others.stream()
                                .mapToDouble(supplier -> 100 * supplier.getShare())
                                .sum(),
                        about.producers().stream()
                                .mapToDouble(producers -> 100 * producers.unproducedShare(now.supply()))
                                .findFirst(),
                        about.production().map(Production::verb).orElse("")));
    }

    /** The alert with the totals and suppliers of a window, or with none. */
    private DependenceAlert withFigures(DependenceAlert.Builder alert, Optional<Window> window, Set<Integer> subject) {
        List<Supplier> suppliers = window.map(at -> suppliers(
                        measurement.of(at), windows.yearBefore(at).map(before -> Supply.of(book, before.totals()))))
                .orElse(List.of());
        Optional<Totals> totals = window.map(Window::totals);
        return alert.setCurrency(windows.currency())
                .setBasis(windows.basis().orElse(null))
                .setAsOf(window.map(at -> Months.text(at.asOf())).orElse(null))
                .setTotalValueCents(totals.map(of -> of.sum(Totals.VALUE)).orElse(0L))
                .setTotalWeightGrams(totals.filter(of -> of.sum(Totals.WEIGHED_RECORDS) > 0)
                        .map(of -> of.sum(Totals.WEIGHT))
                        .orElse(null))
                .setSuppliers(suppliers.stream().limit(MAX_SUPPLIERS).toList())
                .setAlternatives(suppliers.stream()
                        .filter(supplier -> !subject.contains(CountryCode.of(supplier.getCountry())))
                        .limit(MAX_ALTERNATIVES)
                        .toList())
                .build();
    }

    /** Every known supplier, the largest share first. */
    private List<Supplier> suppliers(MeasuredWindow measured, Optional<Supply> yearBefore) {
        Supply supply = measured.supply();
        Totals totals = supply.totals();
        List<Supplier> suppliers = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (!measured.isSupplier(column)) {
                continue;
            }
            String alpha2 = CountryCode.text(totals.countries().country(column));
            Double before = yearBefore.isEmpty() ? null : yearBefore.get().valueShare(column);
            suppliers.add(Supplier.newBuilder()
                    .setCountry(alpha2)
                    .setValueCents(totals.get(column, Totals.VALUE))
                    .setShare(measured.share(column))
                    .setShareChange(before == null ? null : supply.valueShare(column) - before)
                    .setBlocs(catalogue.blocs().stream()
                            .filter(bloc -> bloc.members().contains(alpha2))
                            .map(Bloc::id)
                            .toList())
                    .build());
        }
        suppliers.sort(Comparator.comparingDouble(Supplier::getShare).reversed().thenComparing(Supplier::getCountry));
        return suppliers;
    }

    private String subjectName(String id) {
        return catalogue
                .country(id)
                .map(Country::name)
                .or(() -> catalogue.bloc(id).map(Bloc::name))
                .orElse(id);
    }
}
