package org.lodewatch.producer.census;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.Manners;
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.schemas.OperatorException;

/**
 * Monthly files from the Census Bureau's site. Whether a file is there, and has changed, is asked by its first byte; of
 * the newest three months at every poll, of the others once a day.
 */
public final class BulkSite implements BulkFiles {

    /** Where the files are. */
    public static final URI BASE = URI.create("https://www.census.gov/trade/downloads");

    /** How the site likes to be asked: one large file at a time. */
    public static final Manners MANNERS =
            new Manners(1, Duration.ofMillis(500), 5, Duration.ofSeconds(5), Duration.ofMinutes(2));

    private static final int NEWEST = 3;
    private static final Duration A_DAY = Duration.ofHours(20);

    private final URI base;
    private final WebService web;
    private final Clock clock;
    private final SortedMap<String, Release> known = new TreeMap<>();
    private Instant askedAll = Instant.MIN;

    /** @param web asked with {@link #MANNERS}; not closed here */
    public BulkSite(URI base, WebService web, Clock clock) {
        this.base = base;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public String place() {
        return "";
    }

    private URI uri(YearMonth month) {
        return URI.create("%s/%d/Merch/im_m/%s".formatted(base, month.getYear(), BulkFiles.name(month)));
    }

    @Override
    public SortedMap<String, Release> releases(YearMonth first) throws IOException, InterruptedException {
        Instant now = clock.instant();
        YearMonth last = YearMonth.now(clock);
        boolean all = !now.minus(A_DAY).isBefore(askedAll);
        for (YearMonth month = first; month.isBefore(last); month = month.plusMonths(1)) {
            if (all || !month.isBefore(last.minusMonths(NEWEST))) {
                String period = month.toString();
                web.get(new Request(uri(month), Map.of("Range", "bytes=0-0")), this::release)
                        .ifPresentOrElse(release -> known.put(period, release), () -> known.remove(period));
            }
        }
        askedAll = all ? now : askedAll;
        return new TreeMap<>(known);
    }

    private Optional<Release> release(ServiceResponse answer) throws IOException {
        if (!usable(answer)) {
            return Optional.empty();
        }
        if (answer.mediaType().equals("text/html")) {
            throw new RetryableException("a web page in place of the file: " + answer.excerpt(), Optional.empty());
        }
        HttpHeaders headers = answer.headers();
        Instant changed = headers.firstValue("Last-Modified")
                .flatMap(BulkSite::moment)
                .orElseThrow(() -> new OperatorException(
                        "%s does not say when its files changed (no Last-Modified): name another by --url"
                                .formatted(base)));
        String mark = headers.firstValue("ETag").orElseGet(() -> Long.toString(changed.getEpochSecond()));
        return Optional.of(new Release(BulkFolder.vintage(changed), mark.replaceAll("[^A-Za-z0-9._-]", "")));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the file is there. */
    private boolean usable(ServiceResponse answer) throws IOException {
        int status = answer.status();
        if (status == 404) {
            return false;
        }
        if (status == 429 || status >= 500) {
            throw new RetryableException(status + " " + answer.excerpt(), answer.retryAfter());
        }
        if (status != 200 && status != 206) {
            throw new OperatorException("%s answers %d to a question for a monthly file: %s; check --url"
                    .formatted(base, status, answer.excerpt()));
        }
        return true;
    }

    @Override
    public <T> T read(YearMonth month, Reader<T> reader) throws IOException, InterruptedException {
        return web.get(new Request(uri(month)), answer -> {
            if (!usable(answer)) {
                throw new RetryableException(BulkFiles.name(month) + " has gone", Optional.empty());
            }
            return reader.read(answer.body());
        });
    }
}
