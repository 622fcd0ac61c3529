package org.lodewatch.cli.imports;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.PublishProgress;

/** Shows what a statistical office's feed publishes: the rows so far, and, if it follows the office, each poll's news. */
final class PollingProgress implements PublishProgress {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final int SHOWN = 20;

    private final String dataset;
    private final boolean eachPoll;
    private final ProgressLine line;
    private final FeedHealth health;
    private final Clock clock;
    private FeedReport told = new FeedReport(false, 0, 0, new TreeMap<>(), 0);
    private boolean first = true;
    private int shown;

    PollingProgress(String dataset, boolean eachPoll, ProgressLine line, FeedHealth health, Clock clock) {
        this.dataset = dataset;
        this.eachPoll = eachPoll;
        this.line = line;
        this.health = health;
        this.clock = clock;
    }

    /** The first of a poll are printed: that figures of an office cannot be used is rare, and worth a look. */
    @Override
    public void rejected(FeedItem.Rejected row) {
        if (shown++ < SHOWN) {
            line.print("not used: " + row.message());
        }
    }

    @Override
    public void committed(State state) {
        line.show("%s: rows published: %s".formatted(dataset, Figures.count(state.published())));
    }

    @Override
    public void caughtUp(FeedReport sofar) {
        health.looked();
        FeedReport news = since(sofar);
        boolean any = news.published() + news.rejectedRows() + news.periodsDeclared() > 0;
        if (eachPoll && (any || first)) {
            line.print("%s  %s: %s"
                    .formatted(
                            LocalDateTime.now(clock).format(MINUTE),
                            dataset,
                            ImportOutcome.ofOffice(news).sentence()));
        }
        told = sofar;
        shown = 0;
        first = false;
    }

    private FeedReport since(FeedReport sofar) {
        SortedMap<String, Long> rejected = new TreeMap<>();
        sofar.rejected().forEach((reason, rows) -> {
            long more = rows - told.rejected().getOrDefault(reason, 0L);
            if (more > 0) {
                rejected.put(reason, more);
            }
        });
        return new FeedReport(
                false,
                sofar.published() - told.published(),
                sofar.withdrawn() - told.withdrawn(),
                rejected,
                sofar.periodsDeclared() - told.periodsDeclared());
    }
}
