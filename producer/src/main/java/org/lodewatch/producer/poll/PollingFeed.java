package org.lodewatch.producer.poll;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a statistics source: lists its releases, reads the figures of new and revised periods, and declares each period
 * complete that was read in full.
 *
 * <p>Its cursor holds the release of each period that was read in full:
 * {@code 2026-04=20260607000000:3f2a;2026-05=...}. A group of periods in which it was stopped is read again from its
 * beginning, which publishes nothing twice.
 */
public final class PollingFeed implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(PollingFeed.class);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Pattern CURSOR_ENTRY =
            Pattern.compile("([0-9]{4}(?:-[0-9]{2})?)=([0-9]{1,18}):([A-Za-z0-9._-]*)");
    private static final String EMPTY_CURSOR = "-";

    /**
     * Whether the feed ends after one poll.
     *
     * @param forever whether it polls until it is stopped
     * @param pause between two polls; empty for the source's own schedule
     */
    public record Following(boolean forever, Optional<Duration> pause) {

        /** Ends after one poll. */
        public static final Following NOT = new Following(false, Optional.empty());
    }

    /** Blocks until a moment of the wall clock. */
    @FunctionalInterface
    interface Timer {
        void waitUntil(Instant moment) throws InterruptedException;

        /** Compares with the clock at least every minute, because the clock may be set, or the machine be suspended. */
        static Timer by(Clock clock) {
            return moment -> {
                Duration left = Duration.between(clock.instant(), moment);
                while (left.compareTo(Duration.ZERO) > 0) {
                    Thread.sleep(Math.max(1, Math.min(left.toMillis(), 60_000)));
                    left = Duration.between(clock.instant(), moment);
                }
            };
        }
    }

    private final StatisticsSource source;
    private final Following following;
    private final Clock clock;
    private final Timer timer;

    public PollingFeed(StatisticsSource source, Following following) {
        this(source, following, Clock.systemUTC(), Timer.by(Clock.systemUTC()));
    }

    PollingFeed(StatisticsSource source, Following following, Clock clock, Timer timer) {
        this.source = source;
        this.following = following;
        this.clock = clock;
        this.timer = timer;
    }

    @Override
    public String id() {
        return source.id();
    }

    @Override
    public DatasetDeclaration declaration() {
        return source.declaration();
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        Optional<SortedMap<String, Release>> read = cursor.flatMap(PollingFeed::parsed);
        return new PollingReader(read.isPresent(), read.orElseGet(TreeMap::new));
    }

    /** The releases in a cursor; empty if it does not have this form. */
    private static Optional<SortedMap<String, Release>> parsed(String cursor) {
        SortedMap<String, Release> read = new TreeMap<>();
        if (cursor.equals(EMPTY_CURSOR)) {
            return Optional.of(read);
        }
        for (String entry : cursor.split(";")) {
            Matcher parts = CURSOR_ENTRY.matcher(entry);
            if (!parts.matches()) {
                return Optional.empty();
            }
            read.put(parts.group(1), new Release(Long.parseLong(parts.group(2)), parts.group(3)));
        }
        return Optional.of(read);
    }

    /** One or more polls, each of which reads the groups of periods that are due. */
    private final class PollingReader implements FeedReader {

        private final boolean resumed;
        private final SortedMap<String, Release> read;
        private final Queue<FeedItem> ready = new ArrayDeque<>();
        private final Set<String> faulty = new HashSet<>();
        private SortedMap<String, Release> published;
        /** The groups still to be read in this poll; null before the poll. */
        private Deque<List<String>> due;
        /** Of the first group; null before it is begun. */
        private Figures figures;

        private boolean caughtUp;
        private Duration retryPause = FIRST_PAUSE;

        /** @param read the release of each period that was read in full; kept up to date */
        PollingReader(boolean resumed, SortedMap<String, Release> read) {
            this.resumed = resumed;
            this.read = read;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public Optional<FeedItem> next() throws IOException {
            try {
                while (ready.isEmpty()) {
                    if (caughtUp && !following.forever()) {
                        return Optional.empty();
                    }
                    advance();
                }
                return Optional.of(ready.remove());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        private void advance() throws IOException, InterruptedException {
            try {
                if (caughtUp) {
                    timer.waitUntil(nextPoll());
                    caughtUp = false;
                }
                if (due == null) {
                    poll();
                } else if (figures == null && due.isEmpty()) {
                    finishPoll();
                } else {
                    readOn();
                }
            } catch (IOException e) {
                if (!following.forever()) {
                    throw e;
                }
                retryLater(e);
            }
        }

        private void poll() throws IOException, InterruptedException {
            published = source.releases();
            due = new ArrayDeque<>(source.due(published, read));
            if (!due.isEmpty()) {
                LOG.info("feed {}: {} to read", source.id(), due);
            }
        }

        private void readOn() throws IOException, InterruptedException {
            if (figures == null) {
                figures = source.read(due.peek());
            }
            Optional<Part> part = figures.next();
            if (part.isPresent()) {
                add(part.get());
            } else {
                finishGroup(due.remove());
            }
        }

        private void add(Part part) {
            if (part instanceof Part.Lines lines) {
                long vintage = published.get(lines.set().period()).vintage();
                ready.add(new FeedItem.Edition(lines.set(), vintage, lines.lines(), cursor()));
            } else if (part instanceof Part.Fault fault) {
                // Without an entry in the cursor they, and only they, are due again at the next poll.
                faulty.addAll(fault.periods());
                read.keySet().removeAll(fault.periods());
                ready.add(new FeedItem.Rejected(fault.reason(), fault.message(), fault.source(), cursor()));
            }
        }

        private void finishGroup(List<String> group) throws IOException {
            close();
            retryPause = FIRST_PAUSE;
            for (String period : group) {
                if (faulty.contains(period)) {
                    ready.add(new FeedItem.Incomplete(source.dataset(), source.reporter(), period, cursor()));
                } else {
                    // One that is not over is read again at each poll, so that it is declared once it is.
                    if (isOver(period)) {
                        read.put(period, published.get(period));
                    }
                    ready.add(new FeedItem.Complete(source.dataset(), source.reporter(), period, cursor()));
                }
            }
            faulty.clear();
        }

        private boolean isOver(String period) {
            return !clock.instant().isBefore(Months.end(Period.of(period).lastMonth()));
        }

        private void finishPoll() {
            retryPause = FIRST_PAUSE;
            due = null;
            caughtUp = true;
            ready.add(new FeedItem.CaughtUp(cursor()));
        }

        private String cursor() {
            return read.isEmpty()
                    ? EMPTY_CURSOR
                    : read.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + "=" + entry.getValue().vintage() + ":"
                                            + entry.getValue().mark())
                            .collect(Collectors.joining(";"));
        }

        private Instant nextPoll() {
            Instant now = clock.instant();
            Optional<String> newest = read.isEmpty() ? Optional.empty() : Optional.of(read.lastKey());
            Instant next = following.pause().map(now::plus).orElseGet(() -> source.nextPoll(now, newest));
            LOG.info("feed {}: up to date; polls again at {}", source.id(), next);
            return next;
        }

        /** Parts of the group that were read stay published; the group is read again in another poll. */
        private void retryLater(IOException failure) throws InterruptedException {
            try {
                close();
            } catch (IOException e) {
                LOG.debug("feed {}: the abandoned figures cannot be closed", source.id(), e);
            }
            faulty.clear();
            due = null;
            Instant until = failure instanceof QuotaExhaustedException quota
                    ? quota.until()
                    : clock.instant().plus(retryPause);
            LOG.warn("feed {}: {}; tries again at {}", source.id(), failure.getMessage(), until);
            timer.waitUntil(until);
            Duration twice = retryPause.multipliedBy(2);
            retryPause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }

        @Override
        public void close() throws IOException {
            if (figures != null) {
                Figures closing = figures;
                figures = null;
                closing.close();
            }
        }
    }
}
