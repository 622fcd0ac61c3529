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
import org.lodewatch.clients.http.WebService.Request;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.schemas.OperatorException;

/**
 * Monthly files from the Census Bureau's site. A request for a file's first byte shows whether it is there and has
 * changed: at every poll for the newest three months, once a day for the others.
 */
public final class BulkSite implements BulkFiles {

    /** Where the files are. */
    public static final URI BASE = URI.create("https://www.census.gov/trade/downloads");

    /** The limits of the site: one large file at a time. */
    public static final RequestLimits LIMITS =
            new RequestLimits(1, Duration.ofMillis(500), 5, Duration.ofSeconds(5), Duration.ofMinutes(2));

    private static final int NEWEST = 3;
    private static final Duration A_DAY = Duration.ofHours(20);

    private final URI base;
    private final WebService web;
    private final Clock clock;
    private final SortedMap<String, Release> found = new TreeMap<>();
    private Instant lastFullPoll = Instant.MIN;

    /** @param web made with {@link #LIMITS}; not closed here */
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
        boolean all = !now.minus(A_DAY).isBefore(lastFullPoll);
        for (YearMonth month = first; month.isBefore(last); month = month.plusMonths(1)) {
            if (all || !month.isBefore(last.minusMonths(NEWEST))) {
                String period = month.toString();
                web.get(new Request(uri(month), Map.of("Range", "bytes=0-0")), this::release)
                        .ifPresentOrElse(release -> found.put(period, release), () -> found.remove(period));
            }
        }
        lastFullPoll = all ? now : lastFullPoll;
        return new TreeMap<>(found);
    }

    private Optional<Release> release(ServiceResponse response) throws IOException {
        if (!isThere(response)) {
            return Optional.empty();
        }
        if (response.mediaType().equals("text/html")) {
            throw new RetryableException("a web page in place of the file: " + response.excerpt(), Optional.empty());
        }
        HttpHeaders headers = response.headers();
        Instant changed = headers.firstValue("Last-Modified")
                .flatMap(BulkSite::moment)
                .orElseThrow(() -> new OperatorException(
                        "%s does not report when its files changed (no Last-Modified): name another by --url"
                                .formatted(base)));
        String mark = headers.firstValue("ETag").orElseGet(() -> Long.toString(changed.getEpochSecond()));
        return Optional.of(new Release(Release.vintage(changed), mark.replaceAll("[^A-Za-z0-9._-]", "")));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isThere(ServiceResponse response) throws IOException {
        int status = response.status();
        if (status == 429 || status >= 500) {
            throw new RetryableException(status + " " + response.excerpt(), response.retryAfter());
        }
        if (status != 200 && status != 206 && status != 404) {
            throw new OperatorException("%s answers %d to a request for a monthly file: %s; check --url"
                    .formatted(base, status, response.excerpt()));
        }
        return status != 404;
    }

    @Override
    public <T> T read(YearMonth month, Reader<T> reader) throws IOException, InterruptedException {
        return web.get(new Request(uri(month)), response -> {
            if (!isThere(response)) {
                throw new RetryableException(BulkFiles.name(month) + " is no longer there", Optional.empty());
            }
            return reader.read(response.body());
        });
    }
}
