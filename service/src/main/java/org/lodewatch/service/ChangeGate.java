package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

/** Allows reading, computations and previews to everyone, and changes only with the bearer token. It keeps only the digest of the token. */
final class ChangeGate implements Handler {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> tokenDigest;

    /**
     * @param tokenFile whose first line is the token; without it nothing can be changed
     * @throws OperatorException if the file cannot be read or its first line is empty
     */
    ChangeGate(Optional<Path> tokenFile) {
        this.tokenDigest = tokenFile.map(file -> digest(firstLine(file)));
    }

    @Override
    public void handle(Context request) {
        if (isOpen(request)) {
            return;
        }
        byte[] expected = tokenDigest.orElseThrow(() -> new ForbiddenResponse(
                "nothing can be changed here, because this process has no token: put one into a file, name the file with"
                        + " " + ServiceSettings.TOKEN_FILE + ", and start the process again"));
        String given = Optional.ofNullable(request.header(Header.AUTHORIZATION)).orElse("");
        boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        // isEqual takes the same time whichever byte differs.
        if (!bearer
                || !MessageDigest.isEqual(
                        expected, digest(given.substring(BEARER.length()).strip()))) {
            request.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"lodewatch\"");
            throw new UnauthorizedResponse(
                    "changes need the header Authorization: Bearer TOKEN, with" + " the token of this process");
        }
    }

    private static boolean isOpen(Context request) {
        return READING.contains(request.method().name())
                || request.routeRoles().contains(OpenRoute.COMPUTES)
                || request.routeRoles().contains(OpenRoute.PREVIEWS) && OpenRoute.isPreview(request);
    }

    private static String firstLine(Path file) {
        Secret.warnIfReadableByAll(file);
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new OperatorException(
                        "%s: the first line is empty: put the token there, such as from `openssl rand -hex 32`"
                                .formatted(file));
            }
            return line.strip();
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

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
