package org.lodewatch.producer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests a day (UTC) a service is asked, by all processes that share the file. It is written before each
 * request, so that a killed process does not forget what it has asked.
 */
public final class DailyQuota {

    private static final Logger LOG = LoggerFactory.getLogger(DailyQuota.class);
    private static final Pattern CONTENT = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,9})\\s*");
    private static final int MOST_BYTES = 64;

    private final String service;
    private final int perDay;
    private final Path file;
    private final Clock clock;

    /**
     * @param service as messages name it, such as {@code US Census API}
     * @param perDay at least 1
     * @param file made where there is none, its folder too
     */
    public DailyQuota(String service, int perDay, Path file, Clock clock) {
        if (perDay < 1) {
            throw new IllegalArgumentException("a quota of " + perDay + " requests a day");
        }
        this.service = service;
        this.perDay = perDay;
        this.file = file.toAbsolutePath();
        this.clock = clock;
    }

    /** Takes one request from it. */
    public void take() throws QuotaUsedUpException {
        if (use(1) > perDay) {
            throw new QuotaUsedUpException(
                    "%s: the day's %d requests are used up; there are more from %s"
                            .formatted(service, perDay, midnight()),
                    midnight().toInstant(ZoneOffset.UTC));
        }
    }

    /** How many are left today. */
    public int left() {
        return Math.max(0, perDay - use(0));
    }

    private LocalDateTime midnight() {
        return today().plusDays(1).atStartOfDay();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How many were used today, with these; more than the quota is never written. */
    private int use(int more) {
        // A file lock holds off other processes; within one, a second lock on the file would be refused.
        synchronized (DailyQuota.class) {
            try {
                Files.createDirectories(file.getParent());
                try (FileChannel channel = FileChannel.open(
                                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                        FileLock lock = channel.lock()) {
                    int used = used(channel) + more;
                    if (more > 0 && used <= perDay) {
                        channel.truncate(0);
                        channel.write(ByteBuffer.wrap((today() + " " + used + "\n").getBytes(US_ASCII)), 0);
                    }
                    return used;
                }
            } catch (IOException e) {
                throw new OperatorException(
                        "%s, where the day's requests to the %s are counted, cannot be written: name another folder with --state-dir"
                                .formatted(file, service),
                        e);
            }
        }
    }

    private int used(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
        if (text.isEmpty()) {
            return 0;
        }
        Matcher content = CONTENT.matcher(text);
        if (!content.matches()) {
            LOG.warn("{} is damaged: the day's requests to the {} are counted from 0 again", file, service);
            return 0;
        }
        return content.group(1).equals(today().toString()) ? Integer.parseInt(content.group(2)) : 0;
    }
}
