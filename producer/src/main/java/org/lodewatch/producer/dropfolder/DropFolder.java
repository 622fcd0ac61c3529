package org.lodewatch.producer.dropfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.producer.dropfolder.FolderScanner.DroppedFile;
import org.lodewatch.producer.dropfolder.FolderScanner.Scan;
import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.publish.TakenOverException;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.FullDisk;

/**
 * A folder into which files are dropped. Complete files are published, the oldest first, and moved: to {@code done} if
 * they could be read to their end, to {@code failed} otherwise, each with a report beside it.
 *
 * <p>Each file is a feed with a checkpoint of its own. After a kill in the middle of a file the next run resumes there;
 * a file that was published but not moved is moved by the next run. If two instances work on one folder, the later one
 * fences the earlier one at a file that both read. A file that changes while it is read stays, and is read again once
 * it is complete.
 */
public final class DropFolder {

    private static final Duration BETWEEN_SCANS = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /**
     * How files are read.
     *
     * @param feeds which feed reads which file
     * @param settle how long the size and time of a file must stay the same before it counts as complete
     * @param options how each file is published
     * @param edition whether a file is read to its end before any of it is published
     * @param catalogue the names of countries, for the reports
     */
    public record Settings(
            FileFeeds feeds, Duration settle, FeedRun.Options options, EditionSettings edition, Catalogue catalogue) {}

    /** Pauses that end at once when the folder is stopped. */
    static class StoppableTimer {

        private final CountDownLatch stopped = new CountDownLatch(1);

        long nanoTime() {
            return System.nanoTime();
        }

        void pause(Duration time) {
            try {
                stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
        }

        /** Ends this pause and all later ones. */
        final void stop() {
            stopped.countDown();
        }

        final boolean isStopped() {
            return stopped.getCount() == 0;
        }
    }

    private final Path folder;
    private final Settings settings;
    private final ImportRules rules;
    private final Function<String, ImportPublisher> connection;
    private final DropListener listener;
    private final StoppableTimer timer;
    private final FolderScanner scanner;
    private final DoneAndFailedFolders subfolders;
    private final Set<String> reportedRefused = new HashSet<>();
    private volatile Optional<FeedRun> running = Optional.empty();

    /** @param connection connects a publisher under a feed's id */
    public DropFolder(
            Path folder,
            Settings settings,
            ImportRules rules,
            Function<String, ImportPublisher> connection,
            DropListener listener) {
        this(folder, settings, rules, connection, listener, new StoppableTimer(), Clock.systemUTC());
    }

    DropFolder(
            Path folder,
            Settings settings,
            ImportRules rules,
            Function<String, ImportPublisher> connection,
            DropListener listener,
            StoppableTimer timer,
            Clock clock) {
        this.folder = folder;
        this.settings = settings;
        this.rules = rules;
        this.connection = connection;
        this.listener = listener;
        this.timer = timer;
        this.scanner = new FolderScanner(folder, settings.feeds(), settings.settle());
        this.subfolders = new DoneAndFailedFolders(folder, clock);
    }

    /**
     * Publishes the complete files that are there now, and ends.
     *
     * @throws OperatorException if Kafka or the folder fails; the file at which it did stays, and the next run resumes
     *     there
     */
    public void runOnce() {
        requireFolders();
        Scan scan = scan();
        if (!scan.unsettled().isEmpty()) {
            timer.pause(settings.settle());
            scan = scan();
        }
        publish(scan.complete());
        scan.unsettled().forEach(file -> listener.left(file.name(), "still being written to"));
    }

    /**
     * Publishes files as they arrive, until it is stopped. Retries after failures that may pass.
     *
     * @throws TakenOverException if another instance works on the same folder
     * @throws OperatorException if there is no such folder, or files cannot be moved in it
     */
    public void follow() {
        requireFolders();
        Duration pause = BETWEEN_SCANS;
        while (!timer.isStopped()) {
            try {
                publish(scan().complete());
                listener.scanned();
                pause = BETWEEN_SCANS;
            } catch (TakenOverException | InterruptException e) {
                throw e;
            } catch (OperatorException | KafkaException e) {
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
                listener.retrying(e.getMessage(), pause);
            }
            timer.pause(pause);
        }
    }

