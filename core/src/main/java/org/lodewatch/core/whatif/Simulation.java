package org.lodewatch.core.whatif;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.policy.AlertHistory;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Observation;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Computes what assumed changes of one window do, by the very code that computes shares and judges: the changed window takes the
 * place of the published one, as the last of its book.
 */
public final class Simulation {

    /** Judges what a user assumes; nothing is published, so no restatement is explained. */
    private static final String NO_RULES = "";

    private final Catalogue catalogue;
    private final Shares shares;
    private final List<DependencePolicy> policies;

    /** @param policies those that judge the window */
    public Simulation(Catalogue catalogue, Collection<DependencePolicy> policies) {
        this.catalogue = catalogue;
        this.shares = new Shares(catalogue);
        this.policies = policies.stream()
                .sorted(Comparator.comparing(DependencePolicy::getId))
                .toList();
    }

    /**
     * The month of the window that is changed if none is named: the newest that policies judge, or the newest that has records if
     * they judge none. Empty without a window.
     */
    public static OptionalInt newest(Windows windows) {
        List<Window> filled = windows.all().stream()
                .filter(window -> !window.totals().isEmpty())
                .toList();
        boolean anyJudged = filled.stream().anyMatch(window -> window.isJudged(false));
        return filled.stream()
                .filter(window -> window.isJudged(false) || !anyJudged)
                .mapToInt(Window::asOf)
                .max();
    }

    /**
     * Changes one window of a book.
     *
     * @param windows of the book, counting its codes
     * @param periodMonths months between two windows
     * @param asOf the last month of the window
     * @return empty if the book has no such window, or no record is in it
     */
    public Optional<SimulatedBook> of(BookKey book, Windows windows, int periodMonths, int asOf, Moves moves) {
        return windows.at(asOf)
                .filter(window -> !window.totals().isEmpty())
                .map(window -> of(book, windows, periodMonths, window, moves));
    }

    private SimulatedBook of(BookKey book, Windows windows, int periodMonths, Window window, Moves moves) {
        MovedSupply moved = MovedSupply.of(catalogue, book, window.totals(), moves);
        Window changed = new Window(
                window.asOf(), window.months(), window.state(), window.stale(), window.closed(), moved.totals());
        Windows published = windows.endingWith(window, windows::parts);
        Windows simulated = windows.endingWith(changed, asOf -> parts(windows.parts(asOf), moved));
        MineralShares before = shares.of(book, window, published);
        Gap gap = Gap.of(moved.lostCents(), before);
        return new SimulatedBook(
                before,
                shares.of(book, changed, simulated),
                gap,
                moved.movedCents(),
                growth(book, moved, gap),
                alerts(book, published, simulated, periodMonths, window),
                moved.notes(),
                notJudged(book, windows, window));
    }

    private static Map<String, Totals> parts(Map<String, Totals> forms, MovedSupply moved) {
        Map<String, Totals> parts = new HashMap<>();
        forms.forEach((id, form) -> parts.put(id, moved.part(form)));
        return parts;
    }

    private List<Growth> growth(BookKey book, MovedSupply moved, Gap gap) {
        if (gap.valueCents() == 0) {
            return List.of();
        }
        Supply left = Supply.of(book, moved.totals());
        List<Growth> growth = new ArrayList<>();
        growth.add(Growth.of(Growth.OTHERS, left.sum(Totals.VALUE), gap.valueCents()));
        for (Bloc bloc : catalogue.blocs()) {
            long value = bloc.members().stream()
                    .map(CountryCode::of)
                    .filter(country -> country != left.reporter())
                    .mapToLong(country -> left.totals().of(country, Totals.VALUE))
                    .sum();
            growth.add(Growth.of(bloc.id(), value, gap.valueCents()));
        }
        return growth;
    }

    private static Optional<String> notJudged(BookKey book, Windows windows, Window window) {
        if (window.isJudged(true)) {
            return window.complete()
                    ? windows.codes()
                            .coverage(window)
                            .map(part -> "%s has %s; only policies with partCodes judge it"
                                    .formatted(book.dataset(), BookCodes.text(part)))
                    : Optional.of("the window to %s is provisional: only policies with provisional judge it"
                            .formatted(Months.text(window.asOf())));
        }
        return Optional.of(
                window.isWhole()
                        ? "rows of the window to %s are missing".formatted(Months.text(window.asOf()))
                        : "the window to %s has %d of %d months"
                                .formatted(Months.text(window.asOf()), window.coveredMonths(), window.months()));
    }

    private List<SimulatedAlert> alerts(
            BookKey book, Windows published, Windows simulated, int periodMonths, Window window) {
        Judgement judgement = new Judgement(catalogue, window.months(), NO_RULES);
        MeasuredBook present = judgement.measured(book, published);
        MeasuredBook changed = judgement.measured(book, simulated);
        List<SimulatedAlert> alerts = new ArrayList<>();
        for (DependencePolicy policy : policies) {
            if (Policies.selects(policy, book)) {
                // Each side also judges the subjects of the other's alerts, to have the figures of both.
                Map<String, JudgedAlert> before = byId(present.judge(periodMonths, policy, Map.of()));
                Map<String, JudgedAlert> after = byId(changed.judge(periodMonths, policy, statuses(before)));
                if (!before.keySet().containsAll(after.keySet())) {
                    before = byId(present.judge(periodMonths, policy, statuses(after)));
                }
                for (String id : new TreeSet<>(after.keySet())) {
                    Optional.ofNullable(before.get(id))
                            .map(was -> alert(was, after.get(id), window.asOf()))
                            .filter(alert -> alert.before() != Severity.NONE || alert.after() != Severity.NONE)
                            .ifPresent(alerts::add);
                }
            }
        }
        return alerts;
    }

    private static Map<String, JudgedAlert> byId(List<JudgedAlert> alerts) {
        return alerts.stream().collect(Collectors.toMap(JudgedAlert::alertId, alert -> alert));
    }

    /** The last message of each alert that was ever raised, by which its subject is judged again. */
    private static Map<String, DependenceAlert> statuses(Map<String, JudgedAlert> alerts) {
        Map<String, DependenceAlert> statuses = new HashMap<>();
        alerts.forEach((id, alert) -> alert.transitions(Instant.EPOCH).stream()
                .reduce((first, second) -> second)
                .ifPresent(last -> statuses.put(id, last)));
        return statuses;
    }

    private static SimulatedAlert alert(JudgedAlert before, JudgedAlert after, int asOf) {
        return new SimulatedAlert(
                before.policy(),
                before.alertId(),
                before.subject(),
                before.subjectName(),
                before.history().severity(),
                after.history().severity(),
                observed(before.history(), asOf),
                observed(after.history(), asOf));
    }

    private static OptionalDouble observed(AlertHistory history, int asOf) {
        return history.newest()
                .filter(newest -> newest.asOf() == asOf)
                .map(Observation::observed)
                .orElse(OptionalDouble.empty());
    }
}
