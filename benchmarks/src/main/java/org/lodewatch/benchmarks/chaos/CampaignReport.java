package org.lodewatch.benchmarks.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.benchmarks.chaos.Campaign.Outcome;

/** The result of a campaign as a table in Markdown: a column for each cluster, and one for both if there are two. */
final class CampaignReport {

    private final List<Outcome> outcomes;
    private final List<String> lines = new ArrayList<>();

    CampaignReport(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    List<String> lines() {
        row("", outcome -> outcome.brokers() == 1 ? "1 broker" : outcome.brokers() + " brokers", "both");
        lines.add("|---" + "|---:".repeat(outcomes.size() == 1 ? 1 : outcomes.size() + 1) + "|");
        figures("records in the log", Outcome::log);
        figures("SIGKILLs", outcome -> count(outcome, Disturbance::isKill));
        kinds(Disturbance::isKill);
        figures("pauses (SIGSTOP)", outcome -> count(outcome, Disturbance::isPause));
        kinds(Disturbance::isPause);
        figures("cuts", outcome -> count(outcome, Disturbance::isCut));
        kinds(Disturbance::isCut);
        Stream.of(Disturbance.values())
                .filter(kind -> !kind.isKill() && !kind.isPause() && !kind.isCut())
                .forEach(kind -> figures(kind.text(), outcome -> count(outcome, kind::equals)));
        figures("strangers' records", Outcome::strangers);
        figures("starts of processes", Outcome::starts);
        figures(
                "ends that no fault caused directly",
                outcome -> outcome.unplanned().size());
        figures("questions about health", Outcome::checks);
        statuses();
        figures("transitions of alerts", Outcome::transitions);
        figures("notices delivered", Outcome::notices);
        figures("posts to the webhook", Outcome::posts);
        figures("differences", outcome -> outcome.differences().size());
        return List.copyOf(lines);
    }

    private void kinds(Predicate<Disturbance> some) {
        Stream.of(Disturbance.values())
                .filter(some)
                .forEach(kind -> figures("- " + kind.text(), outcome -> count(outcome, kind::equals)));
    }

    private static long count(Outcome outcome, Predicate<Disturbance> kinds) {
        return outcome.done().entrySet().stream()
                .filter(done -> kinds.test(done.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void statuses() {
        Map<Integer, Long> all = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.statuses().forEach((status, count) -> all.merge(status, count, Long::sum)));
        figures(
                "requests to the API",
                outcome -> outcome.statuses().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        all.keySet()
                .forEach(status -> figures(
                        "- status " + status, outcome -> outcome.statuses().getOrDefault(status, 0L)));
    }

    private void figures(String what, ToLongFunction<Outcome> figure) {
        long sum = outcomes.stream().mapToLong(figure).sum();
        row(what, outcome -> whole(figure.applyAsLong(outcome)), whole(sum));
    }

    private void row(String what, Function<Outcome, String> cell, String last) {
        Stream<String> sum = outcomes.size() == 1 ? Stream.empty() : Stream.of(last);
        lines.add(Stream.concat(Stream.concat(Stream.of(what), outcomes.stream().map(cell)), sum)
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String whole(long figure) {
        return String.format(Locale.ROOT, "%,d", figure);
    }

    /** Why processes ended that no fault had ended directly, with how often. */
    Map<String, Long> ends() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.unplanned().stream())
                .collect(Collectors.groupingBy(
                        end -> "%s, exit code %d: %s"
                                .formatted(kind(end.process()), end.code(), withoutNumbers(end.lastLine())),
                        LinkedHashMap::new,
                        Collectors.counting()));
    }

    private static String kind(String process) {
        return process.replaceFirst("-[0-9]+$", "");
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("[0-9]+", "N");
    }
}
