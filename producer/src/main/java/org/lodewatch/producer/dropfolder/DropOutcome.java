package org.lodewatch.producer.dropfolder;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.schemas.topics.Topics;

/**
 * The result of one file.
 *
 * @param file its name in the folder
 * @param failure why it could not be read to its end; empty if it was
 * @param published records, by this run
 * @param rejected rows that could not be used, by reason, by this run
 * @param firstRejected the first of them
 * @param declared periods declared complete, by this run
 * @param earlier the counts of earlier runs on the same file, which were stopped
 */
public record DropOutcome(
        String file,
        Optional<String> failure,
        long published,
        SortedMap<String, Long> rejected,
        List<RejectedRow> firstRejected,
        List<ReportingPeriod> declared,
        Earlier earlier) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * A row that could not be used.
     *
     * @param where such as {@code line 12}, or {@code 2025/march.csv, line 12} in a zip
     * @param reason the kind of fault, a stable word
     * @param message what was found, and what was expected
     */
    public record RejectedRow(String where, String reason, String message) {}

    /**
     * @param published records
     * @param rejected rows
     */
    public record Earlier(long published, long rejected) {

        static final Earlier NOTHING = new Earlier(0, 0);
    }

    public DropOutcome {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        firstRejected = List.copyOf(firstRejected);
        declared = List.copyOf(declared);
    }

    /** Whether any run has rejected rows of the file. */
    public boolean someRejected() {
        return rejectedNow() + earlier.rejected() > 0;
    }

    /** By this run. */
    private long rejectedNow() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The result in one line, without a line end. */
    public String sentence() {
        if (failure.isPresent()) {
            return "%s; %s"
                    .formatted(
                            failure.get(),
                            published + earlier.published() == 0
                                    ? "nothing of it is published"
                                    : "what it held before that stays published: " + rows());
        }
        boolean nothingNew = published + rejectedNow() + declared.size() == 0;
        if (nothingNew && earlier.published() + earlier.rejected() > 0) {
            return "already published by an earlier run: %s, %s rejected"
                    .formatted(count(earlier.published(), "row"), number(earlier.rejected()));
        }
        return "%s; %s declared complete".formatted(rows(), count(declared.size(), "period"));
    }

    private String rows() {
        String before =
                earlier.published() == 0 ? "" : " (%s by an earlier run)".formatted(number(earlier.published()));
        return "%s published%s, %s".formatted(count(published + earlier.published(), "row"), before, rejections());
    }

    private String rejections() {
        if (!someRejected()) {
            return "none rejected";
        }
        String reasons = rejected.entrySet().stream()
                .map(reason -> reason.getKey() + " " + number(reason.getValue()))
                .collect(Collectors.joining(", "));
        String before = earlier.rejected() == 0 ? "" : number(earlier.rejected()) + " by an earlier run";
        return "%s rejected (%s%s%s)"
                .formatted(
                        number(rejectedNow() + earlier.rejected()),
                        reasons,
                        reasons.isEmpty() || before.isEmpty() ? "" : ", ",
                        before);
    }

    /** The text of the report beside the file: lines, each with its end. */
    String report(Instant now) {
        StringBuilder text = new StringBuilder()
                .append("%s, %s UTC\n".formatted(file, TIME.format(now)))
                .append("%s: %s\n".formatted(failure.isPresent() ? "failed" : "done", sentence()));
        if (!declared.isEmpty()) {
            text.append("\nperiods declared complete:\n");
            declared.forEach(period -> text.append("  %s\n".formatted(period)));
        }
        if (someRejected()) {
            text.append("\nrows rejected (all are in topic %s, with what stood there):\n"
                    .formatted(Topics.CUSTOMS_IMPORTS_REJECTED.name()));
            firstRejected.forEach(
                    row -> text.append("  %s: %s: %s\n".formatted(row.where(), row.reason(), row.message())));
            appendCount(text, rejectedNow() - firstRejected.size(), "more");
            appendCount(text, earlier.rejected(), "by an earlier run");
        }
        return text.toString();
    }

    private static void appendCount(StringBuilder text, long rows, String which) {
        if (rows > 0) {
            text.append("  %s %s\n".formatted(number(rows), which));
        }
    }

    private static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
