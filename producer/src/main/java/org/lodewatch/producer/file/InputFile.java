package org.lodewatch.producer.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.lodewatch.schemas.OperatorException;

/**
 * A file to read from its beginning, plain or gzip, UTF-8 with or without a byte order mark; or a member of a zip; or
 * standard input.
 */
public final class InputFile {

    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int FINGERPRINTED = 1 << 16;

    private final String name;
    private final Optional<String> member;
    private final Optional<InputStream> standardInput;

    private InputFile(String name, Optional<String> member, Optional<InputStream> standardInput) {
        this.name = name;
        this.member = member;
        this.standardInput = standardInput;
    }

    /**
     * A file by name.
     *
     * @param name a path, or {@code -} for standard input
     * @throws InputException if there is no such file, or it cannot be read
     */
    public static InputFile of(String name) {
        return of(name, System.in);
    }

    /**
     * A file by name.
     *
     * @param standardInput read for the name {@code -}; never closed
     * @throws InputException if there is no such file, or it cannot be read
     */
    public static InputFile of(String name, InputStream standardInput) {
        if (name.equals(STANDARD_INPUT)) {
            return new InputFile(name, Optional.empty(), Optional.of(standardInput));
        }
        readable(name);
        return new InputFile(name, Optional.empty(), Optional.empty());
    }

    /**
     * The members of this file, which is a zip: in its order, without hidden ones.
     *
     * @throws OperatorException if it cannot be read; an {@link InputException} if it is no zip or is damaged
     */
    public List<InputFile> members() {
        try {
            return ZipArchive.members(readable(name)).stream()
                    .map(entry -> new InputFile(name, Optional.of(entry), Optional.empty()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(e, 0);
        }
    }

    private static Path readable(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new InputException("no such file: " + name + "; check the path, or use - for standard input");
        }
        if (Files.isDirectory(path)) {
            throw new InputException(name + " is a folder: name a file in it");
        }
        if (!Files.isReadable(path)) {
            throw new InputException("no permission to read " + name + ": make it readable for this user");
        }
        return path;
    }

    /** The name for messages. */
    public String name() {
        return standardInput.isPresent() ? "standard input" : within(name);
    }

    /** Whether it is standard input, which can be read only once. */
    public boolean isStream() {
        return standardInput.isPresent();
    }

    private String within(String file) {
        return file + member.map(entry -> "!" + entry).orElse("");
    }

    /**
     * When the file was changed; now for standard input.
     *
     * @throws OperatorException if it can no longer be read
     */
    public Instant changed() {
        try {
            return standardInput.isPresent()
                    ? Instant.now()
                    : Files.getLastModifiedTime(readable(name)).toInstant();
        } catch (IOException e) {
            throw unreadable(e, 0);
        }
    }

    /**
     * The name under which a feed of this file keeps its checkpoint, such as {@code csv:/data/imports.csv}, or
     * {@code csv:/data/imports.zip!2025/march.csv} for a member of a zip.
     */
    public String feedId(String format) {
        return format + ":"
                + (standardInput.isPresent()
                        ? STANDARD_INPUT
                        : within(Path.of(name).toAbsolutePath().normalize().toString()));
    }

    /**
     * Opens it at its beginning.
     *
     * @throws OperatorException if it can no longer be read
     */
    OpenInput open() {
        try {
            if (standardInput.isPresent()) {
                return OpenInput.over(standardInput.get(), OptionalLong.empty(), Optional.empty());
            }
            Path path = readable(name);
            if (member.isPresent()) {
                return member(path, member.get());
            }
            boolean seekable = Files.isRegularFile(path); // a named pipe can be read only once
            return OpenInput.over(
                    Files.newInputStream(path),
                    seekable ? OptionalLong.of(Files.size(path)) : OptionalLong.empty(),
                    seekable ? Optional.of(identity(path)) : Optional.empty());
        } catch (IOException e) {
            throw unreadable(e, 0);
        }
    }

    private static OpenInput member(Path zip, String entry) throws IOException {
        String identity = identity(zip) + "-" + Integer.toHexString(entry.hashCode());
        ZipArchive.Member bytes = ZipArchive.open(zip, entry);
        return OpenInput.over(bytes, OptionalLong.of(bytes.size()), Optional.of(identity));
    }

    OperatorException unreadable(IOException e, long line) {
        String message = "cannot read %s after line %d (%s): repair the file or fetch it again, then run this again"
                .formatted(name(), line, reason(e));
        boolean damaged = e instanceof ZipException || e instanceof EOFException || e instanceof NoSuchFileException;
        return damaged ? new InputException(message, e) : new OperatorException(message, e);
    }

    private static String reason(IOException e) {
        return e.getMessage() != null
                ? e.getMessage()
                : e instanceof EOFException
                        ? "its end is missing"
                        : e.getClass().getSimpleName();
    }

    // The time is part of it, because a changed figure in a large file need not change its size or beginning.
    private static String identity(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readNBytes(FINGERPRINTED));
            return "%d-%d-%s"
                    .formatted(
                            Files.size(path),
                            Files.getLastModifiedTime(path).toMillis(),
                            HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
