package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * The windows of a book, judged by one policy after the other. What several policies measure is computed once. It is valid until
 * the book changes. Not safe for use by several threads.
 */
public final class MeasuredBook {

    private static final String UNKNOWN_ORIGIN = CountryCode.text(CountryCode.UNKNOWN);

    private final Catalogue catalogue;
    private final CatalogueFacts facts;
    private final int windowMonths;
    private final BookKey book;
    private final Windows windows;
    private final Map<Measure, Map<Integer, MeasuredWindow>> measured = new EnumMap<>(Measure.class);
    private final Map<Measure, Map<Metric, Measurement>> measurements = new EnumMap<>(Measure.class);
    private final Map<Integer, Optional<NetImportReliance>> relianceByYear = new HashMap<>();
    private final Map<Selection, SelectedWindows> selected = new HashMap<>();

    MeasuredBook(Catalogue catalogue, CatalogueFacts facts, int windowMonths, BookKey book, Windows windows) {
        this.catalogue = catalogue;
        this.facts = facts;
        this.windowMonths = windowMonths;
        this.book = book;
        this.windows = windows;
    }

    /** Why a window is passed over, as a reason and in words that follow "because". */
    private record PassedOver(UnjudgedReason reason, String text) {}

    /** What of a policy decides which windows it judges. */
    private record Selection(boolean provisional, boolean partCodes, boolean netExports) {

        private static Selection of(DependencePolicy policy) {
            return new Selection(policy.getProvisional(), policy.getPartCodes(), policy.getNetExports());
        }
    }

    /**
     * The windows that policies judge or pass over.
     *
     * @param judgeable both, oldest first
     * @param judged those not passed over
     * @param passedOver why each of the others is, by as-of month
     */
    private record SelectedWindows(List<Window> judgeable, List<Window> judged, Map<Integer, PassedOver> passedOver) {}

    /**
     * Judges the book by a policy that selects it.
     *
     * @param periodMonths months between two windows
     * @param published the status of alerts of this book, by alert id; none to judge only what the data give
     * @return an alert for each subject that may have reached the warning line, or that is published
     */
    public List<JudgedAlert> judge(int periodMonths, DependencePolicy policy, Map<String, DependenceAlert> published) {
        return judge(periodMonths, policy, published, policy.getWarning());
    }

    /**
     * Judges the book by a policy that selects it.
     *
     * @param periodMonths months between two windows
     * @param published the status of alerts of this book, by alert id; none to judge only what the data give
     * @param line percent or points, at most the warning line
     * @return an alert for each subject that may have reached {@code line}, or that is published
     */
    public List<JudgedAlert> judge(
            int periodMonths, DependencePolicy policy, Map<String, DependenceAlert> published, double line) {
        Judging judging = new Judging(policy, periodMonths);
        return subjects(policy, judging.windows.judged(), judging.measurement, published, line).stream()
                .map(subject -> judging.of(subject, published.get(alertId(policy, subject.id()))))
                .toList();
    }

    /**
     * Judges the book by a policy that selects it, for one subject, which need not have reached a line.
     *
     * @param periodMonths months between two windows
     * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
     * @param published the status of its alert; empty if it has none
     * @return empty if the policy does not measure the subject
     */
    public Optional<JudgedAlert> judge(
            int periodMonths, DependencePolicy policy, String subject, Optional<DependenceAlert> published) {
        boolean measures = switch (policy.getSubject()) {
            case MARKET -> subject.equals(AlertSubject.MARKET.id());
            case COUNTRY, BLOC -> subject.equals(policy.getSubjectName());
            case ANY_COUNTRY -> catalogue.country(subject).isPresent() && !subject.equals(UNKNOWN_ORIGIN);
        };
        return measures && !subject.equals(book.reporter())
                ? Optional.of(new Judging(policy, periodMonths).of(subject(subject), published.orElse(null)))
                : Optional.empty();
    }

    /** A policy and the windows that it judges or passes over. */
    private final class Judging {

        private final DependencePolicy policy;
        private final int periodMonths;
        private final Measurement measurement;
        private final AlertMessages messages;
        private final SelectedWindows windows;

        private Judging(DependencePolicy policy, int periodMonths) {
            this.policy = policy;
            this.periodMonths = periodMonths;
            this.measurement = measurement(policy.getMetric(), policy.getMeasure());
            this.messages = messages(policy.getMetric(), policy.getMeasure());
            this.windows = selected.computeIfAbsent(Selection.of(policy), MeasuredBook.this::select);
        }

