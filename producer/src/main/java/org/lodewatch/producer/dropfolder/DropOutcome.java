package org.lodewatch.producer.dropfolder;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.producer.dropfolder.FolderScanner.DroppedFile;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Printable;

/**
 * The result of one file.
 *
 * @param file its name in the folder
 * @param failure why it could not be read to its end; empty if it was
 * @param published records, by this run
 * @param rejected rows that could not be used, by reason, by this run
 * @param firstRejected the first of them, each in one line
 * @param remarks rows that do not count, or not as the file has them, each kind in one line
 * @param declared periods declared complete, by this run
 * @param publishedBefore records, by earlier runs on the same file, which were stopped
 * @param rejectedBefore rows, by earlier runs
 */
public record DropOutcome(
        String file,
        Optional<String> failure,
        long published,
        SortedMap<String, Long> rejected,
        List<String> firstRejected,
        List<String> remarks,
        List<ReportingPeriod> declared,
        long publishedBefore,
        long rejectedBefore) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    static DropOutcome unreadable(DroppedFile file, InputException e) {
        return new DropOutcome(
                file.name(), Optional.of(e.getMessage()), 0, new TreeMap<>(), List.of(), List.of(), List.of(), 0, 0);
    }

    static DropOutcome of(DroppedFile file, FeedRun run, Optional<String> failure, Catalogue catalogue) {
        return new DropOutcome(
                file.name(),
                failure,
                run.report().published(),
                run.report().rejected(),
                run.firstRejected().stream().map(row -> line(row, file)).toList(),
                run.report().remarks(catalogue),
                List.copyOf(run.declared()),
                run.origin().map(FeedCheckpoint::getPublished).orElse(0L),
                run.origin().map(FeedCheckpoint::getRejected).orElse(0L));
    }

    /** Such as {@code line 12: unknown-country: ...}, or {@code 2025/march.csv, line 12: ...} in a zip. */
    private static String line(FeedItem.Rejected row, DroppedFile file) {
        String source = row.source().file();
        String prefix = file.path() + "!";
        String member = source.startsWith(prefix) ? source.substring(prefix.length()) + ", " : "";
        return "%sline %d: %s: %s".formatted(member, row.source().line(), row.reason(), row.message());
    }

    /** Whether any run has rejected rows of the file. */
    public boolean someRejected() {
        return rejectedNow() + rejectedBefore > 0;
    }

    private long rejectedNow() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The result in one line, without a line end. */
    public String sentence() {
        if (failure.isPresent()) {
            return "%s; %s"
                    .formatted(
                            failure.get(),
                            published + publishedBefore == 0
                                    ? "nothing of it is published"
                                    : "the rows before that stay published: " + rows());
        }
        boolean nothingNew = published + rejectedNow() + declared.size() == 0;
        if (nothingNew && publishedBefore + rejectedBefore > 0) {
            return "already published by an earlier run: %s, %s rejected"
                    .formatted(count(publishedBefore, "row"), number(rejectedBefore));
        }
        return "%s; %s declared complete".formatted(rows(), count(declared.size(), "period"));
    }

    private String rows() {
        String before = publishedBefore == 0 ? "" : " (%s by an earlier run)".formatted(number(publishedBefore));
        return "%s published%s, %s".formatted(count(published + publishedBefore, "row"), before, rejections());
    }

    private String rejections() {
        if (!someRejected()) {
            return "none rejected";
        }
        String reasons = rejected.entrySet().stream()
                .map(reason -> reason.getKey() + " " + number(reason.getValue()))
                .collect(Collectors.joining(", "));
        String before = rejectedBefore == 0 ? "" : number(rejectedBefore) + " by an earlier run";
        return "%s rejected (%s%s%s)"
                .formatted(
                        number(rejectedNow() + rejectedBefore),
                        reasons,
                        reasons.isEmpty() || before.isEmpty() ? "" : ", ",
                        before);
    }

    /** The text of the report beside the file: lines, each with its end. */
    String report(Instant now) {
        return Printable.lines(text(now));
    }

    private String text(Instant now) {
        StringBuilder text = new StringBuilder()
                .append("%s, %s UTC\n".formatted(Printable.line(file), TIME.format(now)))
                .append("%s: %s\n".formatted(failure.isPresent() ? "failed" : "done", Printable.line(sentence())));
        remarks.forEach(remark -> text.append("  %s\n".formatted(Printable.line(remark))));
        if (!declared.isEmpty()) {
            text.append("\nperiods declared complete:\n");
            declared.forEach(period -> text.append("  %s\n".formatted(period)));
        }
        if (someRejected()) {
            text.append("\nrows rejected (all are in topic %s, with their text):\n"
                    .formatted(Topics.CUSTOMS_IMPORTS_REJECTED.name()));
            firstRejected.forEach(row -> text.append("  %s\n".formatted(Printable.line(row))));
            appendCount(text, rejectedNow() - firstRejected.size(), "more");
            appendCount(text, rejectedBefore, "by an earlier run");
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
