package org.lodewatch.producer.dropfolder;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.lodewatch.schemas.topics.Topics;

/** The text beside a file that has been dealt with. */
record DropReport(DropOutcome outcome, Instant at) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Lines, each with its end. */
    String text() {
        StringBuilder text = new StringBuilder()
                .append("%s, %s UTC\n".formatted(outcome.file(), TIME.format(at)))
                .append(outcome.failure().isPresent() ? "failed: " : "done: ")
                .append(outcome.sentence())
                .append('\n');
        if (!outcome.declared().isEmpty()) {
            text.append("\nperiods declared complete:\n");
            outcome.declared().forEach(period -> text.append("  %s\n".formatted(period)));
        }
        if (outcome.someRejected()) {
            text.append("\nrows rejected (all are in topic %s, with what stood there):\n"
                    .formatted(Topics.CUSTOMS_IMPORTS_REJECTED.name()));
            outcome.firstRejected()
                    .forEach(row -> text.append("  %s: %s: %s\n".formatted(row.where(), row.reason(), row.message())));
            appendCount(text, outcome.rejectedNow() - outcome.firstRejected().size(), "more");
            appendCount(text, outcome.earlier().rejected(), "by an earlier run");
        }
        return text.toString();
    }

    private static void appendCount(StringBuilder text, long rows, String which) {
        if (rows > 0) {
            text.append("  %s %s\n".formatted(DropOutcome.number(rows), which));
        }
    }
}
