package org.lodewatch.producer.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedItem.CaughtUp;
import org.lodewatch.producer.feed.FeedItem.Complete;
import org.lodewatch.producer.feed.FeedItem.Edition;
import org.lodewatch.producer.feed.FeedItem.Incomplete;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.FeedItem.Rejected;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.values.RejectionReason;

class PollingFeedTest {

    private static final Instant NOW = Instant.parse("2026-07-10T12:00:00Z");
    private static final SourceLine NOWHERE = new SourceLine("test", 1, new byte[0]);

    /** One record set a month; figures change with the release. */
    private static final class TestSource implements StatisticsSource {

        private final TreeMap<String, Release> releases = new TreeMap<>();
        private final Deque<IOException> failures = new ArrayDeque<>();
        private final List<String> faulty = new ArrayList<>();
        private final List<String> requests = new ArrayList<>();

        TestSource publish(String month, long vintage, String mark) {
            releases.put(month, new Release(vintage, mark));
            return this;
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public String dataset() {
            return "us-test";
        }

        @Override
        public String reporter() {
            return "US";
        }

        @Override
        public SortedMap<String, Release> releases() throws IOException {
            requests.add("releases");
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            return new TreeMap<>(releases);
        }

        @Override
        public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
            return published.keySet().stream()
                    .filter(month -> !published.get(month).equals(read.get(month)))
                    .map(List::of)
                    .toList();
        }

        @Override
        public Figures read(List<String> periods) {
            requests.addAll(periods);
            Deque<Part> parts = new ArrayDeque<>();
            for (String period : periods) {
                parts.add(
                        faulty.contains(period)
                                ? new Part.Fault(
                                        List.of(period), RejectionReason.DOES_NOT_ADD_UP, "1 is not 2", NOWHERE)
                                : new Part.Lines(
                                        new RecordSet("us-test", "US", period, "8110", "test"),
                                        List.of(new Line(
                                                new RawImport().with(ImportField.COMMODITY_CODE, "811010"), NOWHERE))));
            }
            return () -> Optional.ofNullable(parts.poll());
        }

        @Override
        public Instant nextPoll(Instant now, Optional<String> newest) {
            return now.plus(Duration.ofHours(1));
        }
    }

    private final TestSource source = new TestSource();
    private final List<Instant> waits = new ArrayList<>();

    private static List<String> items(FeedReader reading, int most) throws IOException {
        List<String> items = new ArrayList<>();
        Optional<FeedItem> next = Optional.empty();
        while (items.size() < most && (next = reading.next()).isPresent()) {
            items.add(text(next.get()));
        }
        return items;
    }

    private static String text(FeedItem item) {
        if (item instanceof Edition edition) {
            return "edition " + edition.set().key() + " of " + edition.vintage();
        } else if (item instanceof Complete complete) {
            return "complete " + complete.period();
        } else if (item instanceof Incomplete incomplete) {
            return "incomplete " + incomplete.period();
        } else if (item instanceof Rejected rejected) {
            return "rejected " + rejected.reason();
        }
        return item instanceof CaughtUp ? "caught up" : item.toString();
    }

    private List<String> once(Optional<String> cursor) throws IOException {
        try (FeedReader reading = new PollingFeed(source, PollingFeed.Following.NOT).open(cursor)) {
            assertThat(reading.resumed()).isEqualTo(cursor.isPresent());
            return items(reading, Integer.MAX_VALUE);
        }
    }

    @Test
    void aPeriodThatIsNotOverIsReadAgainUntilItIs() throws IOException {
        source.publish("2025", 20260301000000L, "a").publish("2026", 20260701000000L, "a");
        PollingFeed before =
                new PollingFeed(source, PollingFeed.Following.NOT, Clock.fixed(NOW, ZoneOffset.UTC), moment -> {});
        String cursor = "";
        try (FeedReader reading = before.open(Optional.empty())) {
            for (Optional<FeedItem> item = reading.next(); item.isPresent(); item = reading.next()) {
                cursor = item.get().cursor();
            }
        }
        PollingFeed after = new PollingFeed(
                source,
                PollingFeed.Following.NOT,
                Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC),
                moment -> {});