    /** Ends either of them soon, in the middle of a file after a last commit; thread-safe. */
    public void stop() {
        timer.stop();
        running.ifPresent(FeedRun::stop);
    }

    private void requireFolders() {
        if (!Files.isDirectory(folder)) {
            throw new OperatorException("there is no folder %s: make it, or name another".formatted(folder));
        }
        try {
            subfolders.create();
        } catch (IOException e) {
            throw unmovable(folder, e);
        }
    }

    private Scan scan() {
        Scan scan = scanner.scan(timer.nanoTime());
        scan.refused().forEach((name, reason) -> {
            if (reportedRefused.add(name)) {
                listener.left(name, reason);
            }
        });
        reportedRefused.retainAll(scan.refused().keySet());
        return scan;
    }

    /**
     * Publishes files one after another. One that cannot be read or moved stays, and the others are published.
     *
     * @throws OperatorException at the end, if one could not be
     */
    private void publish(List<DroppedFile> files) {
        Optional<OperatorException> fault = Optional.empty();
        for (DroppedFile file : files) {
            if (timer.isStopped()) {
                return;
            }
            try {
                publish(file).ifPresent(outcome -> move(file, outcome));
            } catch (OperatorException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e; // it is not the fault of this file
                }
                listener.left(file.name(), e.getMessage());
                fault = fault.or(() -> Optional.of(e));
            }
        }
        fault.ifPresent(first -> {
            throw first;
        });
    }

    /** Publishes a file; empty if it was stopped before its end. */
    private Optional<DropOutcome> publish(DroppedFile file) {
        PublishProgress progress = listener.started(file.name());
        try {
            InputFile input = InputFile.of(file.path().toString());
            if (file.size() == 0) {
                throw new InputException(input.name() + " is empty");
            }
            Feed feed = settings.edition()
                    .feed(settings.feeds().feed(input), rules, file.changed().toInstant());
            return publish(file, feed, progress);
        } catch (InputException e) {
            return Optional.of(DropOutcome.unreadable(file, e));
        }
    }

    private Optional<DropOutcome> publish(DroppedFile file, Feed feed, PublishProgress progress) {
        try (ImportPublisher publisher = connection.apply(feed.id())) {
            FeedRun run = new FeedRun(feed, publisher, rules, settings.options(), progress);
            running = Optional.of(run);
            if (timer.isStopped()) {
                run.stop(); // stop() may have been called before the run was visible to it
            }
            try {
                run.run();
            } catch (InputException e) {
                return Optional.of(DropOutcome.of(file, run, Optional.of(e.getMessage()), settings.catalogue()));
            }
            if (!run.caughtUp()) {
                listener.left(file.name(), "stopped; the next run continues after the last row that was published");
                return Optional.empty();
            }
            return Optional.of(DropOutcome.of(file, run, Optional.empty(), settings.catalogue()));
        } finally {
            running = Optional.empty();
        }
    }

    private void move(DroppedFile file, DropOutcome outcome) {
        try {
            Optional<DroppedFile> now = DroppedFile.at(file.path());
            if (now.isPresent() && !now.get().equals(file)) {
                listener.left(file.name(), "changed while it was read; it is read again once it is complete");
                return;
            }
            Optional<Path> target = now.isPresent() ? subfolders.move(file, outcome) : Optional.empty();
            if (target.isPresent()) {
                listener.moved(outcome, target.get().getParent().getFileName().toString());
            } else if (Files.isDirectory(folder)) {
                listener.left(file.name(), "moved away by another process");
            }
        } catch (IOException e) {
            throw unmovable(file.path(), e);
        }
    }

    private static OperatorException unmovable(Path path, IOException e) {
        return new OperatorException(
                "cannot move %s to its subfolder (%s: %s): %s; published rows are not published again"
                        .formatted(
                                path,
                                e.getClass().getSimpleName(),
                                e.getMessage(),
                                FullDisk.remedy(path, e, "allow this user to make and rename files in the folder")),
                e);
    }
}