        /** @param published the status of its alert, or null */
        private JudgedAlert of(AlertSubject subject, DependenceAlert published) {
            List<Observation> observations = windows.judgeable().stream()
                    .map(window -> observe(window, subject))
                    .toList();
            List<HistoryEntry> shown = shown(published);
            // Without a window to judge there is no alert, whatever came before.
            List<HistoryEntry> earlier = observations.isEmpty() ? List.of() : hidden(shown);
            AlertHistory history = AlertHistory.of(policy, observations, periodMonths, earlier);
            return new JudgedAlert(policy, subject, history, shown, messages);
        }

        private Observation observe(Window window, AlertSubject subject) {
            PassedOver passedOver = windows.passedOver().get(window.asOf());
            return passedOver == null
                    ? measurement.observe(window, subject)
                    : Observation.passedOver(window.asOf(), passedOver.text());
        }
    }

    private SelectedWindows select(Selection selection) {
        List<Window> judgeable = new ArrayList<>();
        List<Window> judged = new ArrayList<>();
        Map<Integer, PassedOver> passedOver = new HashMap<>();
        for (Window window : windows.all()) {
            if (window.isJudged(selection.provisional())) {
                judgeable.add(window);
                passedOver(selection, window)
                        .ifPresentOrElse(why -> passedOver.put(window.asOf(), why), () -> judged.add(window));
            }
        }
        return new SelectedWindows(judgeable, judged, passedOver);
    }

    /** Whether a policy judges each of the windows, oldest first. */
    public List<WindowVerdict> verdicts(DependencePolicy policy) {
        Measurement measurement = measurement(policy.getMetric(), policy.getMeasure());
        return windows.all().stream()
                .map(window -> new WindowVerdict(window.asOf(), unjudged(policy, window, measurement)))
                .toList();
    }

    /**
     * The figure of a policy in a window, by what each country supplies; empty if there is no such window, or it cannot be
     * computed.
     *
     * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
     */
    public Optional<SupplyFigure> figure(DependencePolicy policy, String subject, int asOf) {
        return windows.at(asOf)
                .flatMap(window ->
                        measurement(policy.getMetric(), policy.getMeasure()).figure(window, subject(subject)));
    }

    /** Why the figure of a policy in a window cannot be computed, in words that follow "because"; empty if it can. */
    public Optional<String> absence(DependencePolicy policy, int asOf) {
        return windows.at(asOf)
                .flatMap(window ->
                        measurement(policy.getMetric(), policy.getMeasure()).absence(window));
    }

    private AlertSubject subject(String id) {
        if (id.equals(AlertSubject.MARKET.id())) {
            return AlertSubject.MARKET;
        }
        return catalogue.bloc(id).map(MeasuredBook::bloc).orElseGet(() -> country(id));
    }

    private Optional<UnjudgedReason> unjudged(DependencePolicy policy, Window window, Measurement measurement) {
        if (!window.isWhole()) {
            return Optional.of(UnjudgedReason.NOT_WHOLE);
        }
        if (window.state().withheld()) {
            return Optional.of(UnjudgedReason.PARTIAL);
        }
        if (!window.isJudged(policy.getProvisional())) {
            return Optional.of(UnjudgedReason.PROVISIONAL);
        }
        Optional<PassedOver> passedOver = passedOver(Selection.of(policy), window);
        if (passedOver.isPresent()) {
            return passedOver.map(PassedOver::reason);
        }
        if (Supply.of(book, window.totals()).sum(Totals.VALUE) < policy.getMinimumValueCents()) {
            return Optional.of(UnjudgedReason.BELOW_MINIMUM);
        }
        if (measurement.of(window).absence().isPresent()) {
            return Optional.of(UnjudgedReason.WEIGHT_UNKNOWN);
        }
        return measurement
                .absence(window)
                .map(reason -> policy.getMetric() == Metric.EFFECTIVE_DEPENDENCE
                        ? UnjudgedReason.NO_RELIANCE
                        : UnjudgedReason.NO_FIGURE);
    }

    private Measurement measurement(Metric metric, Measure measure) {
        return measurements
                .computeIfAbsent(measure, any -> new EnumMap<>(Metric.class))
                .computeIfAbsent(
                        metric,
                        any -> new Measurement(
                                metric,
                                measure,
                                book,
                                windows,
                                facts,
                                measured.computeIfAbsent(measure, none -> new HashMap<>())));
    }

    AlertMessages messages(Metric metric, Measure measure) {
        return new AlertMessages(catalogue, facts, windowMonths, book, windows, measurement(metric, measure));
    }

