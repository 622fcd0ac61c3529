package org.lodewatch.producer.dropfolder;

import java.time.Duration;
import org.lodewatch.producer.publish.PublishProgress;

/** Receives what happens to the files of a folder. Called by the thread that runs the folder. */
public interface DropListener {

    /** Called when a file is about to be read; returns the receiver of its progress. */
    default PublishProgress started(String file) {
        return PublishProgress.SILENT;
    }

    /**
     * Called when a file was processed and moved.
     *
     * @param subfolder done or failed
     */
    default void moved(DropOutcome outcome, String subfolder) {}

    /**
     * Called when a file is not moved, now or at all.
     *
     * @param why such as {@code still being written to}
     */
    default void left(String file, String why) {}

    /**
     * Called when Kafka or the folder has failed, before another attempt.
     *
     * @param message one line: what failed, and what to do
     * @param pause until the next attempt
     */
    default void retrying(String message, Duration pause) {}

    /** Called after each scan of a followed folder, when the files that it found are processed. */
    default void scanned() {}
}
