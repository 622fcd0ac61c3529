package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key that must not appear in any message. */
public final class Secret {

    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);

    private static final String STARS = "***";

    private final String text;
    private final Pattern anySpelling;

    private Secret(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a secret is not blank");
        }
        this.text = text;
        this.anySpelling =
                Pattern.compile(text.codePoints().mapToObj(Secret::spellings).collect(Collectors.joining()));
    }

    /** The value of an environment variable; empty if it is not set or blank. */
    public static Optional<Secret> ofEnvironment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }

    /**
     * The first line of a file.
     *
     * @throws OperatorException if it cannot be read or is empty
     */
    public static Secret ofFile(Path file) {
        String line = firstLine(file);
        if (line.isEmpty()) {
            throw new OperatorException("%s: the first line is empty: put the key there".formatted(file));
        }
        return new Secret(line);
    }

    /** Warns of a file with a secret that every user of the machine can read. */
    public static void warnIfReadableByAll(Path file) {
        if (isReadableByAll(file)) {
            LOG.warn("{} holds a secret, and every user of this machine can read it: chmod 600 {}", file, file);
        }
    }

    /** Whether every user of the machine can read a file; false where its file system has no such permissions. */
    public static boolean isReadableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // that it cannot be read is reported when it is
        }
    }

    private static String firstLine(Path file) {
        warnIfReadableByAll(file);
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
            String line = reader.readLine();
            // Some editors begin a file with a byte order mark.
            return line == null ? "" : line.replace("\ufeff", "").strip();
        } catch (NoSuchFileException e) {
            throw new OperatorException(
                    "%s: there is no such file: create it, with the key in its first line".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new OperatorException(
                    "%s: not a text file in UTF-8: name the file that has the key in its first line".formatted(file),
                    e);
        } catch (IOException e) {
            throw new OperatorException(
                    "%s: cannot be read: check that it is a file, and that you may read it".formatted(file), e);
        }
    }

    /** A secret from a text, which must not be blank. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself, only for the request. */
    public String reveal() {
        return text;
    }

    /** A text with stars in place of the secret, plain or percent-encoded. */
    public String hiddenIn(String shown) {
        return anySpelling.matcher(shown).replaceAll(Matcher.quoteReplacement(STARS));
    }

    /** All spellings of a character: encoders differ in what they encode, in the case of hex digits, and in spaces. */
    private static String spellings(int codePoint) {
        String plain = Character.toString(codePoint);
        StringBuilder encoded = new StringBuilder();
        for (byte unit : plain.getBytes(UTF_8)) {
            encoded.append('%').append(String.format(Locale.ROOT, "%02x", unit));
        }
        return "(?:%s|(?i:%s)%s)".formatted(Pattern.quote(plain), encoded, codePoint == ' ' ? "|\\+" : "");
    }

    /** Stars. */
    @Override
    public String toString() {
        return STARS;
    }
}
