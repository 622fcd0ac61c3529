package org.lodewatch.local.broker;

import java.nio.file.Path;
import org.lodewatch.schemas.OperatorException;

/** Says in one line why a broker did not start. */
final class BrokerErrors {

    private BrokerErrors() {}

    static OperatorException explained(Throwable failure, Path directory) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("ddress already in use")) {
                return new OperatorException(
                        "the broker's port was taken while it started: start it again, or name one with --port",
                        failure);
            }
        }
        return new OperatorException(
                "the broker did not start on the data in %s: %s".formatted(directory, failure.getMessage()), failure);
    }
}
