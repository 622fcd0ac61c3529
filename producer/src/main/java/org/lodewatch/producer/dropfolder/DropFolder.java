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
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.producer.dropfolder.Arrivals.Look;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.TakenOverException;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;

/**
 * A folder into which files are dropped. A file that is complete is published, the oldest first, and moved: to
 * {@code done} if it could be read to its end, to {@code failed} if it cannot be, each with a report beside it.
 *
 * <p>Each file is a feed of its own, with its own checkpoint: a run that is killed within a file is gone on with there
 * by the next, and a file that was published but not moved yet is moved by the next. Two instances on one folder meet
 * at a file, where the later one shuts the earlier one out. A file that changes while it is read stays, and is read
 * again once it is complete.
 */
public final class DropFolder {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /**
     * How files are read.
     *
     * @param feeds which feed reads which file
     * @param settle how long a file must have kept its size and time to count as complete
     * @param partial files do not hold the whole of their periods: declare none of them complete
     */
    public record Settings(FileFeeds feeds, Duration settle, boolean partial) {}

    private final Path folder;
    private final Settings settings;
    private final ImportRules rules;
    private final Function<String, ImportPublisher> connection;
    private final DropListener listener;
    private final Rest rest;
    private final Arrivals arrivals;
    private final DoneAndFailedFolders shelves;
    private final Set<String> toldUnknown = new HashSet<>();
    private volatile Optional<FeedRun> running = Optional.empty();

    /**
     * A folder, not yet looked into.
     *
     * @param connection connects a publisher under a feed's id
     */
    public DropFolder(
            Path folder,
            Settings settings,
            ImportRules rules,
            Function<String, ImportPublisher> connection,
            DropListener listener) {
        this(folder, settings, rules, connection, listener, new Rest(), Clock.systemUTC());
    }

    DropFolder(
            Path folder,
            Settings settings,
            ImportRules rules,
            Function<String, ImportPublisher> connection,
            DropListener listener,
            Rest rest,
            Clock clock) {
        this.folder = folder;
        this.settings = settings;
        this.rules = rules;
        this.connection = connection;
        this.listener = listener;
        this.rest = rest;
        this.arrivals = new Arrivals(folder, settings.feeds(), settings.settle());
        this.shelves = new DoneAndFailedFolders(folder, clock);
    }

    /**
     * Publishes the files that are there and complete, and ends.
     *
     * @throws OperatorException if Kafka or the folder fails; the file at which it did stays, and the next run goes on
     *     there
     */
    public void runOnce() {
        begin();
        Look look = look();
        if (!look.unsettled().isEmpty()) {
            rest.take(settings.settle());
            look = look();
        }
        publish(look.complete());
        look.unsettled().forEach(file -> listener.left(file.name(), "still being written to"));
    }

    /**
     * Publishes files as they come, until it is stopped. Trouble that may pass is waited out.
     *
     * @throws TakenOverException if another instance works on the same folder
     * @throws OperatorException if there is no such folder, or files cannot be moved in it
     */
    public void follow() {
        begin();
        Duration pause = BETWEEN_LOOKS;
        while (!rest.ended()) {
            try {
                publish(look().complete());
                listener.lookedThrough();
                pause = BETWEEN_LOOKS;
            } catch (TakenOverException | InterruptException e) {
                throw e;
            } catch (OperatorException | KafkaException e) {
                pause = longer(pause);
                listener.troubled(e.getMessage(), pause);
            }
            rest.take(pause);
        }
    }

    /** Ends either of them soon, in the middle of a file after a last commit; called by another thread. */
    public void stop() {
        rest.end();
        running.ifPresent(FeedRun::stop);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void begin() {
        if (!Files.isDirectory(folder)) {
            throw new OperatorException("there is no folder %s: make it, or name another".formatted(folder));
        }
        try {
            shelves.make();
        } catch (IOException e) {
            throw unmovable(folder, e);
        }
    }

    private Look look() {
        Look look = arrivals.look(rest.now());
        for (String name : look.unknown()) {
            if (toldUnknown.add(name)) {
                listener.left(name, "its name does not end in " + FileFeeds.ENDINGS);
            }
        }
        return look;
    }

    private void publish(List<Arrival> files) {
        for (Arrival file : files) {
            if (rest.ended()) {
                return;
            }
            Optional<DropOutcome> outcome = publish(file);
            if (outcome.isPresent()) {
                move(file, outcome.get());
            }
        }
    }

    /** Publishes a file; empty if it was stopped before its end. */
    private Optional<DropOutcome> publish(Arrival file) {
        FileCounts tally = new FileCounts(file, listener.began(file.name()));
        try {
            InputFile input = InputFile.of(file.path().toString());
            if (file.size() == 0) {
                throw new InputException(input.name() + " is empty");
            }
            run(settings.feeds().feed(input), tally);
        } catch (InputException e) {
            return Optional.of(tally.outcome(Optional.of(e.getMessage())));
        }
        if (!tally.ended()) {
            listener.left(file.name(), "stopped; the next run goes on after the last row that was published");
            return Optional.empty();
        }
        return Optional.of(tally.outcome(Optional.empty()));
    }

    private void run(Feed feed, FileCounts tally) {
        try (ImportPublisher publisher = connection.apply(feed.id())) {
            FeedRun run = new FeedRun(feed, publisher, rules, new FeedRun.Options(false, settings.partial()), tally);
            running = Optional.of(run);
            if (rest.ended()) {
                run.stop(); // whoever ended it may not have seen this run
            }
            run.run();
        } finally {
            running = Optional.empty();
        }
    }

    private void move(Arrival file, DropOutcome outcome) {
        try {
            Optional<Arrival> now = Arrival.at(file.path());
            if (now.isPresent() && !now.get().equals(file)) {
                listener.left(file.name(), "changed while it was read; it is read again once it is complete");
                return;
            }
            Optional<Path> place = now.isPresent() ? shelves.put(file, outcome) : Optional.empty();
            if (place.isPresent()) {
                listener.moved(outcome, place.get().getParent().getFileName().toString());
            } else if (Files.isDirectory(folder)) {
                listener.left(file.name(), "moved away by somebody else");
            }
        } catch (IOException e) {
            throw unmovable(file.path(), e);
        }
    }

    private static OperatorException unmovable(Path what, IOException e) {
        return new OperatorException(
                ("cannot move %s to where it belongs (%s: %s): let this user make and rename files in the folder;"
                                + " what is published is not published again")
                        .formatted(what, e.getClass().getSimpleName(), e.getMessage()),
                e);
    }
}
