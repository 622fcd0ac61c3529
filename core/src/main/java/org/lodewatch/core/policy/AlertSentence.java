package org.lodewatch.core.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.HistoryChange.Restatement;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/**
 * Writes an alert as one sentence, such as "China supplied 68.3 % of US imports of rare earths by value in the 12 months
 * to 2024-12 ($170.1 M): above the 65 % critical line of policy single-source."
 *
 * <p>The sentence of a transition is about the window that made it. That of a restatement is about the newest one, and says what
 * was published before.
 *
 * @param subject the name of a country or bloc
 * @param mineral its name in mid-sentence
 * @param currency ISO 4217 code of all amounts
 * @param details of that window
 */
record AlertSentence(
        DependencePolicy policy,
        String subject,
        String reporter,
        String mineral,
        int windowMonths,
        String currency,
        SentenceDetails details) {

    /**
     * The sentence of a transition.
     *
     * @param at of the window that made it
     */
    String of(Step step, Observation at) {
        if (at.passedOver().isPresent()) {
            return notJudged(at);
        }
        String observation = observation(at);
        return switch (step.transition()) {
            case RAISED, ESCALATED -> observation + ": " + height(at, step.severity()) + ".";
            case EASED -> observation + ": back from critical to a warning, " + fall(Severity.CRITICAL) + ".";
            case RESOLVED -> observation + ": " + relief(at) + shift() + ".";
            case RESTATED -> throw new IllegalArgumentException("no step restates");
        };
    }

    /**
     * The sentence of a restatement: the newest figure, and what has changed.
     *
     * @param newest the newest window that the policy judges; empty if none is left
     */
    String restated(Restatement restatement, RestatementCause cause, Optional<Observation> newest) {
        String by = switch (cause) {
            case CORRECTED -> "by corrected figures";
            case RECATALOGUED -> "by another catalogue or length of history";
            case POLICY_CHANGED -> "by the changed policy";
        };
        String head = newest.isEmpty()
                ? text(
                        "%s: no window of %s imports of %s%s is left to judge",
                        capital(subject), reporter, mineral, basis())
                : newest.get().passedOver().isPresent()
                        ? withoutStop(notJudged(newest.get()))
                        : observation(newest.get());
        return text(
                "%s: %s %s; published before: %s%s; policy %s.",
                head,
                by,
                lives(restatement.present().stream().map(Step::entry).toList()),
                lives(restatement.former()),
                unchanged(restatement),
                policy.getId());
    }

    /** The alert that is open and that the restatement is not about. */
    private static String unchanged(Restatement restatement) {
        return restatement
                .last()
                .filter(step -> step.severity() != Severity.NONE
                        && !restatement.present().contains(step))
                .map(step -> text("; unchanged: %s since %s", level(step.severity()), Months.text(step.asOf())))
                .orElse("");
    }

    /** "raised to critical 2006-12, resolved 2008-12": transitions and their months. */
    private static String lives(List<HistoryEntry> entries) {
        return entries.isEmpty()
                ? "no alert"
                : entries.stream()
                        .map(entry -> text(
                                switch (entry.getTransition()) {
                                    case RAISED -> "raised to %2$s %1$s";
                                    case ESCALATED -> "escalated %1$s";
                                    case EASED -> "eased %1$s";
                                    case RESOLVED -> "resolved %1$s";
                                    case RESTATED -> "restated %1$s";
                                },
                                entry.getAsOf(),
                                level(entry.getSeverity())))
                        .collect(Collectors.joining(", "));
    }

    private String notJudged(Observation at) {
        return text(
                "%s: policy %s does not judge %s imports of %s %s%s, because %s.",
                capital(subject),
                policy.getId(),
                reporter,
                mineral,
                months(at),
                basis(),
                at.passedOver().orElseThrow());
    }

    private static String withoutStop(String sentence) {
        return sentence.substring(0, sentence.length() - 1);
    }

    private String observation(Observation newest) {
        String by = by(policy.getMeasure());
        String window = text("%s (%s)", months(newest), amount(newest));
        String imports = reporter + " imports of " + mineral;
        if (newest.observed().isEmpty()) {
            return text(
                    "%s: the policy's figure for %s by %s cannot be computed %s%s",
                    capital(subject),
                    imports,
                    by,
                    window,
                    details.absence().map(reason -> ", because " + reason).orElse(""));
        }
        double observed = newest.observed().getAsDouble();
        return switch (policy.getMetric()) {
            case SHARE ->
                text("%s supplied %s of %s by %s %s", capital(subject), percent(observed), imports, by, window);
            case EFFECTIVE_DEPENDENCE ->
                text(
                        "%s accounts for %s%s of %s consumption of %s, by share of imports by %s %s, %s",
                        capital(subject),
                        bound("at least ", "at most "),
                        percent(observed),
                        reporter,
                        mineral,
                        by,
                        reliance(),
                        window);
            case HHI -> text("%s by %s had a concentration (HHI) of %s %s", imports, by, number(observed, 0), window);
            case HHI_GOVERNANCE ->
                text(
                        "%s by %s had a governance-weighted concentration (HHI) of %s %s",
                        imports, by, number(observed, 0), window);
            case UNPRODUCED_SHARE ->
                text("%s supplied %s of %s by %s %s", others(), percent(observed), imports, by, window);
            case DETOUR ->
                observed > 0
                        ? text(
                                "%s gained %s points of %s by %s %s, after another supplier lost 10 points or more",
                                others(), number(observed, 1), imports, by, window)
                        : text("%s by %s made no detour %s", imports, by, window);
        };
    }

    private String basis() {
        return details.basis().map(" (%s)"::formatted).orElse("");
    }

    private String months(Observation newest) {
        return text(windowMonths == 1 ? "in %2$s" : "in the %d months to %s", windowMonths, Months.text(newest.asOf()));
    }

    private static String by(Measure measure) {
        return switch (measure) {
            case VALUE -> "value";
            case WEIGHT -> "weight";
            case CONTAINED_WEIGHT -> "contained weight";
        };
    }

    /** "times net import reliance", or by which bound of it the figure was computed. */
    private String reliance() {
        String bound = bound("a lower", "an upper");
        return bound.isEmpty()
                ? "times net import reliance"
                : details.reliance()
                        .map(figure -> text(
                                "and by %s bound of net import reliance, %s (%s)",
                                bound, figure.printed(), figure.edition()))
                        .orElseThrow();
    }

    /** One of two texts if net import reliance is printed as a bound; otherwise none. */
    private String bound(String lower, String upper) {
        return details.reliance()
                .map(figure -> switch (figure.bound()) {
                    case EXACT -> "";
                    case LOWER -> lower;
                    case UPPER -> upper;
                })
                .orElse("");
    }

    private String others() {
        return "Countries that " + details.producers().orElse("do not produce it");
    }

    private String shift() {
        return details.shift()
                .map(shift -> "; where the trade went: " + shift.text())
                .orElse("");
    }

    /** The value that the figure is a part of, and its basis. */
    private String amount(Observation newest) {
        String returned = newest.returnedCents() == 0
                ? ""
                : text(", without %s of returned goods", money(newest.returnedCents(), currency));
        String partial = newest.partial() ? "; the window is partial: rows are missing" : "";
        String basis = details.basis().map(text -> "; " + text).orElse("");
        return money(newest.suppliedCents(), currency) + returned + basis + partial;
    }

    /** Where the figure is that has reached a line. */
    private String height(Observation at, Severity severity) {
        boolean isAbove = at.observed().orElseThrow() > line(policy, severity);
        return (isAbove ? "above the " : "at the ") + line(severity) + " of policy " + policy.getId();
    }

    private String relief(Observation at) {
        if (at.suppliedCents() < policy.getMinimumValueCents()) {
            return text(
                    "too little trade to judge under policy %s, which requires %s",
                    policy.getId(), money(policy.getMinimumValueCents(), currency));
        }
        return "resolved, " + fall(Severity.WARNING);
    }

    private String fall(Severity from) {
        return text("%s the %s of policy %s", below(), line(from), policy.getId());
    }

    private String line(Severity severity) {
        double line = line(policy, severity);
        String unit = switch (policy.getMetric()) {
            case HHI, HHI_GOVERNANCE -> number(line, 0);
            case DETOUR -> trimmed(line) + "-point";
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE -> trimmed(line) + " %";
        };
        return unit + " " + severity.name().toLowerCase(Locale.ROOT) + " line";
    }

    /** The line of a severity. */
    static double line(DependencePolicy policy, Severity severity) {
        return severity == Severity.CRITICAL ? policy.getCritical() : policy.getWarning();
    }

    private String below() {
        double margin = policy.getClearMargin();
        return margin > 0 ? "more than " + trimmed(margin) + " points below" : "below";
    }

    private static String level(Severity severity) {
        return severity == Severity.CRITICAL ? "critical" : "a warning";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String percent(double value) {
        return number(value, 1) + " %";
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? number(value, 0) : String.valueOf(value);
    }

    /** An amount in the unit that leaves one to three digits before the point: {@code $170.1 M}, {@code EUR 170.1 M}. */
    static String money(long cents, String currency) {
        double amount = cents / 100.0;
        String sign = currency.equals("USD") ? "$" : currency + " ";
        if (amount >= 999_950_000) {
            return sign + number(amount / 1e9, 1) + " B";
        }
        return sign + (amount >= 999_950 ? number(amount / 1e6, 1) + " M" : number(amount, 0));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
