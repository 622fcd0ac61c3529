package org.lodewatch.cli.imports;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.SummedRows;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.publish.RunCounts;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Shows the rows that a feed of a statistical office has published; if it follows the office, a line for each poll. */
public final class PollingProgress implements PublishProgress {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Rejected rows are rare, so the first ones of a poll are printed. */
    private static final int MOST_REJECTED = 20;

    private final String dataset;
    private final boolean eachPoll;
    private final ProgressLine line;
    private final FeedPort port;
    private final Clock clock;
    private final Catalogue catalogue;
    private FeedReport printed = new FeedReport(false, 0, 0, new TreeMap<>(), 0, new RunCounts());
    private boolean first = true;
    private int rejected;

    public PollingProgress(
            String dataset, boolean eachPoll, ProgressLine line, FeedPort port, Clock clock, Catalogue catalogue) {
        this.dataset = dataset;
        this.eachPoll = eachPoll;
        this.line = line;
        this.port = port;
        this.clock = clock;
        this.catalogue = catalogue;
    }

    @Override
    public void rejected(FeedItem.Rejected row) {
        if (rejected++ < MOST_REJECTED) {
            line.print("not used: " + row.message());
        }
    }

    @Override
    public void committed(State state) {
        line.show("%s: rows published: %s".formatted(dataset, Figures.count(state.published())));
    }

    @Override
    public void caughtUp(FeedReport total) {
        port.caughtUp();
        FeedReport poll = since(total);
        boolean any = poll.published() + poll.rejectedRows() + poll.periodsDeclared() > 0;
        if (eachPoll && (any || first)) {
            ImportOutcome outcome = ImportOutcome.ofSource(poll);
            line.print("%s  %s: %s".formatted(LocalDateTime.now(clock).format(MINUTE), dataset, outcome.sentence()));
            outcome.remarks(catalogue).forEach(remark -> line.print("  " + remark));
        }
        printed = total;
        rejected = 0;
        first = false;
    }

    private FeedReport since(FeedReport total) {
        SortedMap<String, Long> more = new TreeMap<>(total.rejected());
        printed.rejected().forEach((reason, rows) -> more.merge(reason, -rows, Long::sum));
        more.values().removeIf(rows -> rows == 0);
        return new FeedReport(
                false,
                total.published() - printed.published(),
                total.withdrawn() - printed.withdrawn(),
                more,
                total.periodsDeclared() - printed.periodsDeclared(),
                total.counts().since(printed.counts()),
                total.repeated() - printed.repeated(),
                SummedRows.NONE,
                total.older() - printed.older(),
                true,
                total.notes().stream()
                        .filter(note -> !printed.notes().contains(note))
                        .toList());
    }
}
