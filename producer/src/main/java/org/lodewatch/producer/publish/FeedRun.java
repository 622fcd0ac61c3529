package org.lodewatch.producer.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.producer.rules.UndeclaredPeriods;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;

/**
 * One run of a feed, from its last checkpoint to the end of its input. Records, rejected rows and the checkpoint of a
 * batch share a transaction: a run that is killed anywhere is gone on with by the next, without loss or repetition.
 */
public final class FeedRun {

    /** A transaction ends after so many rows, or so long after its first row, whichever comes first. */
    static final int BATCH_ROWS = 10_000;

    private static final Duration BATCH_AGE = Duration.ofSeconds(1);

    /**
     * @param again publish from the beginning, whatever has been published; harmless, since an equal revision changes
     *     nothing
     * @param partial the input does not hold the whole of its periods: declare none of them complete. They are declared
     *     by the next run that is not partial
     */
    public record Options(boolean again, boolean partial) {

        /** From the last checkpoint, with all periods whole. */
        public static final Options DEFAULT = new Options(false, false);
    }

    private final Feed feed;
    private final ImportPublisher publisher;
    private final ImportRules rules;
    private final PublishProgress progress;
    private final Clock clock;
    private final Duration batchAge;
    private final Options options;
    private final RecordSetDiff editions;

    private final SortedMap<String, Long> rejected = new TreeMap<>();
    private long published;
    private long withdrawn;
    private int periodsDeclared;
    private Optional<FeedCheckpoint> origin = Optional.empty();
    private UndeclaredPeriods undeclared = new UndeclaredPeriods();
    private NewestPeriods newest = new NewestPeriods(List.of());
    private Optional<String> cursor = Optional.empty();
    private boolean finishedBefore;
    private boolean endNoted;
    private volatile boolean stopping;

    /**
     * A run, not yet started.
     *
     * @param publisher connected under the feed's id
     */
    public FeedRun(Feed feed, ImportPublisher publisher, ImportRules rules, Options options, PublishProgress progress) {
        this(feed, publisher, rules, options, progress, Clock.systemUTC(), BATCH_AGE);
    }

    /** @param batchAge after which a batch is published that is not full */
    FeedRun(
            Feed feed,
            ImportPublisher publisher,
            ImportRules rules,
            Options options,
            PublishProgress progress,
            Clock clock,
            Duration batchAge) {
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
        this.batchAge = batchAge;
        this.editions = new RecordSetDiff(publisher.memory()::recordSets, rules);
    }

