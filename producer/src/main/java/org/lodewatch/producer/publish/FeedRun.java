package org.lodewatch.producer.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.feed.SummedRows;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * One run of a feed, from its last checkpoint to the end of its input. The records, rejected rows and checkpoint of a
 * batch share a transaction: after a kill at any point the next run resumes without loss or repetition.
 */
public final class FeedRun {

    private static final int FIRST_REJECTED = 20;

    /**
     * How an input is published.
     *
     * @param again publish from the beginning, whatever has been published; harmless, because an equal revision changes
     *     nothing
     * @param part the input holds only a part of its periods: declare none of them. The next run that is not a part, or
     *     {@code produce complete}, declares them
     * @param acceptPartial declare periods of which rows were rejected as accepted rather than partial
     * @param declaration about every dataset of the input
     */
    public record Options(boolean again, boolean part, boolean acceptPartial, DatasetDeclaration declaration) {

        /** From the last checkpoint, with all periods whole. */
        public static final Options DEFAULT = new Options(false, false);

        public Options(boolean again, boolean part) {
            this(again, part, false, DatasetDeclaration.NONE);
        }
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
    private final PublishedLines lines;
    private final PublishedPeriods publishedPeriods;

    private Optional<FeedCheckpoint> origin = Optional.empty();
    private KnownDatasets datasets;
    private RowChecks checks;
    private RecordSetDiff recordSets;
    private LogComparison logComparison;
    private SummedRows summed = SummedRows.NONE;
    private long older;
    private long declarations;
    private FeedPeriods periods = new FeedPeriods();
    private PeriodDeclarations periodDeclarations;
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
        this.lines = new PublishedLines(publisher.state()::readLog);
        this.publishedPeriods = new PublishedPeriods(publisher.state()::periods, publisher.log());
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
        datasets = new KnownDatasets(
                publisher.state()::datasets,
                options.declaration().orElse(feed.declaration()),
                origin.map(FeedCheckpoint::getLearning).orElse(List.of()),
                rules::isCounted,
                this::publishedCodes);
        checks = new RowChecks(datasets, rules.commonBook(), origin.isPresent());
        boolean publishedBefore = options.again() || last.isPresent();
        logComparison = new LogComparison(publisher.state(), datasets, checks, publishedBefore);
        recordSets = new RecordSetDiff(publisher.state()::recordSets, lines, rules, checks, periods);
        periodDeclarations = new PeriodDeclarations(
                feed.id(), periods, publishedPeriods, options.acceptPartial(), options.again(), clock);
    }

    private Set<String> publishedCodes(String dataset) {
        Set<String> codes = new TreeSet<>();
        publisher.state().readLog(Set.of(dataset), (recordId, record) -> {
            if (!codes.contains(record.getCommodityCode()) && rules.isCounted(ImportRow.of(recordId, record))) {
                codes.add(record.getCommodityCode());
            }
        });
        return codes;
    }

