package org.lodewatch.core.policy;

import java.util.Locale;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/**
 * Writes an alert as one sentence, such as "China supplied 68.3 % of US imports of rare earths by value in the 12 months
 * to 2024-12 ($170.1 M): above the 65 % critical line of policy single-source."
 *
 * <p>A month or severity may differ from the published one because figures were corrected, or because of another horizon
 * or catalogue. The sentence therefore states only what holds by the present figures.
 *
 * @param subject the name of a country or bloc
 * @param mineral its name in mid-sentence
 * @param currency ISO 4217 code of all amounts
 * @param details of the newest window
 */
record AlertSentence(
        DependencePolicy policy,
        String subject,
        String reporter,
        String mineral,
        int windowMonths,
        String currency,
        SentenceDetails details) {

    /** The sentence for a transition to a verdict. */
    String of(Transition transition, Verdict verdict) {
        if (verdict.last().isEmpty()) {
            return text(
                    "%s: no window of %s imports of %s%s is left to judge by policy %s.",
                    capital(subject), reporter, mineral, basis(), policy.getId());
        }
        Observation newest = verdict.last().get();
        if (newest.passedOver().isPresent()) {
            return text(
                    "%s: policy %s does not judge %s imports of %s %s%s, because %s.",
                    capital(subject),
                    policy.getId(),
                    reporter,
                    mineral,
                    months(newest),
                    basis(),
                    newest.passedOver().get());
        }
        String observation = observation(newest);
        return switch (transition) {
            case RAISED, ESCALATED -> observation + ": " + height(newest, verdict.severity()) + ".";
            case EASED ->
                observation + ": back from critical to a warning, " + fall(newest, Severity.CRITICAL, verdict) + ".";
            case RESOLVED -> observation + ": " + relief(newest, verdict) + shift() + ".";
            case RESTATED ->
                observation
                        + text(
                                ": by the present figures %s since %s by policy %s.",
                                level(verdict.severity()), Months.text(verdict.since()), policy.getId());
        };
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

    private String height(Observation newest, Severity severity) {
        double line = severity == Severity.CRITICAL ? policy.getCritical() : policy.getWarning();
        String where;
        if (newest.observed().isEmpty()) {
            where = "the last known value was not clear of the ";
        } else {
            double observed = newest.observed().getAsDouble();
            where = observed > line ? "above the " : observed == line ? "at the " : "not yet clear of the ";
        }
        return where + line(severity) + " of policy " + policy.getId();
    }

    private String relief(Observation newest, Verdict verdict) {
        if (newest.suppliedCents() < policy.getMinimumValueCents()) {
            return text(
                    "too little trade to judge under policy %s, which requires %s",
                    policy.getId(), money(policy.getMinimumValueCents(), currency));
        }
        return "resolved, " + fall(newest, Severity.WARNING, verdict);
    }

    /** Why a severity has ended: the figure fell, or by the present figures it never rose. */
    private String fall(Observation newest, Severity from, Verdict verdict) {
        double line = from == Severity.CRITICAL ? policy.getCritical() : policy.getWarning();
        if (newest.observed().orElse(line) < line - policy.getClearMargin()) {
            return text("%s the %s of policy %s", below(), line(from), policy.getId());
        }
        String dwell = policy.getDwellMonths() > 1 ? text(" for %d months", policy.getDwellMonths()) : "";
        String when = verdict.shownFrom().isPresent()
                ? "not reached%s in any window from %s on, where the horizon begins"
                        .formatted(dwell, Months.text(verdict.shownFrom().getAsInt()))
                : "never reached" + dwell;
        return text("because by the present figures the %s of policy %s was %s", line(from), policy.getId(), when);
    }

    private String line(Severity severity) {
        double line = severity == Severity.CRITICAL ? policy.getCritical() : policy.getWarning();
        String unit = switch (policy.getMetric()) {
            case HHI, HHI_GOVERNANCE -> number(line, 0);
            case DETOUR -> trimmed(line) + "-point";
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE -> trimmed(line) + " %";
        };
        return unit + " " + severity.name().toLowerCase(Locale.ROOT) + " line";
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
