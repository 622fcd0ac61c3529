package org.lodewatch.producer.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;

/** A key that must never be shown. */
public final class Secret {

    private static final String SHOWN = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** The value of an environment variable; empty if it is not set or blank. */
    public static Optional<Secret> ofEnvironment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
    }

    /**
     * The first line of a file.
     *
     * @throws OperatorException if it cannot be read or is empty
     */
    public static Secret ofFile(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return new Secret(lines.findFirst()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> new OperatorException(
                            "the first line of key file %s is empty: put the key there".formatted(file))));
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException(
                    "key file %s cannot be read: check its name, that it is text, and its permissions".formatted(file),
                    e);
        }
    }

    /** This text; not empty. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself; for the request alone. */
    public String reveal() {
        return text;
    }

    /** A text without the secret, plain or percent-encoded: stars stand in its place. */
    public String hiddenIn(String shown) {
        return shown.replace(text, SHOWN).replace(URLEncoder.encode(text, StandardCharsets.UTF_8), SHOWN);
    }

    /** Stars. */
    @Override
    public String toString() {
        return SHOWN;
    }
}
