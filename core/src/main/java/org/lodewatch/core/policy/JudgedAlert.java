package org.lodewatch.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.policy.HistoryChange.Restatement;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.values.Months;

/** The alert of one policy on one subject of a book, judged over all its windows. It is valid until the book changes. */
public final class JudgedAlert {

    private final DependencePolicy policy;
    private final AlertSubject subject;
    private final AlertHistory history;
    private final List<HistoryEntry> shown;
    private final AlertMessages messages;

    /** @param shown the published history, without episodes that ended before the windows that the horizon leaves */
    JudgedAlert(
            DependencePolicy policy,
            AlertSubject subject,
            AlertHistory history,
            List<HistoryEntry> shown,
            AlertMessages messages) {
        this.policy = policy;
        this.subject = subject;
        this.history = history;
        this.shown = shown;
        this.messages = messages;
    }

    public DependencePolicy policy() {
        return policy;
    }

    /** Alpha-2 code of a country, id of a bloc, or {@code market}. */
    public String subject() {
        return subject.id();
    }

    /** The name of the subject in a sentence. */
    public String subjectName() {
        return subject.name();
    }

    /** {@code policy/dataset/reporter/book/subject}. */
    public String alertId() {
        return messages.alertId(policy, subject.id());
    }

    public AlertHistory history() {
        return history;
    }

    /**
     * What the policy made of each window, oldest first.
     *
     * @param periodMonths months between two windows
     */
    public List<JudgedMonth> months(int periodMonths) {
        return history.months(policy, periodMonths);
    }

    /** The messages of some steps of the history, as they would be published. */
    List<DependenceAlert> messages(List<AlertHistory.Step> steps, long publishedNumber, Instant now) {
        return messages.of(policy, subject, history, steps, publishedNumber, now);
    }

    /**
     * Every transition as a message, numbered from 1.
     *
     * @param now the time of publication
     */
    public List<DependenceAlert> transitions(Instant now) {
        return messages(history.steps(), 0, now);
    }

    /**
     * The transitions from a month on as messages, with their numbers in the whole history.
     *
     * @param firstMonth as-of month
     * @param now the time of publication
     */
    public List<DependenceAlert> transitionsFrom(int firstMonth, Instant now) {
        List<AlertHistory.Step> steps = history.steps();
        int earlier =
                (int) steps.stream().takeWhile(step -> step.asOf() < firstMonth).count();
        return messages(steps.subList(earlier, steps.size()), earlier, now);
    }

    /**
     * What is to be published.
     *
     * @param published the status of the alert; empty if it has none
     * @param settled whether changes of past months are published
     * @param rules by which the alert is judged besides the policy
     */
    Optional<AlertChange> change(
            Optional<DependenceAlert> published, Clock clock, boolean settled, String rules, Instant now) {
        if (published.isEmpty() && history.steps().isEmpty()) {
            return Optional.empty();
        }
        HistoryChange change = HistoryChange.between(
                shown,
                published.map(DependenceAlert::getJudgedTo).map(Months::of).orElse(0),
                history.steps());
        boolean isUnchanged = change.restatement().isEmpty() && change.news().isEmpty();
        int firstMonth = change.restatement()
                .map(Restatement::firstMonth)
                .orElseGet(() -> isUnchanged ? 0 : change.news().get(0).asOf());
        if (!settled && !clock.isCurrent(firstMonth)) {
            return Optional.empty();
        }
        List<DependenceAlert> transitions = new ArrayList<>();
        change.restatement()
                .ifPresent(restatement -> transitions.add(messages.restated(
                        policy, subject, history, restatement, cause(published.get(), rules), published.get(), now)));
        long number = published.map(DependenceAlert::getNumber).orElse(0L) + transitions.size();
        transitions.addAll(messages(change.news(), number, now));
        DependenceAlert before = published.orElse(null);
        DependenceAlert last = transitions.isEmpty() ? before : transitions.get(transitions.size() - 1);
        DependenceAlert status = DependenceAlert.newBuilder(last)
                .setPolicyVersion(policy.getVersion())
                .setHistory(history.entries())
                .setCurrent(messages.current(history))
                .setJudgedTo(history.newest()
                        .map(newest -> Months.text(newest.asOf()))
                        .orElse(null))
                .setJudgedBy(rules)
                .build();
        return status.equals(before)
                ? Optional.empty()
                : Optional.of(new AlertChange(transitions, status, before == null || isVisible(before, status)));
    }

    private RestatementCause cause(DependenceAlert published, String rules) {
        if (published.getPolicyVersion() != policy.getVersion()) {
            return RestatementCause.POLICY_CHANGED;
        }
        return published.getJudgedBy().equals(rules) ? RestatementCause.CORRECTED : RestatementCause.RECATALOGUED;
    }

    private static boolean isVisible(DependenceAlert before, DependenceAlert status) {
        return before.getNumber() != status.getNumber()
                || before.getPolicyVersion() != status.getPolicyVersion()
                || !before.getHistory().equals(status.getHistory())
                || !Objects.equals(before.getCurrent(), status.getCurrent());
    }
}
