package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

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
        MeasuredBook measured = measured(book, windows);
        for (DependencePolicy policy : policies) {
            if (Policies.selects(policy, book)) {
                for (JudgedAlert alert : measured.judge(clock.periodMonths(), policy, published)) {
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
                .map(alert -> withdrawn(alert, measured, now))
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
        return measured(book, windows).judge(periodMonths, policy, published);
    }

    /**
     * A book to be judged by several policies, which share what is measured.
     *
     * @param windows counting the codes of the book
     */
    public MeasuredBook measured(BookKey book, Windows windows) {
        return new MeasuredBook(catalogue, facts, windowMonths, book, windows);
    }

    private static AlertChange withdrawn(DependenceAlert alert, MeasuredBook measured, Instant now) {
        if (alert.getSeverity() == Severity.NONE) {
            DependenceAlert status = DependenceAlert.newBuilder(alert)
                    .setHistory(List.of())
                    .setJudgedTo(null)
                    .setJudgedBy("")
                    .build();
            return new AlertChange(List.of(), status, true);
        }
        DependenceAlert end =
                measured.messages(alert.getMetric(), alert.getMeasure()).withdrawn(alert, now);
        return new AlertChange(List.of(end), end, true);
    }
}