    private FeedReport publish(ReadAhead items, FeedReader reader) throws InterruptedException {
        boolean finishedBefore = origin.map(FeedCheckpoint::getFinished).orElse(false);
        while (!items.ended() && !stopping) {
            ImportBatch batch = new ImportBatch().announceCompletion();
            boolean caughtUp = fill(batch, items) || items.ended();
            if (items.ended()) {
                summed = reader.summedRows();
            }
            if (caughtUp) {
                datasets.end();
                if (options.part()) {
                    periodDeclarations.declarePartsWithRejections(batch);
                } else {
                    periodDeclarations.declareAll(batch);
                }
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
            if (mayBeData(row)) {
                periods.rejectUnreadable();
            }
            batch.reject(row);
        } else if (item instanceof FeedItem.Covers covers) {
            periodDeclarations.replaceEditions();
            lines.cover(covers.sets());
        } else if (item instanceof FeedItem.Edition edition) {
            int rows = batch.rows().size();
            older += recordSets.add(edition, batch) ? 0 : 1;
            batch.rows().subList(rows, batch.rows().size()).forEach(publishedPeriods::add);
            RecordSet set = edition.set();
            if (set.ofFiles() && datasets.fits(set.dataset(), set.period())) {
                periods.add(set.dataset(), set.reporter(), set.period());
            }
        } else if (item instanceof FeedItem.Complete period) {
            periodDeclarations.complete(
                    new ReportingPeriod(period.dataset(), period.reporter(), period.period()), batch);
        } else if (item instanceof FeedItem.Incomplete period) {
            periodDeclarations.incomplete(
                    new ReportingPeriod(period.dataset(), period.reporter(), period.period()), batch);
        }
        cursor = Optional.of(item.cursor());
    }

    private void add(FeedItem.Row row, ImportBatch batch) {
        try {
            ImportRow valid = rules.check(row.fields());
            logComparison.prepare(valid.dataset());
            if (checks.check(valid, row.source())) {
                periods.add(valid);
                publishedPeriods.add(valid);
                batch.add(valid);
            }
        } catch (RowFault fault) {
            periods.reject(row.fields(), fault.reason(), placeable(row.fields()));
            batch.reject(new FeedItem.Rejected(fault.reason(), fault.getMessage(), row.source(), row.cursor()));
        }
    }

    /** Whether the period of a rejected row can be declared. */
    private boolean placeable(RawImport fields) {
        String dataset = fields.get(ImportField.DATASET);
        return rules.knownCountry().test(fields.get(ImportField.REPORTER))
                && ImportBounds.isDataset(dataset)
                && datasets.fits(dataset, fields.get(ImportField.PERIOD));
    }

    /** A line without a digit, or without anything that separates fields, is a title or a footnote. */
    private static boolean mayBeData(FeedItem.Rejected row) {
        String text = new String(row.source().raw(), StandardCharsets.UTF_8);
        return text.chars().anyMatch(Character::isDigit) && text.chars().anyMatch(c -> ",;|\t{".indexOf(c) >= 0);
    }

    private void commit(ImportBatch batch, boolean caughtUp) {
        periods.publish(batch);
        publishedPeriods.changes().forEach(batch::period);
        datasets.changes(Instant.ofEpochMilli(clock.millis())).forEach(batch::describe);
        batch.checkpoint(checkpoint(batch, caughtUp));
        publisher.publish(batch);
        batch.periods().forEach(publishedPeriods::published);
        published += batch.rows().size();
        batch.rows().forEach(row -> counts.countPublished(row, rules.isCounted(row)));
        withdrawn += batch.rows().stream().filter(ImportRow::withdrawn).count();
        batch.rejected().forEach(row -> rejected.merge(row.reason().code(), 1L, Long::sum));
        batch.rejected().stream().limit(FIRST_REJECTED - firstRejected.size()).forEach(firstRejected::add);
        declarations += batch.declarations().size();
        endCommitted = caughtUp;
        batch.rejected().forEach(progress::rejected);
        batch.declarations().stream()
                .filter(declaration -> declaration.state() != PeriodState.PARTIAL)
                .map(ImportBatch.Declaration::period)
                .forEach(period -> {
                    declared.add(period);
                    progress.declared(period);
                });
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
        checkpoint.setLearning(datasets.learning());
        return checkpoint.build();
    }

    /** What is committed so far, also of a run that has failed. */
    public FeedReport report() {
        boolean nothingNew = published + rejectedRows() + declarations == 0;
        return new FeedReport(
                origin.isPresent() && nothingNew,
                published,
                withdrawn,
                rejected,
                declared.size(),
                counts.copy(),
                checks == null ? 0 : checks.repeated(),
                summed,
                older,
                logComparison == null || logComparison.complete(),
                periodDeclarations == null ? List.of() : periodDeclarations.notes());
    }

    /** The checkpoint at which this run resumed, with the counts of earlier runs. */
    public Optional<FeedCheckpoint> origin() {
        return origin;
    }

    /** The first rejected rows of this run, at most 20. */
    public List<FeedItem.Rejected> firstRejected() {
        return firstRejected;
    }

    /** The periods that this run has declared complete, or accepted. */
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
