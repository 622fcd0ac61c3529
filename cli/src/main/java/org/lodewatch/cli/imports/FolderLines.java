package org.lodewatch.cli.imports;

import java.time.Duration;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.producer.dropfolder.DropListener;
import org.lodewatch.producer.dropfolder.DropOutcome;
import org.lodewatch.producer.publish.PublishProgress;

/** A line for each file of a folder, and how far the present one is. */
final class FolderLines implements DropListener {

    private final ProgressLine line;
    private final FeedHealth health;
    private boolean allUsed = true;
    private boolean none = true;

    FolderLines(ProgressLine line, FeedHealth health) {
        this.line = line;
        this.health = health;
    }

    /** Whether no file has failed, and no row was rejected. */
    boolean allUsed() {
        return allUsed;
    }

    /** Whether there was nothing to tell. */
    boolean none() {
        return none;
    }

    @Override
    public PublishProgress began(String file) {
        line.show("connecting to publish " + file + " ...");
        ImportProgress progress = new ImportProgress(file, line);
        return new PublishProgress() {
            @Override
            public void started(Start where) {
                // Another file under a name that was there before is nothing to tell of: here each is a new one.
                progress.started(where == Start.OVER ? Start.BEGINNING : where);
            }

            @Override
            public void committed(State state) {
                progress.committed(state);
            }
        };
    }

    @Override
    public void moved(DropOutcome outcome, String shelf) {
        allUsed &= outcome.failure().isEmpty() && !outcome.someRejected();
        print("%s: %s -> %s/".formatted(outcome.file(), outcome.sentence(), shelf));
    }

    @Override
    public void left(String file, String why) {
        print(file + ": " + why);
    }

    @Override
    public void troubled(String message, Duration pause) {
        print("%s (trying again in %d s)".formatted(message, pause.toSeconds()));
    }

    @Override
    public void lookedThrough() {
        health.looked();
    }

    private void print(String text) {
        none = false;
        line.clear();
        line.print(text);
    }
}
