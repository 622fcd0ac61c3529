package org.lodewatch.service.explain;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.explain.AlertExplanation;
import org.lodewatch.core.explain.RecordMoves;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.values.NearNames;

/**
 * One alert, or a subject that never had one, with what is published of it.
 *
 * @param status the record of dependence-alert-status; empty if the alert was never raised
 * @param windows the published windows of its book
 * @param periodMonths months between two windows
 * @param explanation of its history by these windows and the present policy
 */
public record ExplainedAlert(
        String alertId,
        BookKey book,
        DependencePolicy policy,
        Optional<DependenceAlert> status,
        Windows windows,
        int periodMonths,
        AlertExplanation explanation) {

    private static final int PARTS = 5;
    private static final int MOST_NAMES = 3;

    /**
     * Finds an alert by its id.
     *
     * @param alertId {@code policy/dataset/reporter/mineral/subject}
     * @param statuses the content of dependence-alert-status
     * @param policies all policies, by id
     * @param published the published windows of a dataset and reporter
     * @throws OperatorException if nothing has this id: with the nearest ids
     */
    public static ExplainedAlert find(
            String alertId,
            Collection<DependenceAlert> statuses,
            Map<String, DependencePolicy> policies,
            BiFunction<String, String, List<PublishedWindows>> published,
            Catalogue catalogue) {
        String[] parts = alertId.split("/", -1);
        Optional<DependenceAlert> status = statuses.stream()
                .filter(alert -> alert.getAlertId().equals(alertId))
                .findFirst();
        if (parts.length != PARTS) {
            throw unknown(alertId, statuses);
        }
        DependencePolicy policy = policies.get(parts[0]);
        if (policy == null && status.isPresent()) {
            throw new OperatorException(
                    "policy %s no longer exists, so there is nothing to compute; its last transition: %s"
                            .formatted(parts[0], status.get().getSentence()));
        }
        BookKey book = new BookKey(parts[1], parts[2], parts[3]);
        if (policy == null || !Policies.selects(policy, book)) {
            throw unknown(alertId, statuses);
        }
        PublishedWindows ofOwner = published.apply(book.dataset(), book.reporter()).stream()
                .filter(windows -> windows.books().contains(book.mineral()))
                .findFirst()
                .orElseThrow(() -> unknown(alertId, statuses));
        Windows windows = ofOwner.of(book.mineral());
        MeasuredBook measured = judgement(catalogue, windows).measured(book, windows);
        JudgedAlert judged = measured.judge(ofOwner.periodMonths(), policy, parts[4], status)
                .orElseThrow(() -> unknown(alertId, statuses));
        return new ExplainedAlert(
                alertId,
                book,
                policy,
                status,
                windows,
                ofOwner.periodMonths(),
                new AlertExplanation(catalogue, measured, judged, ofOwner.periodMonths(), windows.currency()));
    }

    /** Finds the records that moved its figure. */
    public RecordMoves moves(Catalogue catalogue) {
        return new RecordMoves(
                catalogue,
                judgement(catalogue, windows),
                book,
                windows,
                policy,
                explanation.alert().subject());
    }

    /** The length of its windows. */
    public int windowMonths() {
        return windowMonths(windows);
    }

    /** Whether the published history is that of the published windows and the present policy. */
    public boolean isSettled() {
        return explanation
                .alert()
                .history()
                .isSameAs(status.map(DependenceAlert::getHistory).orElse(List.of()));
    }

    private static Judgement judgement(Catalogue catalogue, Windows windows) {
        return new Judgement(catalogue, windowMonths(windows), "");
    }

    private static int windowMonths(Windows windows) {
        return windows.all().stream().findFirst().map(Window::months).orElseThrow();
    }

    private static OperatorException unknown(String alertId, Collection<DependenceAlert> statuses) {
        List<String> ids =
                statuses.stream().map(DependenceAlert::getAlertId).sorted().toList();
        List<String> near = Stream.concat(
                        ids.stream()
                                .filter(id ->
                                        Arrays.asList(id.split("/")).containsAll(Arrays.asList(alertId.split("/")))),
                        NearNames.of(alertId, ids).stream())
                .distinct()
                .limit(MOST_NAMES)
                .toList();
        return new OperatorException("there is no alert %s: %s"
                .formatted(
                        alertId,
                        ids.isEmpty()
                                ? "none was ever raised"
                                : near.isEmpty()
                                        ? "`lodewatch alerts --open --output json` lists ids, such as " + ids.get(0)
                                        : "did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?"));
    }
}
