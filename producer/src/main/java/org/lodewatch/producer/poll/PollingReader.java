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
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls an office: its releases, the figures of the periods that are due, and, if it follows the office, once more. */
final class PollingReader implements FeedReader {

    private static final Logger LOG = LoggerFactory.getLogger(PollingReader.class);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final StatisticsSource office;
    private final PollingFeed.Following following;
    private final Clock clock;
    private final Wait wait;
    private final boolean resumed;
    private final SortedMap<String, Release> read;

    private final Queue<FeedItem> ready = new ArrayDeque<>();
    private final Set<String> doubtful = new HashSet<>();
    private SortedMap<String, Release> published;
    private Deque<List<String>> due;
    private Figures figures;
    private boolean caughtUp;
    private Duration troublePause = FIRST_PAUSE;

    /** @param read which release of each period was read in full; kept up to date */
    PollingReader(
            StatisticsSource office,
            PollingFeed.Following following,
            Clock clock,
            Wait wait,
            boolean resumed,
            SortedMap<String, Release> read) {
        this.office = office;
        this.following = following;
        this.clock = clock;
        this.wait = wait;
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
                step();
            }
            return Optional.of(ready.remove());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void step() throws IOException, InterruptedException {
        try {
            if (caughtUp) {
                wait.until(nextPoll());
                caughtUp = false;
            }
            if (due == null) {
                poll();
            } else if (figures == null && due.isEmpty()) {
                catchUp();
            } else {
                readOn();
            }
        } catch (IOException e) {
            if (!following.forever()) {
                throw e;
            }
            rest(e);
        }
    }

    private void poll() throws IOException, InterruptedException {
        published = office.releases();
        due = new ArrayDeque<>(office.due(published, read));
        if (!due.isEmpty()) {
            LOG.info("feed {}: {} to read", office.id(), due);
        }
    }

    private void readOn() throws IOException, InterruptedException {
        if (figures == null) {
            figures = office.read(due.peek());
        }
        Optional<Part> part = figures.next();
        if (part.isPresent()) {
            take(part.get());
        } else {
            finish(due.remove());
        }
    }

    private void take(Part part) {
        if (part instanceof Part.Lines lines) {
            long vintage = published.get(lines.set().period()).vintage();
            ready.add(new FeedItem.Edition(lines.set(), vintage, lines.lines(), PollingCursor.of(read)));
        } else if (part instanceof Part.Fault fault) {
            // As if they had never been read, they are due at the next poll, and they alone.
            doubtful.addAll(fault.periods());
            read.keySet().removeAll(fault.periods());
            ready.add(new FeedItem.Rejected(fault.reason(), fault.message(), fault.source(), PollingCursor.of(read)));
        }
    }

    private void finish(List<String> group) throws IOException {
        closeFigures();
        troublePause = FIRST_PAUSE;
        for (String period : group) {
            if (!doubtful.contains(period)) {
                read.put(period, published.get(period));
                ready.add(new FeedItem.Complete(office.dataset(), office.reporter(), period, PollingCursor.of(read)));
            }
        }
        doubtful.clear();
    }

    private void catchUp() {
        troublePause = FIRST_PAUSE;
        due = null;
        caughtUp = true;
        ready.add(new FeedItem.CaughtUp(PollingCursor.of(read)));
    }

    private Instant nextPoll() {
        Instant now = clock.instant();
        Instant next = following
                .pause()
                .map(now::plus)
                .orElseGet(() -> office.nextPoll(now, read.isEmpty() ? Optional.empty() : Optional.of(read.lastKey())));
        LOG.info("feed {}: up to date; asks again at {}", office.id(), next);
        return next;
    }

    /** What was read of the group so far stays published; the group is read again. */
    private void rest(IOException trouble) throws InterruptedException {
        abandonFigures();
        doubtful.clear();
        due = null;
        Instant until = trouble instanceof QuotaExhaustedException quota
                ? quota.until()
                : clock.instant().plus(troublePause);
        LOG.warn("feed {}: {}; tries again at {}", office.id(), trouble.getMessage(), until);
        wait.until(until);
        troublePause = min(troublePause.multipliedBy(2), LONGEST_PAUSE);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void closeFigures() throws IOException {
        if (figures != null) {
            Figures closing = figures;
            figures = null;
            closing.close();
        }
    }

    private void abandonFigures() {
        try {
            closeFigures();
        } catch (IOException e) {
            LOG.debug("feed {}: what was given up cannot be closed", office.id(), e);
        }
    }

    @Override
    public void close() throws IOException {
        closeFigures();
    }
}
