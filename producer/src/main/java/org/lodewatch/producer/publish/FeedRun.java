package org.lodewatch.producer.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;

/**
 * One run of a feed, from its last checkpoint to the end of its input. The records, rejected rows and checkpoint of a
 * batch share a transaction: after a kill at any point the next run resumes without loss or repetition.
 */
public final class FeedRun {

    private static final int FIRST_REJECTED = 20;

    /**
     * @param again publish from the beginning, whatever has been published; harmless, because an equal revision changes
     *     nothing
     * @param partial the input holds only a part of its periods: declare none of them complete. The next run that is
     *     not partial declares them
     */
    public record Options(boolean again, boolean partial) {

        /** From the last checkpoint, with all periods whole. */
        public static final Options DEFAULT = new Options(false, false);
    }

    /** A transaction ends after so many rows, or so long after its first row, whichever is first. */
    record BatchLimits(int rows, Duration age) {

        static final BatchLimits DEFAULT = new BatchLimits(10_000, Duration.ofSeconds(1));
    }

    private final Feed feed;
    private final ImportPublisher publisher;
    private final ImportRules rules;
    private final Options options;
    private final PublishProgress progress;
    private final Clock clock;
    private final BatchLimits limits;
    private final RecordSetDiff recordSets;

    private Optional<FeedCheckpoint> origin = Optional.empty();

    private FeedPeriods periods = new FeedPeriods();
    private Optional<String> cursor = Optional.empty();
    private boolean endCommitted;
    private boolean caughtUp;
    private long published;
    private long withdrawn;
    private final SortedMap<String, Long> rejected = new TreeMap<>();
    private final RunCounts counts = new RunCounts();
    private final List<FeedItem.Rejected> firstRejected = new ArrayList<>();
    private final List<ReportingPeriod> declared = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * A run, not yet started.
     *
     * @param publisher connected under the feed's id
     */
    public FeedRun(Feed feed, ImportPublisher publisher, ImportRules rules, Options options, PublishProgress progress) {
        this(feed, publisher, rules, options, progress, Clock.systemUTC(), BatchLimits.DEFAULT);
    }

    FeedRun(
            Feed feed,
            ImportPublisher publisher,
            ImportRules rules,
            Options options,
            PublishProgress progress,
            Clock clock,
            BatchLimits limits) {
        if (!publisher.id().equals(feed.id())) {
            throw new IllegalArgumentException(
                    "feed " + feed.id() + " needs a publisher of its own, not that of " + publisher.id());
        }
        this.feed = feed;
        this.publisher = publisher;
        this.rules = rules;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.limits = limits;
        this.recordSets = new RecordSetDiff(publisher.state()::recordSets, rules);
    }

