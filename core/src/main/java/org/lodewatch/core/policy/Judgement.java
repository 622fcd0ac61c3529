package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookFacts;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Judges a book by every policy that selects it, and returns what has changed since the last published alerts. */
public final class Judgement {

    private static final int MAX_SUPPLIERS = 5;
    private static final int MAX_ALTERNATIVES = 3;

    private final Catalogue catalogue;
    private final CatalogueFacts facts;
    private final int windowMonths;

    public Judgement(Catalogue catalogue, int windowMonths) {
        this.catalogue = catalogue;
        this.facts = new CatalogueFacts(catalogue);
        this.windowMonths = windowMonths;
    }

    /**
     * The transitions that lead from the published alerts of a book to its present ones. A stale book has no open alerts.
     *
     * @param windows counting the codes of the book
     * @param policies all policies
     * @param published the last transition of every alert of this book, by alert id, including resolved alerts, whose
     *     numbering goes on
     * @param now the time of publication
     * @return at most one transition for each alert id
     */
    public List<DependenceAlert> transitions(
            BookKey book,
            Windows windows,
            Clock clock,
            Collection<DependencePolicy> policies,
            Map<String, DependenceAlert> published,
            Instant now) {
        List<DependencePolicy> selecting = policies.stream()
                .filter(policy -> Policies.selects(policy, book))
                .toList();
        Optional<Window> stale = windows.firstStale();
        if (stale.isPresent()) {
            Set<String> ids = selecting.stream().map(DependencePolicy::getId).collect(Collectors.toSet());
            return open(published)
                    .map(alert -> ids.contains(alert.getPolicyId())
                            ? closed(alert, book, windows, stale.get(), now)
                            : withdrawn(alert, book, windows, now))
                    .toList();
        }
        List<DependenceAlert> transitions = new ArrayList<>();
        Set<String> judged = new HashSet<>();
        for (DependencePolicy policy : selecting) {
            List<Window> judgeable = windows.all().stream()
                    .filter(window -> window.isJudged(policy.getProvisional()))
                    .toList();
            Map<Integer, String> passedOver = new HashMap<>();
            judgeable.forEach(window -> passedOver(policy, book, windows, window)
                    .ifPresent(reason -> passedOver.put(window.asOf(), reason)));
            List<Window> judgedWindows = judgeable.stream()
                    .filter(window -> !passedOver.containsKey(window.asOf()))
                    .toList();
            Measurement measurement = new Measurement(policy.getMetric(), policy.getMeasure(), book, windows, facts);
            for (AlertSubject subject : subjects(policy, book, judgedWindows, measurement, published)) {
                String alertId = alertId(policy, book, subject.id());
                judged.add(alertId);
                Verdict verdict = Verdict.of(
                        policy,
                        judgeable.stream()
                                .map(window -> passedOver.containsKey(window.asOf())
                                        ? Observation.passedOver(window.asOf(), passedOver.get(window.asOf()))
                                        : measurement.observe(window, subject))
                                .toList(),
                        clock.periodMonths(),
                        windows.earlierAreHidden());
                Optional<DependenceAlert> last = Optional.ofNullable(published.get(alertId));
                verdict.transitionFrom(last)
                        .map(transition ->
                                alert(policy, book, subject, windows, measurement, verdict, last, transition, now))
                        .ifPresent(transitions::add);
            }
        }
        open(published)
                .filter(alert -> !judged.contains(alert.getAlertId()))
                .map(alert -> withdrawn(alert, book, windows, now))
                .forEach(transitions::add);
        return transitions;
    }

    /** Why a policy does not judge a window that is judged otherwise; empty if it does. */
    private Optional<String> passedOver(DependencePolicy policy, BookKey book, Windows windows, Window window) {
        if (!policy.getPartCodes()) {
            Optional<CodeCoverage> coverage = windows.codes().coverage(window);
            if (coverage.isPresent()) {
                return Optional.of("%s has %s".formatted(book.dataset(), BookCodes.text(coverage.get())));
            }
        }
        return policy.getNetExports()
                ? Optional.empty()
                : reliance(book, Months.year(window.asOf()))
                        .filter(NetImportReliance::isNetExporter)
                        .map(figure -> "%s exports more of it than it imports (%d, %s)"
                                .formatted(book.reporter(), figure.year(), figure.edition()));
    }

    /** The net import reliance of a book. A form without a figure of its own takes that of its mineral. */
    private Optional<NetImportReliance> reliance(BookKey book, int year) {
        return facts.of(book)
                .reliance(book.reporter(), year)
                .figure()
                .or(() -> catalogue
                        .formOf(book.mineral())
                        .flatMap(mineral -> catalogue
                                .reliance(book.reporter(), mineral, year)
                                .figure()));
    }

    private static Stream<DependenceAlert> open(Map<String, DependenceAlert> published) {
        return published.values().stream().filter(alert -> alert.getSeverity() != Severity.NONE);
    }

    /** The id of an alert, which stays the same over its life. */
    static String alertId(DependencePolicy policy, BookKey book, String subject) {
        return policy.getId() + "/" + book + "/" + subject;
    }