        assertThat(cursor).isEqualTo("2025=20260301000000:a");
        try (FeedReader reading = after.open(Optional.of(cursor))) {
            assertThat(items(reading, 9))
                    .containsExactly("edition us-test/US/2026/8110 of 20260701000000", "complete 2026", "caught up");
        }
    }

    private Optional<String> lastCursor(Optional<String> cursor) throws IOException {
        String last = null;
        try (FeedReader reading = new PollingFeed(source, PollingFeed.Following.NOT).open(cursor)) {
            for (Optional<FeedItem> item = reading.next(); item.isPresent(); item = reading.next()) {
                last = item.get().cursor();
            }
        }
        return Optional.ofNullable(last);
    }

    private FeedReader following(Optional<Duration> pause) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new PollingFeed(source, new PollingFeed.Following(true, pause), clock, waits::add)
                .open(Optional.empty());
    }

    @Test
    void everyPublishedPeriodIsReadAndDeclaredComplete() throws IOException {
        source.publish("2026-05", 20260703000000L, "b").publish("2026-04", 20260605000000L, "a");

        assertThat(once(Optional.empty()))
                .containsExactly(
                        "edition us-test/US/2026-04/8110 of 20260605000000",
                        "complete 2026-04",
                        "edition us-test/US/2026-05/8110 of 20260703000000",
                        "complete 2026-05",
                        "caught up");
    }

    @Test
    void aRestartReadsOnlyWhatIsNewOrRevised() throws IOException {
        source.publish("2026-04", 1, "a").publish("2026-05", 2, "b");
        Optional<String> cursor = lastCursor(Optional.empty());
        source.publish("2026-05", 3, "c").publish("2026-06", 3, "d");

        assertThat(once(cursor))
                .containsExactly(
                        "edition us-test/US/2026-05/8110 of 3",
                        "complete 2026-05",
                        "edition us-test/US/2026-06/8110 of 3",
                        "complete 2026-06",
                        "caught up");
        assertThat(once(lastCursor(cursor))).containsExactly("caught up");
    }

    @Test
    void anIncompletelyReadPeriodIsReadAgain() throws IOException {
        source.publish("2026-04", 1, "a");
        String inTheMiddle;
        try (FeedReader reading = new PollingFeed(source, PollingFeed.Following.NOT).open(Optional.empty())) {
            inTheMiddle = reading.next().orElseThrow().cursor();
        }

        assertThat(once(Optional.of(inTheMiddle))).hasSize(3).contains("complete 2026-04");
    }

    @Test
    void aCursorOfAnotherFormStartsAtTheBeginning() throws IOException {
        source.publish("2026-04", 1, "a");
        try (FeedReader reading =
                new PollingFeed(source, PollingFeed.Following.NOT).open(Optional.of("stream-12@5:1"))) {
            assertThat(reading.resumed()).isFalse();
            assertThat(items(reading, 9)).hasSize(3);
        }
    }

    @Test
    void aPeriodWithAFaultIsNotCompleteAndIsDueAgain() throws IOException {
        source.publish("2026-04", 1, "a").publish("2026-05", 1, "a");
        Optional<String> cursor = lastCursor(Optional.empty());
        source.publish("2026-04", 2, "b").publish("2026-05", 2, "b");
        source.faulty.add("2026-04");

        assertThat(once(cursor))
                .containsExactly(
                        "rejected does-not-add-up",
                        "incomplete 2026-04",
                        "edition us-test/US/2026-05/8110 of 2",
                        "complete 2026-05",
                        "caught up");

        cursor = lastCursor(cursor);
        source.faulty.clear();
        assertThat(once(cursor))
                .containsExactly("edition us-test/US/2026-04/8110 of 2", "complete 2026-04", "caught up");
    }

    @Test
    void followingPollsOnTheScheduleOfTheSource() throws IOException {
        source.publish("2026-04", 1, "a");
        try (FeedReader reading = following(Optional.empty())) {
            items(reading, 3);
            source.publish("2026-05", 2, "a");
            assertThat(items(reading, 3))
                    .containsExactly("edition us-test/US/2026-05/8110 of 2", "complete 2026-05", "caught up");
            assertThat(items(reading, 2)).containsExactly("caught up", "caught up");
        }
        assertThat(waits).hasSize(3).containsOnly(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void followingMayHaveAFixedPause() throws IOException {
        try (FeedReader reading = following(Optional.of(Duration.ofMinutes(5)))) {
            assertThat(items(reading, 2)).containsExactly("caught up", "caught up");
        }
        assertThat(waits).containsExactly(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void followingRetriesFailuresWithLongerPauses() throws IOException {
        source.publish("2026-04", 1, "a");
        for (int i = 0; i < 8; i++) {
            source.failures.add(new IOException("down"));
        }
        try (FeedReader reading = following(Optional.empty())) {
            assertThat(items(reading, 2)).contains("complete 2026-04");
        }
        assertThat(waits)
                .extracting(moment -> Duration.between(NOW, moment).toMinutes())
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void followingWaitsUntilTheQuotaIsReplenished() throws IOException {
        Instant midnight = Instant.parse("2026-07-11T00:00:00Z");
        source.publish("2026-04", 1, "a").failures.add(new QuotaExhaustedException("500 requests used up", midnight));
        try (FeedReader reading = following(Optional.empty())) {
            assertThat(items(reading, 2)).contains("complete 2026-04");
        }
        assertThat(waits).containsExactly(midnight);
    }

    @Test
    void withoutFollowingAFailureEndsTheFeed() throws IOException {
        source.failures.add(new IOException("down"));
        try (FeedReader reading = new PollingFeed(source, PollingFeed.Following.NOT).open(Optional.empty())) {
            assertThatThrownBy(reading::next).isInstanceOf(IOException.class).hasMessage("down");
        }
    }
}
