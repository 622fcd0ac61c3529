package org.lodewatch.cli.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.api.DatedAlert;

/**
 * Transitions about past months of one book that were published together, as one message in place of one each. A file that
 * brings ten years brings their transitions at once.
 *
 * @param transitions at least one, by month
 */
public record AlertSummary(Catalogue catalogue, List<DatedAlert> transitions) {

    /** The age in months up to which a transition is a message of its own, unless a user sets another. */
    public static final int MAX_AGE_MONTHS = 3;

    /** The most alerts that the sentence names in one list. */
    private static final int NAMED = 5;

    private static final Comparator<Change> WORST_FIRST = Comparator.comparing(Change::severity)
            .reversed()
            .thenComparing(change -> change.last().month().orElse(""), Comparator.reverseOrder())
            .thenComparing(change -> change.last().alert().getAlertId());

    public AlertSummary {
        transitions = transitions.stream().sorted(DatedAlert.BY_TIME).toList();
    }

    /**
     * What the transitions of one alert come to.
     *
     * @param before the severity before the first of them
     * @param last the last of them
     */
    record Change(Severity before, DatedAlert last) {

        Severity severity() {
            return last.alert().getSeverity();
        }

        boolean isOpen() {
            return severity() != Severity.NONE;
        }

        boolean hasEnded() {
            return !isOpen() && before != Severity.NONE;
        }
    }

    /**
     * Divides transitions into those of one book that were published together, in the order of the first of each.
     *
     * @param transitions in the order of their publication
     */
    public static List<List<DatedAlert>> publications(List<DatedAlert> transitions) {
        return List.copyOf(transitions.stream()
                .collect(Collectors.groupingBy(
                        dated -> List.of(
                                dated.publishedAt(),
                                dated.alert().getDataset(),
                                dated.alert().getReporter(),
                                dated.alert().getMineral()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    }

    /** Whether a transition is summarised: it is about a month this many months before the newest window, or earlier. */
    public static boolean covers(DatedAlert dated, int maxAgeMonths) {
        return dated.alert().getAgeMonths() > maxAgeMonths;
    }

    /** One for each alert: open alerts first, by severity and then by month, the latest first. */
    List<Change> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (DatedAlert dated : transitions) {
            changes.merge(
                    dated.alert().getAlertId(),
                    new Change(dated.alert().getPreviousSeverity(), dated),
                    (first, later) -> new Change(first.before(), later.last()));
        }
        return changes.values().stream().sorted(WORST_FIRST).toList();
    }

    /** The last transition of the most severe open alert; if none is open, the newest transition. */
    public DatedAlert lead() {
        return changes().get(0).last();
    }

    /** The last transitions of the other alerts whose severity is not what it was before. */
    public List<DatedAlert> others() {
        return changes().stream()
                .skip(1)
                .filter(change -> change.before() != change.severity())
                .map(Change::last)
                .toList();
    }

    /** The months that the transitions are about, YYYY-MM, those of the histories that are restated too; sorted, without repetitions. */
    List<String> months() {
        return transitions.stream()
                .flatMap(dated -> Stream.concat(
                        dated.month().stream(),
                        Stream.of(
                                        dated.alert().getFormerHistory(),
                                        dated.alert().getHistory())
                                .flatMap(List::stream)
                                .map(HistoryEntry::getAsOf)))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * One sentence: "US imports of nickel (us-census): 37 transitions of 9 alerts of past months, 2001-12 to 2024-03, published
     * together; open: South Africa (policy single-source) critical since 2006-12." That of a single transition is its own.
     */
    public String sentence() {
        if (transitions.size() == 1) {
            return transitions.get(0).alert().getSentence();
        }
        DependenceAlert any = transitions.get(0).alert();
        List<Change> changes = changes();
        List<String> months = months();
        List<String> parts = new ArrayList<>();
        parts.add("%s imports of %s (%s): %d transitions of %s of past months%s, published together"
                .formatted(
                        any.getReporter(),
                        catalogue.bookName(any.getMineral()),
                        any.getDataset(),
                        transitions.size(),
                        changes.size() == 1 ? "1 alert" : changes.size() + " alerts",
                        months.isEmpty() ? "" : ", " + months.get(0) + " to " + months.get(months.size() - 1)));
        List<String> open = changes.stream()
                .filter(Change::isOpen)
                .map(change -> "%s %s since %s"
                        .formatted(
                                named(change),
                                AlertText.word(change.severity()),
                                change.last().alert().getSince()))
                .toList();
        parts.add(open.isEmpty() ? "none of them is open" : "open: " + list(open));
        List<String> ended =
                changes.stream().filter(Change::hasEnded).map(this::named).toList();
        if (!ended.isEmpty()) {
            parts.add("no longer open: " + list(ended));
        }
        return String.join("; ", parts) + ".";
    }

    private String named(Change change) {
        DependenceAlert alert = change.last().alert();
        return "%s (policy %s)".formatted(AlertNotice.subject(catalogue, alert), alert.getPolicyId());
    }

    private static String list(List<String> names) {
        String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
        return names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }
}
