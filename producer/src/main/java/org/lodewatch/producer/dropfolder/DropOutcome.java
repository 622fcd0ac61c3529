package org.lodewatch.producer.dropfolder;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ReportingPeriod;

/**
 * What came of one file.
 *
 * @param file its name in the folder
 * @param failure why it could not be read, or not to its end; empty if it was
 * @param published records, by this run
 * @param rejected rows that could not be used, by reason, by this run
 * @param firstRejected the first of them
 * @param declared periods declared complete, by this run
 * @param earlier what earlier runs, which were stopped, had published of the same file
 */
public record DropOutcome(
        String file,
        Optional<String> failure,
        long published,
        SortedMap<String, Long> rejected,
        List<RejectedRow> firstRejected,
        List<ReportingPeriod> declared,
        Earlier earlier) {

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

    /** Whether rows of the file could not be used, by whichever run. */
    public boolean someRejected() {
        return rejectedRows() > 0;
    }

    private long rejectedRows() {
        return rejectedNow() + earlier.rejected();
    }

    /** By this run. */
    long rejectedNow() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What came of it, in one line without an end. */
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
            return "already published by an earlier run: %s, %s"
                    .formatted(count(earlier.published(), "row"), number(earlier.rejected()) + " rejected");
        }
        return "%s; %s declared complete".formatted(rows(), count(declared.size(), "period"));
    }

    private String rows() {
        return "%s published%s, %s"
                .formatted(
                        count(published + earlier.published(), "row"),
                        earlier.published() == 0
                                ? ""
                                : " (%s by an earlier run)".formatted(number(earlier.published())),
                        rejections());
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
                .formatted(number(rejectedRows()), reasons, reasons.isEmpty() || before.isEmpty() ? "" : ", ", before);
    }

    private static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
