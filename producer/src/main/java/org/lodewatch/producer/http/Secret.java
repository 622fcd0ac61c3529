package org.lodewatch.producer.http;

import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;

/** A key that must never be shown. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** The value of an environment variable; empty if it is not set or blank. */
    public static Optional<Secret> ofEnvironment(String variable) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * The first line of a file.
     *
     * @throws OperatorException if it cannot be read or is empty
     */
    public static Secret ofFile(Path file) {
        throw new UnsupportedOperationException("to be written");
    }

    /** For tests. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself; for the request alone. */
    public String reveal() {
        return text;
    }

    /** A text without the secret, plain or percent-encoded: stars stand in its place. */
    public String hiddenIn(String shown) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Stars. */
    @Override
    public String toString() {
        return "***";
    }
}