    /**
     * Runs to the end of the input, which a feed that follows its source does not have; once.
     *
     * @throws OperatorException if the source or Kafka fails; what was committed stays, and the next run goes on there
     */
    public FeedReport run() {
        Optional<FeedCheckpoint> last =
                options.again() ? Optional.empty() : publisher.memory().lastCheckpoint();
        try (FeedReader reading = feed.open(last.map(FeedCheckpoint::getCursor));
                ReadAhead items = new ReadAhead(feed.id(), reading)) {
            start(last, reading.resumed());
            return publish(items, reading);
        } catch (IOException e) {
            throw new OperatorException("feed %s cannot be closed: %s".formatted(feed.id(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Ends the run soon, after a last commit; called by another thread. */
    public void stop() {
        stopping = true;
    }

    private void start(Optional<FeedCheckpoint> last, boolean resumed) {
        if (last.isEmpty()) {
            progress.started(PublishProgress.Start.BEGINNING);
        } else if (resumed) {
            origin = last;
            cursor = last.map(FeedCheckpoint::getCursor);
            undeclared = UndeclaredPeriods.of(last.get().getUndeclared());
            newest = new NewestPeriods(last.get().getNewest());
            finishedBefore = last.get().getFinished();
            progress.started(PublishProgress.Start.RESUMED);
            progress.goingOn(last.get().getPublished(), last.get().getRejected());
        } else {
            progress.started(PublishProgress.Start.OVER);
        }
    }

    private FeedReport publish(ReadAhead items, FeedReader reading) throws InterruptedException {
        while (!items.ended() && !stopping) {
            ImportBatch batch = new ImportBatch();
            if (!options.partial()) {
                batch.announceCompletion();
            }
            boolean caughtUp = gather(items, batch) || items.ended();
            if (caughtUp && !options.partial()) {
                undeclared.all().forEach(batch::complete);
                undeclared = new UndeclaredPeriods();
            }
            boolean polled = caughtUp && !items.ended();
            boolean endToNote = items.ended() && !endNoted && cursor.isPresent();
            boolean nothingNew = batch.isEmpty() && !polled && finishedBefore;
            if (!batch.isEmpty() || polled || endToNote) {
                commit(batch, caughtUp);
                // That the source was looked at in vain is written down, but is no progress.
                if (!nothingNew) {
                    progress.committed(new PublishProgress.State(
                            published, rejectedRows(), reading.bytesRead(), reading.bytesTotal()));
                }
            }
            if (caughtUp) {
                progress.caughtUp(report());
            }
        }
        return report();
    }

    private void commit(ImportBatch batch, boolean caughtUp) {
        newest.take(batch);
        batch.checkpoint(checkpoint(batch, caughtUp));
        publisher.publish(batch);
        published += batch.rows().size();
        withdrawn += batch.rows().stream().filter(ImportRow::withdrawn).count();
        batch.rejected().forEach(row -> rejected.merge(row.reason().code(), 1L, Long::sum));
        periodsDeclared += batch.complete().size();
        endNoted = caughtUp;
        batch.rejected().forEach(progress::rejected);
        batch.complete().forEach(progress::declared);
    }

    private FeedReport report() {
        boolean nothingNew = published + rejectedRows() + periodsDeclared == 0;
        return new FeedReport(origin.isPresent() && nothingNew, published, withdrawn, rejected, periodsDeclared);
    }

    /** Fills a batch; whether the feed says that it has nothing more for now. */
    private boolean gather(ReadAhead items, ImportBatch batch) throws InterruptedException {
        boolean begun = false;
        long due = 0;
        while (!items.ended() && !stopping && batch.items() < BATCH_ROWS) {
            Duration wait = begun ? Duration.ofNanos(due - System.nanoTime()) : batchAge;
            if (wait.isNegative()) {
                return false;
            }
            Optional<FeedItem> item = items.poll(wait);
            if (item.isPresent()) {
                due = begun ? due : System.nanoTime() + batchAge.toNanos();
                begun = true;
                take(item.get(), batch);
                if (item.get() instanceof FeedItem.CaughtUp) {
                    return true;
                }
            }
        }
        return false;
    }

    private void take(FeedItem item, ImportBatch batch) {
        if (item instanceof FeedItem.Row row) {
            take(row, batch);
        } else if (item instanceof FeedItem.Rejected row) {
            batch.reject(row);
        } else if (item instanceof FeedItem.Edition edition) {
            editions.take(edition, undeclared, batch);
        } else if (item instanceof FeedItem.Complete period) {
            batch.complete(period.dataset(), period.reporter(), period.period());
        }
        cursor = Optional.of(item.cursor());
    }

    private void take(FeedItem.Row row, ImportBatch batch) {
        try {
            ImportRow valid = rules.check(row.fields());
            undeclared.carry(valid);
            batch.add(valid);
        } catch (RowFault fault) {
            batch.reject(new FeedItem.Rejected(fault.reason(), fault.getMessage(), row.source(), row.cursor()));
        }
    }

    private FeedCheckpoint checkpoint(ImportBatch batch, boolean finished) {
        return FeedCheckpoint.newBuilder()
                .setFeed(feed.id())
                .setCursor(cursor.orElseThrow())
                .setPublished(origin.map(FeedCheckpoint::getPublished).orElse(0L)
                        + published
                        + batch.rows().size())
                .setRejected(origin.map(FeedCheckpoint::getRejected).orElse(0L)
                        + rejectedRows()
                        + batch.rejected().size())
                .setFinished(finished)
                .setUndeclared(undeclared.toMessages())
                .setNewest(newest.toMessages())
                .setWrittenAt(Instant.ofEpochMilli(clock.millis()))
                .build();
    }

    private long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
