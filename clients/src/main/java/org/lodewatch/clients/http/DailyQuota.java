package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.FullDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the requests to a service per day (UTC), for all processes that share the file. The count is written before each
 * request, so that the requests of a killed process count too.
 */
public final class DailyQuota {

    private static final Logger LOG = LoggerFactory.getLogger(DailyQuota.class);

    /** File locks work between processes. A second lock within this process would fail instead of waiting. */
    private static final Object ONE_AT_A_TIME = new Object();

    /** The day and its count, always of the same length, so that one write replaces it even if the process is killed. */
    private static final String LINE = "%s %010d\n";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d{10})\n");

    private static final int LENGTH = 22;

    private final String service;
    private final int perDay;
    private final Path file;
    private final Clock clock;

    /**
     * @param service as messages name it, such as {@code US Census API}
     * @param perDay at least 1
     * @param file created with its directory if absent; a damaged file counts from 0 again, with a warning
     * @throws OperatorException if the file cannot be created, read, locked or written
     */
    public DailyQuota(String service, int perDay, Path file, Clock clock) {
        if (perDay < 1) {
            throw new IllegalArgumentException("perDay must be at least 1: " + perDay);
        }
        this.service = service;
        this.perDay = perDay;
        this.file = file.toAbsolutePath();
        this.clock = clock;
        // Reports a file that cannot be used before the first request.
        count(0, today());
    }

    /**
     * Counts one request.
     *
     * @throws OperatorException if the file cannot be created, read, locked or written
     */
    public void take() throws QuotaExhaustedException {
        LocalDate today = today();
        if (count(1, today) > perDay) {
            Instant until = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            throw new QuotaExhaustedException(
                    "%s: the %d requests of %s are used up; the next are available from %s (midnight UTC)"
                            .formatted(service, perDay, today, until),
                    until);
        }
    }

    /**
     * The requests left today, from 0 to the daily limit.
     *
     * @throws OperatorException if the file cannot be created, read, locked or written
     */
    public int left() {
        return Math.max(0, perDay - count(0, today()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * The count of the day with the additional requests, which are stored unless they exceed the limit.
     *
     * @param more 0 or 1
     */
    private int count(int more, LocalDate day) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return countUninterrupted(more, day);
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    // An interrupt closes the channel. It is restored below, for the caller.
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new OperatorException(
                    "%s: cannot count the requests in %s: %s: %s"
                            .formatted(
                                    service,
                                    file,
                                    e,
                                    FullDisk.remedy(file, e, "check that it is a file, and that you may write to it")),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("try") // the lock is held until the block ends
    private int countUninterrupted(int more, LocalDate day) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
                    FileLock lock = channel.lock()) {
                int count = Math.min(Integer.MAX_VALUE - 1, read(channel, day)) + more;
                if (more > 0 && count <= perDay) {
                    write(channel, day, count);
                }
                return count;
            }
        }
    }

    private int read(FileChannel channel, LocalDate day) throws IOException {
        if (channel.size() == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH + 1);
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {}
        Matcher matcher = WRITTEN.matcher(new String(buffer.array(), 0, buffer.position(), US_ASCII));
        if (!matcher.matches()) {
            LOG.warn("{}: {} is damaged: counting today's requests from 0 again", service, file);
            write(channel, day, 0);
            return 0;
        }
        return matcher.group(1).equals(day.toString())
                ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(2)))
                : 0;
    }

    private static void write(FileChannel channel, LocalDate day, int count) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap(String.format(Locale.ROOT, LINE, day, count).getBytes(US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line, line.position());
        }
        channel.truncate(LENGTH);
    }
}
