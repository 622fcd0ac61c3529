package org.lodewatch.producer.dropfolder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.dropfolder.DropOutcome.Earlier;
import org.lodewatch.producer.dropfolder.DropOutcome.RejectedRow;
import org.lodewatch.producer.dropfolder.FolderScanner.DroppedFile;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.PublishProgress;

/** Counts what is committed of a file, also of one whose run fails, and passes the progress on to a listener. */
final class FileCounts implements PublishProgress {

    private static final int SHOWN_ROWS = 20;

    private final DroppedFile file;
    private final PublishProgress listener;
    private final SortedMap<String, Long> rejected = new TreeMap<>();
    private final List<RejectedRow> firstRejected = new ArrayList<>();
    private final List<ReportingPeriod> declared = new ArrayList<>();
    private Earlier earlier = Earlier.NOTHING;
    private long published;
    private boolean ended;

    FileCounts(DroppedFile file, PublishProgress listener) {
        this.file = file;
        this.listener = listener;
    }

    /** Whether the file was read and published to its end. */
    boolean ended() {
        return ended;
    }

    /** @param failure why the file could not be read to its end */
    DropOutcome outcome(Optional<String> failure) {
        return new DropOutcome(file.name(), failure, published, rejected, firstRejected, declared, earlier);
    }

    @Override
    public void started(Start start) {
        listener.started(start);
    }

    @Override
    public void resumed(long publishedBefore, long rejectedBefore) {
        earlier = new Earlier(publishedBefore, rejectedBefore);
        listener.resumed(publishedBefore, rejectedBefore);
    }

    @Override
    public void rejected(FeedItem.Rejected row) {
        rejected.merge(row.reason().code(), 1L, Long::sum);
        if (firstRejected.size() < SHOWN_ROWS) {
            firstRejected.add(new RejectedRow(where(row.source()), row.reason().code(), row.message()));
        }
        listener.rejected(row);
    }

    private String where(SourceLine source) {
        String prefix = file.path() + "!";
        String member = source.file().startsWith(prefix) ? source.file().substring(prefix.length()) + ", " : "";
        return member + "line " + source.line();
    }

    @Override
    public void declared(ReportingPeriod period) {
        declared.add(period);
        listener.declared(period);
    }

    @Override
    public void committed(State state) {
        published = state.published();
        listener.committed(state);
    }

    @Override
    public void caughtUp(FeedReport report) {
        ended = true;
        listener.caughtUp(report);
    }
}