    /**
     * Runs once, to the end of the input. A feed that follows its source has no end.
     *
     * @throws OperatorException if the source or Kafka fails; committed batches stay, and the next run resumes there
     */
    public FeedReport run() {
        Optional<FeedCheckpoint> last =
                options.again() ? Optional.empty() : publisher.state().lastCheckpoint();
        try (FeedReader reader = feed.open(last.map(FeedCheckpoint::getCursor));
                ReadAhead items = new ReadAhead(feed.id(), reader)) {
            start(last, reader.resumed());
            return publish(items, reader);
        } catch (IOException e) {
            throw new OperatorException("feed %s cannot be closed: %s".formatted(feed.id(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Ends the run soon, after a last commit; thread-safe. */
    public void stop() {
        stopping = true;
    }

    private void start(Optional<FeedCheckpoint> last, boolean resumed) {
        if (last.isEmpty()) {
            progress.started(PublishProgress.Start.BEGINNING);
        } else if (resumed) {
            origin = last;
            cursor = last.map(FeedCheckpoint::getCursor);
            periods = new FeedPeriods(last.get());
            progress.started(PublishProgress.Start.RESUMED);
        } else {
            progress.started(PublishProgress.Start.OVER);
        }
    }

    private FeedReport publish(ReadAhead items, FeedReader reader) throws InterruptedException {
        boolean finishedBefore = origin.map(FeedCheckpoint::getFinished).orElse(false);
        while (!items.ended() && !stopping) {
            ImportBatch batch = new ImportBatch();
            if (!options.partial()) {
                batch.announceCompletion();
            }
            boolean caughtUp = fill(batch, items) || items.ended();
            if (caughtUp && !options.partial()) {
                periods.undeclared().forEach(batch::complete);
                periods.declared();
            }
            boolean polled = caughtUp && !items.ended();
            boolean endToCommit = items.ended() && !endCommitted && cursor.isPresent();
            boolean nothingNew = batch.isEmpty() && !polled && finishedBefore;
            if (!batch.isEmpty() || polled || endToCommit) {
                commit(batch, caughtUp);
                // A run without news still writes a checkpoint, for its time; that is no progress to report.
                if (!nothingNew) {
                    progress.committed(new PublishProgress.State(
                            published, rejectedRows(), reader.bytesRead(), reader.bytesTotal()));
                }
            }
            if (caughtUp) {
                this.caughtUp = true;
                progress.caughtUp(report());
            }
        }
        if (items.ended()) {
            // Only now: until then, the reader is in use by another thread.
            reader.leftOut().forEach(row -> counts.count(RunCounts.Kind.LEFT_OUT, row.what(), row.count()));
        }
        return report();
    }

    /** Fills a batch; returns whether the feed has no more items for now. */
    private boolean fill(ImportBatch batch, ReadAhead items) throws InterruptedException {
        boolean begun = false;
        long due = 0;
        while (!items.ended() && !stopping && batch.size() < limits.rows()) {
            Duration timeout = begun ? Duration.ofNanos(due - System.nanoTime()) : limits.age();
            if (timeout.isNegative()) {
                return false;
            }
            Optional<FeedItem> item = items.poll(timeout);
            if (item.isPresent()) {
                due = begun ? due : System.nanoTime() + limits.age().toNanos();
                begun = true;
                add(item.get(), batch);
                if (item.get() instanceof FeedItem.CaughtUp) {
                    return true;
                }
            }
        }
        return false;
    }

    private void add(FeedItem item, ImportBatch batch) {
        if (item instanceof FeedItem.Row row) {
            add(row, batch);
        } else if (item instanceof FeedItem.Rejected row) {
            batch.reject(row);
        } else if (item instanceof FeedItem.Edition edition) {
            recordSets.add(edition, periods, batch);
        } else if (item instanceof FeedItem.Complete period) {
            batch.complete(period.dataset(), period.reporter(), period.period());
        }
        cursor = Optional.of(item.cursor());
    }

    private void add(FeedItem.Row row, ImportBatch batch) {
        try {
            ImportRow valid = rules.check(row.fields());
            periods.add(valid);
            batch.add(valid);
        } catch (RowFault fault) {
            batch.reject(new FeedItem.Rejected(fault.reason(), fault.getMessage(), row.source(), row.cursor()));
        }
    }

    private void commit(ImportBatch batch, boolean caughtUp) {
        periods.publish(batch);
        batch.checkpoint(checkpoint(batch, caughtUp));
        publisher.publish(batch);
        published += batch.rows().size();
        batch.rows().forEach(counts::countPublished);
        withdrawn += batch.rows().stream().filter(ImportRow::withdrawn).count();
        batch.rejected().forEach(row -> rejected.merge(row.reason().code(), 1L, Long::sum));
        batch.rejected().stream().limit(FIRST_REJECTED - firstRejected.size()).forEach(firstRejected::add);
        declared.addAll(batch.complete());
        endCommitted = caughtUp;
        batch.rejected().forEach(progress::rejected);
        batch.complete().forEach(progress::declared);
    }

    private FeedCheckpoint checkpoint(ImportBatch batch, boolean finished) {
        FeedCheckpoint.Builder checkpoint = FeedCheckpoint.newBuilder()
                .setFeed(feed.id())
                .setCursor(cursor.orElseThrow())
                .setPublished(origin.map(FeedCheckpoint::getPublished).orElse(0L)
                        + published
                        + batch.rows().size())
                .setRejected(origin.map(FeedCheckpoint::getRejected).orElse(0L)
                        + rejectedRows()
                        + batch.rejected().size())
                .setFinished(finished)
                .setWrittenAt(Instant.ofEpochMilli(clock.millis()));
        periods.writeTo(checkpoint);
        return checkpoint.build();
    }

    /** What is committed so far, also of a run that has failed. */
    public FeedReport report() {
        boolean nothingNew = published + rejectedRows() + declared.size() == 0;
        return new FeedReport(
                origin.isPresent() && nothingNew, published, withdrawn, rejected, declared.size(), counts.copy());
    }

    /** The checkpoint at which this run resumed, with the counts of earlier runs. */
    public Optional<FeedCheckpoint> origin() {
        return origin;
    }

    /** The first rejected rows of this run, at most 20. */
    public List<FeedItem.Rejected> firstRejected() {
        return firstRejected;
    }

    /** The periods that this run has declared complete. */
    public List<ReportingPeriod> declared() {
        return declared;
    }

    /** Whether the input was read, and all of it committed, to its end; or, of a feed that follows its source, so far. */
    public boolean caughtUp() {
        return caughtUp;
    }

    private long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