    private List<AlertSubject> subjects(
            DependencePolicy policy,
            BookKey book,
            List<Window> judgeable,
            Measurement measurement,
            Map<String, DependenceAlert> published) {
        return switch (policy.getSubject()) {
            case MARKET -> List.of(AlertSubject.MARKET);
            case COUNTRY ->
                Stream.of(policy.getSubjectName())
                        .filter(alpha2 -> !alpha2.equals(book.reporter()))
                        .map(this::country)
                        .toList();
            case BLOC ->
                catalogue.bloc(policy.getSubjectName()).map(Judgement::bloc).stream()
                        .toList();
            case ANY_COUNTRY -> {
                // A country that never reached the warning line has no alert, and need not be judged.
                Set<String> candidates = new TreeSet<>();
                published.values().stream()
                        .filter(alert -> alert.getAlertId().equals(alertId(policy, book, alert.getSubject())))
                        // An earlier version of the policy may have measured a bloc or the market.
                        .filter(alert -> catalogue.country(alert.getSubject()).isPresent())
                        .filter(alert -> !alert.getSubject().equals(book.reporter()))
                        .forEach(alert -> candidates.add(alert.getSubject()));
                judgeable.forEach(
                        window -> candidates.addAll(measurement.countriesThatMayReach(policy.getWarning(), window)));
                yield candidates.stream().map(this::country).toList();
            }
        };
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
            Transition transition,
            Instant now) {
        Severity before = last.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        Severity line =
                transition == Transition.EASED || transition == Transition.RESOLVED ? before : verdict.severity();
        OptionalDouble observed = verdict.last().map(Observation::observed).orElse(OptionalDouble.empty());
        Optional<Window> window = verdict.last().flatMap(observation -> windows.at(observation.asOf()));
        DependenceAlert.Builder alert = DependenceAlert.newBuilder()
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
                .setFormOf(catalogue.formOf(book.mineral()).orElse(null))
                .setSubject(subject.id())
                .setObserved(observed.isPresent() ? observed.getAsDouble() : null)
                .setThreshold(line == Severity.CRITICAL ? policy.getCritical() : policy.getWarning())
                .setWindowMonths(windowMonths)
                .setSince(verdict.severity() == Severity.NONE ? null : Months.text(verdict.since()))
                .setToldAt(now)
                .setSentence(new AlertSentence(
                                policy,
                                subject.name(),
                                book.reporter(),
                                catalogue.bookName(book.mineral()),
                                windowMonths,
                                windows.currency(),
                                window.map(at -> details(subject, book, at, windows, measurement))
                                        .orElseGet(() -> SentenceDetails.of(windows.basis())))
                        .of(transition, verdict));
        return withFigures(alert, book, window, windows, measurement, Set.copyOf(subject.countries()));
    }

    private SentenceDetails details(
            AlertSubject subject, BookKey book, Window window, Windows windows, Measurement measurement) {
        return new SentenceDetails(
                windows.basis(),
                measurement.absence(window),
                measurement.reliance(window).figure(),
                facts.of(book).production().map(this::producers),
                shift(subject, book, window, windows, measurement));
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
    private Optional<TradeShift> shift(
            AlertSubject subject, BookKey book, Window window, Windows windows, Measurement measurement) {
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

    /** The end of an alert that no policy judges any more. */
    private DependenceAlert withdrawn(DependenceAlert last, BookKey book, Windows windows, Instant now) {
        return ended(
                last,
                book,
                Optional.ofNullable(last.getAsOf()).map(Months::of).flatMap(windows::at),
                windows,
                now,
                "Policy %s no longer applies to %s in %s imports of %s%s."
                        .formatted(
                                last.getPolicyId(),
                                subjectName(last.getSubject()),
                                last.getReporter(),
                                catalogue.bookName(last.getMineral()),
                                basis(windows)));
    }

    /** The end of an alert whose book is stale. */
    private DependenceAlert closed(
            DependenceAlert last, BookKey book, Windows windows, Window firstStale, Instant now) {
        return ended(
                last,
                book,
                Optional.of(firstStale),
                windows,
                now,
                "Closed as stale: %s has no %s imports of %s%s after %s. Policy %s judges %s again when there are new ones."
                        .formatted(
                                last.getDataset(),
                                last.getReporter(),
                                catalogue.bookName(last.getMineral()),
                                basis(windows),
                                Months.text(firstStale.asOf()),
                                last.getPolicyId(),
                                subjectName(last.getSubject())));
    }

    /** The end of an alert that is not judged any more. */
    private DependenceAlert ended(
            DependenceAlert last,
            BookKey book,
            Optional<Window> window,
            Windows windows,
            Instant now,
            String sentence) {
        DependenceAlert.Builder alert = DependenceAlert.newBuilder(last)
                .setNumber(last.getNumber() + 1)
                .setTransition(Transition.RESOLVED)
                .setPreviousSeverity(last.getSeverity())
                .setSeverity(Severity.NONE)
                .setObserved(null)
                .setThreshold(null)
                .setSince(null)
                .setToldAt(now)
                .setSentence(sentence);
        Measurement measurement = new Measurement(last.getMetric(), last.getMeasure(), book, windows, facts);
        return withFigures(alert, book, window, windows, measurement, Set.of());
    }

    /** The alert with the totals and suppliers of a window, or with none. */
    private DependenceAlert withFigures(
            DependenceAlert.Builder alert,
            BookKey book,
            Optional<Window> window,
            Windows windows,
            Measurement measurement,
            Set<Integer> subject) {
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

    /** What the values are, in brackets after a space; empty if that is not declared. */
    private static String basis(Windows windows) {
        return windows.basis().map(" (%s)"::formatted).orElse("");
    }

    private String subjectName(String id) {
        return catalogue
                .country(id)
                .map(Country::name)
                .or(() -> catalogue.bloc(id).map(Bloc::name))
                .orElse(id);
    }
}