    /** The published history, without the episodes that ended before the oldest window if the horizon hides earlier ones. */
    private List<HistoryEntry> shown(DependenceAlert published) {
        if (published == null) {
            return List.of();
        }
        List<HistoryEntry> entries = entries(published);
        int first = 0;
        for (int i = 0; i < hidden(entries).size(); i++) {
            if (entries.get(i).getSeverity() == Severity.NONE) {
                first = i + 1;
            }
        }
        return entries.subList(first, entries.size());
    }

    /** The published history. Earlier versions published none: of an open alert it is then what its severity began with. */
    private static List<HistoryEntry> entries(DependenceAlert published) {
        return published.getHistory().isEmpty() && published.getSeverity() != Severity.NONE
                ? List.of(new HistoryEntry(
                        published.getSince(),
                        Transition.RAISED,
                        published.getSeverity(),
                        published.getObserved(),
                        null))
                : published.getHistory();
    }

    /** The entries before the oldest window: the horizon has moved or was set, but no figure was corrected. */
    private List<HistoryEntry> hidden(List<HistoryEntry> entries) {
        List<Window> all = windows.all();
        return windows.earlierAreHidden() && !all.isEmpty()
                ? entries.stream()
                        .takeWhile(
                                entry -> Months.of(entry.getAsOf()) < all.get(0).asOf())
                        .toList()
                : List.of();
    }

    /** Why a policy does not judge a window that is judged otherwise; empty if it does. */
    private Optional<PassedOver> passedOver(Selection selection, Window window) {
        if (window.closed()) {
            return Optional.of(new PassedOver(
                    UnjudgedReason.STALE, book.dataset() + " has no record of it in the last two periods"));
        }
        if (!selection.partCodes()) {
            Optional<CodeCoverage> coverage = windows.codes().coverage(window);
            if (coverage.isPresent()) {
                return Optional.of(new PassedOver(
                        UnjudgedReason.PART_CODES, book.dataset() + " has " + BookCodes.text(coverage.get())));
            }
        }
        return selection.netExports()
                ? Optional.empty()
                : reliance(Months.year(window.asOf()))
                        .filter(NetImportReliance::isNetExporter)
                        // Concatenated, because each judgement of a book has this text for each window.
                        .map(figure -> new PassedOver(
                                UnjudgedReason.NET_EXPORTER,
                                book.reporter() + " exports more of it than it imports (" + figure.year() + ", "
                                        + figure.edition() + ")"));
    }

    /** The net import reliance of the book. A form without a figure of its own takes that of its mineral. */
    private Optional<NetImportReliance> reliance(int year) {
        return relianceByYear.computeIfAbsent(
                year,
                any -> reliance(book, year)
                        .or(() -> catalogue
                                .formOf(book.mineral())
                                .flatMap(mineral ->
                                        reliance(new BookKey(book.dataset(), book.reporter(), mineral), year))));
    }

    private Optional<NetImportReliance> reliance(BookKey of, int year) {
        return facts.of(of).reliance(of.reporter(), year).figure();
    }

    private String alertId(DependencePolicy policy, String subject) {
        return policy.getId() + "/" + book + "/" + subject;
    }

    private List<AlertSubject> subjects(
            DependencePolicy policy,
            List<Window> judged,
            Measurement measurement,
            Map<String, DependenceAlert> published,
            double line) {
        return switch (policy.getSubject()) {
            case MARKET -> List.of(AlertSubject.MARKET);
            case COUNTRY ->
                Stream.of(policy.getSubjectName())
                        .filter(alpha2 -> !alpha2.equals(book.reporter()))
                        .map(this::country)
                        .toList();
            case BLOC ->
                catalogue.bloc(policy.getSubjectName()).map(MeasuredBook::bloc).stream()
                        .toList();
            case ANY_COUNTRY -> {
                // A country that never reached the line has no alert, and need not be judged.
                Set<String> candidates = new TreeSet<>();
                published.values().stream()
                        .filter(alert -> alert.getAlertId().equals(alertId(policy, alert.getSubject())))
                        // An earlier version of the policy may have measured a bloc or the market.
                        .filter(alert -> catalogue.country(alert.getSubject()).isPresent())
                        .filter(alert -> !alert.getSubject().equals(book.reporter()))
                        .forEach(alert -> candidates.add(alert.getSubject()));
                judged.forEach(window -> candidates.addAll(measurement.countriesThatMayReach(line, window)));
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
}
