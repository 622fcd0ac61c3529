package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.lodewatch.schemas.OperatorException;

/** What a request must carry to change something. Only its digest is kept, so that it can never be shown. */
final class Token {

    private final byte[] digest;

    private Token(String text) {
        this.digest = digest(text);
    }

    /**
     * The first line of a file.
     *
     * @throws OperatorException if it cannot be read or is empty
     */
    static Token ofFile(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new OperatorException(
                        "%s: the first line is empty: put the token there, such as from `openssl rand -hex 32`"
                                .formatted(file));
            }
            return new Token(line.strip());
        } catch (NoSuchFileException e) {
            throw new OperatorException(
                    "%s: there is no such file: make it, with the token of %s in its first line"
                            .formatted(file, ServiceSettings.TOKEN_FILE),
                    e);
        } catch (IOException e) {
            throw new OperatorException(
                    "%s: cannot be read as text: name a file with %s that has the token in its first line"
                            .formatted(file, ServiceSettings.TOKEN_FILE),
                    e);
        }
    }

    /** Takes as long whether the first or the last character is wrong. */
    boolean is(String text) {
        return MessageDigest.isEqual(digest, digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
