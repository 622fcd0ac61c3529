package org.lodewatch.cli.commands;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.rejected.RejectedRecords;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.service.rejected.RejectedRecord;
import org.lodewatch.service.rejected.RejectedRowJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rejected",
        description =
                "The rows and records that could not be used in the last 30 days, with the reason and their text, the"
                        + " newest last; then their number by reason.")
final class RejectedCommand extends ClusterCommand implements Runnable {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private OutputOption output;

    @Option(
            names = "--feed",
            paramLabel = "ID",
            description = "Only those of a feed, such as census:us-census, or of a file or topic of this name.")
    private Optional<String> feed = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Only those with this reason, such as unknown-country.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many are shown at most; all are counted (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** The JSON document. */
    private record Document(List<RejectedRowJson> rows, Map<String, Long> counts) {}

    @Override
    public void run() {
        reason.ifPresent(RejectedCommand::requireReason);
        if (limit < 1) {
            throw new OperatorException("--limit: " + limit + " is not a number of rows; write 1 or more");
        }
        try (KafkaCluster cluster = connect()) {
            RejectedRecords rejected = RejectedRecords.read(cluster, new RejectedRecords.Filter(feed, reason), limit);
            if (output.json()) {
                screen().json(new Document(
                        rejected.newest().stream().map(RejectedRowJson::of).toList(), rejected.counts()));
            } else {
                print(rejected);
            }
        }
    }

    private void print(RejectedRecords rejected) {
        Screen screen = screen();
        if (rejected.total() == 0) {
            screen.note("no rejected rows");
            return;
        }
        List<RejectedRecord> newest = rejected.newest();
        for (RejectedRecord row : newest) {
            screen.line("%s  %s  %s"
                    .formatted(
                            screen.painted(SECOND.format(row.rejectedAt()), Style.DIM),
                            screen.painted(row.reason(), Style.YELLOW),
                            row.place()));
            screen.line("  " + row.message());
            if (!row.text().isEmpty()) {
                screen.line("  " + row.text());
            }
        }
        screen.line("");
        if (newest.size() < rejected.total()) {
            screen.line("the newest %s of %s; --limit shows more"
                    .formatted(Figures.count(newest.size()), Figures.count(rejected.total())));
        }
        screen.table(
                new Columns<Map.Entry<String, Long>>()
                        .left("reason", Map.Entry::getKey)
                        .right("rows", count -> Figures.count(count.getValue())),
                rejected.reasons());
    }

    private static void requireReason(String code) {
        List<String> known = Arrays.stream(RejectionReason.values())
                .map(RejectionReason::code)
                .toList();
        if (!known.contains(code)) {
            throw new OperatorException(
                    "--reason: there is no reason %s; the reasons are %s".formatted(code, String.join(", ", known)));
        }
    }
}
