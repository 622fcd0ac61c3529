package org.lodewatch.cli.backtest;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lodewatch.cli.alerts.PolicyFigure;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.core.backtest.BacktestEpisode;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.core.policy.UnjudgedReason;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/** The words of a backtest. */
final class BacktestText {

    private BacktestText() {}

    /** {@code any country, share by value, warning from 50 %, critical from 65 %}. */
    static String policy(DependencePolicy policy) {
        String subject = policy.getSubject() == SubjectKind.ANY_COUNTRY
                ? "any country"
                : policy.getSubject() == SubjectKind.MARKET ? "the market" : policy.getSubjectName();
        return "%s, %s by %s, warning from %s, critical from %s"
                .formatted(
                        subject,
                        Json.word(policy.getMetric()).replace('-', ' '),
                        Json.word(policy.getMeasure()).replace('-', ' '),
                        line(policy, policy.getWarning()),
                        line(policy, policy.getCritical()));
    }

    /** A line as it was given, with its unit. */
    static String line(DependencePolicy policy, double line) {
        return Figures.plain(line) + (isPercent(policy) ? " %" : "");
    }

    /** A figure of the policy's metric: {@code 71.2 %}, {@code 5,549}, {@code 20.5 points}; empty where there is none. */
    static String figure(DependencePolicy policy, OptionalDouble figure) {
        return figure.isPresent() ? PolicyFigure.text(policy.getMetric(), figure) : "";
    }

    private static boolean isPercent(DependencePolicy policy) {
        return Policies.unit(policy.getMetric()).equals("percent");
    }

    /** {@code open} without a month. */
    static String until(BacktestEpisode episode) {
        OptionalInt until = episode.until();
        return until.isPresent() ? Months.text(until.getAsInt()) : "open";
    }

    static String severity(Severity severity) {
        return severity == Severity.NONE ? "none" : Json.word(severity);
    }

    /** {@code 3 alerts, 1 of them critical}. */
    static String count(List<BacktestEpisode> episodes) {
        long critical = episodes.stream()
                .filter(episode -> episode.gravest() == Severity.CRITICAL)
                .count();
        return Figures.count(episodes.size(), "alert")
                + (critical > 0 ? ", %d of them critical".formatted(critical) : "");
    }

    /** Why months are not judged, to follow their number. */
    static String reason(UnjudgedReason reason, DependencePolicy policy) {
        return switch (reason) {
            case NOT_WHOLE -> "before a whole window is published";
            case PARTIAL -> "with missing rows";
            case PROVISIONAL -> "not complete";
            case STALE -> "after the last records";
            case PART_CODES -> "with some of the codes only";
            case NET_EXPORTER -> "of net exports";
            case BELOW_MINIMUM -> "below " + Figures.money(policy.getMinimumValueCents(), "USD") + " of imports";
            case WEIGHT_UNKNOWN -> "without enough weights";
            case NO_RELIANCE -> "without a net import reliance";
            case NO_FIGURE -> "without a figure of the metric";
        };
    }
}
