package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Clock;
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
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Judges a book by policies over all its windows, and compares the result with what is published. */
public final class Judgement {

    private final Catalogue catalogue;
    private final CatalogueFacts facts;
    private final int windowMonths;
    private final String rules;

    /** @param rules the catalogue, window length, horizon and version of the rules, by which restatements are explained */
    public Judgement(Catalogue catalogue, int windowMonths, String rules) {
        this.rules = rules;
        this.catalogue = catalogue;
        this.facts = new CatalogueFacts(catalogue);
        this.windowMonths = windowMonths;
    }

    /**
     * What is to be published of the alerts of a book.
     *
     * @param windows counting the codes of the book
     * @param policies all policies
     * @param published the status of every alert of this book, by alert id, including resolved alerts, whose numbering goes on
     * @param settled whether past windows are published as well. If not, changes of past months wait, because the rest of a
     *     correction may follow.
     * @param now the time of publication
     * @return at most one for each alert id
     */
    public List<AlertChange> changes(
            BookKey book,
            Windows windows,
            Clock clock,
            Collection<DependencePolicy> policies,
            Map<String, DependenceAlert> published,
            boolean settled,
            Instant now) {
        List<AlertChange> changes = new ArrayList<>();
        Set<String> judged = new HashSet<>();
        for (DependencePolicy policy : policies) {
            if (Policies.selects(policy, book)) {
                for (JudgedAlert alert : judge(book, windows, clock.periodMonths(), policy, published)) {
                    judged.add(alert.alertId());
                    alert.change(Optional.ofNullable(published.get(alert.alertId())), clock, settled, rules, now)
                            .ifPresent(changes::add);
                }
            }
        }
        published.values().stream()
                .filter(alert -> !judged.contains(alert.getAlertId()))
                .filter(alert -> alert.getSeverity() != Severity.NONE
                        || !alert.getHistory().isEmpty())
                .map(alert -> withdrawn(alert, book, windows, now))
                .forEach(changes::add);
        return changes;
    }

    /**
     * Judges a book by a policy that selects it.
     *
     * @param windows counting the codes of the book
     * @param periodMonths months between two windows
     * @param published the status of alerts of this book, by alert id; none to judge only what the data give
     * @return an alert for each subject that may have reached the warning line, or that is published
     */
    public List<JudgedAlert> judge(
            BookKey book,
            Windows windows,
            int periodMonths,
            DependencePolicy policy,
            Map<String, DependenceAlert> published) {
        List<Window> judgeable = windows.all().stream()
                .filter(window -> window.isJudged(policy.getProvisional()))
                .toList();
        Map<Integer, String> passedOver = new HashMap<>();
        judgeable.forEach(window ->
                passedOver(policy, book, windows, window).ifPresent(reason -> passedOver.put(window.asOf(), reason)));
        List<Window> judgedWindows = judgeable.stream()
                .filter(window -> !passedOver.containsKey(window.asOf()))
                .toList();
        Measurement measurement = new Measurement(policy.getMetric(), policy.getMeasure(), book, windows, facts);
        AlertMessages messages = new AlertMessages(catalogue, facts, windowMonths, book, windows, measurement);
        List<JudgedAlert> judged = new ArrayList<>();
        for (AlertSubject subject : subjects(policy, book, judgedWindows, measurement, published)) {
            List<Observation> observations = judgeable.stream()
                    .map(window -> passedOver.containsKey(window.asOf())
                            ? Observation.passedOver(window.asOf(), passedOver.get(window.asOf()))
                            : measurement.observe(window, subject))
                    .toList();
            List<HistoryEntry> shown = shown(published.get(alertId(policy, book, subject.id())), windows);
            AlertHistory history = AlertHistory.of(policy, observations, periodMonths, hidden(shown, windows));
            judged.add(new JudgedAlert(policy, subject, history, shown, messages));
        }
        return judged;
    }

    /** The published history, without the episodes that ended before the oldest window if the horizon hides earlier ones. */
    private static List<HistoryEntry> shown(DependenceAlert published, Windows windows) {
        if (published == null) {
            return List.of();
        }
        List<HistoryEntry> entries = published.getHistory();
        int first = 0;
        for (int i = 0; i < hidden(entries, windows).size(); i++) {
            if (entries.get(i).getSeverity() == Severity.NONE) {
                first = i + 1;
            }
        }
        return entries.subList(first, entries.size());
    }

    /** The entries before the oldest window: the horizon has moved or was set, but no figure was corrected. */
    private static List<HistoryEntry> hidden(List<HistoryEntry> entries, Windows windows) {
        List<Window> all = windows.all();
        return windows.earlierAreHidden() && !all.isEmpty()
                ? entries.stream()
                        .takeWhile(
                                entry -> Months.of(entry.getAsOf()) < all.get(0).asOf())
                        .toList()
                : List.of();
    }

    private AlertChange withdrawn(DependenceAlert alert, BookKey book, Windows windows, Instant now) {
        Measurement measurement = new Measurement(alert.getMetric(), alert.getMeasure(), book, windows, facts);
        AlertMessages messages = new AlertMessages(catalogue, facts, windowMonths, book, windows, measurement);
        if (alert.getSeverity() == Severity.NONE) {
            DependenceAlert status = DependenceAlert.newBuilder(alert)
                    .setHistory(List.of())
                    .setJudgedTo(null)
                    .setJudgedBy("")
                    .build();
            return new AlertChange(List.of(), status, true);
        }
        DependenceAlert end = messages.withdrawn(alert, now);
        return new AlertChange(List.of(end), end, true);
    }

    /** Why a policy does not judge a window that is judged otherwise; empty if it does. */
    private Optional<String> passedOver(DependencePolicy policy, BookKey book, Windows windows, Window window) {
        if (window.closed()) {
            return Optional.of("%s has no record of it in the last two periods".formatted(book.dataset()));
        }
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

    private static String alertId(DependencePolicy policy, BookKey book, String subject) {
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
}
