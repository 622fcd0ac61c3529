package org.lodewatch.producer.dropfolder;

import java.time.Duration;
import org.lodewatch.producer.publish.PublishProgress;

/** Hears what becomes of the files of a folder. Called by the thread that runs the folder. */
public interface DropListener {

    /** A file's run begins. @return who hears how it gets on */
    default PublishProgress began(String file) {
        return PublishProgress.SILENT;
    }

    /**
     * A file has been dealt with, and moved.
     *
     * @param shelf the subfolder where it is now: done or failed
     */
    default void moved(DropOutcome outcome, String shelf) {}

    /**
     * A file stays where it is, for now or for good; or somebody else has moved it.
     *
     * @param why such as {@code still being written to}
     */
    default void left(String file, String why) {}

    /**
     * Something failed that is not a file's fault, and is tried again.
     *
     * @param message one line: what, and what to do
     * @param pause until then
     */
    default void troubled(String message, Duration pause) {}

    /** What was there has been dealt with, or there was nothing; told after each look at a folder that is followed. */
    default void lookedThrough() {}
}
