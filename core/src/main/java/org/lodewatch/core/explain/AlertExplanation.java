package org.lodewatch.core.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.core.policy.AlertHistory;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.JudgedMonth;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.CountryCode;

/** Explains the standing history of one alert, and what its policy makes of any window. */
public final class AlertExplanation {

    private final JudgedAlert alert;
    private final MeasuredBook measured;
    private final PolicyArithmetic arithmetic;
    private final List<ExplainedMonth> months = new ArrayList<>();

    /**
     * @param measured the book of the alert
     * @param alert judged over the windows of the same book
     * @param periodMonths months between two windows
     * @param currency ISO 4217 code of the values
     */
    public AlertExplanation(
            Catalogue catalogue, MeasuredBook measured, JudgedAlert alert, int periodMonths, String currency) {
        this.alert = alert;
        this.measured = measured;
        this.arithmetic = new PolicyArithmetic(
                alert.policy(),
                Character.toUpperCase(alert.subjectName().charAt(0))
                        + alert.subjectName().substring(1),
                country -> catalogue
                        .country(CountryCode.text(country))
                        .map(Country::name)
                        .orElseGet(() -> CountryCode.text(country)),
                currency);
        List<Integer> hidden = alert.history().steps().stream()
                .map(AlertHistory.Step::asOf)
                .filter(asOf -> isBefore(asOf, alert))
                .toList();
        int number = hidden.size();
        Optional<Integer> since = hidden.stream().reduce((one, later) -> later);
        Optional<JudgedMonth> previous = Optional.empty();
        for (JudgedMonth month : alert.months(periodMonths)) {
            boolean changes = month.severity() != month.before();
            number += changes ? 1 : 0;
            months.add(new ExplainedMonth(
                    changes ? number : 0,
                    month,
                    previous,
                    month.before() == Severity.NONE ? Optional.empty() : since,
                    List.of()));
            since = changes ? Optional.of(month.observation().asOf()) : since;
            previous = Optional.of(month);
        }
    }

    /** Whether a step was made by a window that the horizon hides now. */
    private static boolean isBefore(int asOf, JudgedAlert alert) {
        return alert.history().observations().isEmpty()
                || asOf < alert.history().observations().get(0).asOf();
    }

    /** The alert as it is judged. */
    public JudgedAlert alert() {
        return alert;
    }

    /** Every transition whose window is published, oldest first. */
    public List<ExplainedMonth> transitions() {
        return months.stream()
                .filter(ExplainedMonth::isTransition)
                .map(this::explained)
                .toList();
    }

    /** What the policy makes of the window that ends with a month; empty if it does not judge that. */
    public Optional<ExplainedMonth> month(int asOf) {
        return months.stream().filter(month -> month.asOf() == asOf).findFirst().map(this::explained);
    }

    /** The newest window that the policy judges; empty if it judges none. */
    public Optional<ExplainedMonth> newest() {
        return months.isEmpty() ? Optional.empty() : Optional.of(explained(months.get(months.size() - 1)));
    }

    private ExplainedMonth explained(ExplainedMonth month) {
        return new ExplainedMonth(
                month.number(),
                month.judged(),
                month.previous(),
                month.since(),
                arithmetic.steps(
                        month.judged(),
                        measured.figure(alert.policy(), alert.subject(), month.asOf()),
                        measured.absence(alert.policy(), month.asOf())));
    }
}
