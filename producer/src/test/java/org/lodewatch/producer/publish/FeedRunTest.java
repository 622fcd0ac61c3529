package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.publish.FeedRun.BatchLimits;
import org.lodewatch.producer.publish.FeedRun.Options;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.NewestPeriod;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

class FeedRunTest {

    private static final Options PARTIAL = new Options(false, true);
    private static final Options AGAIN = new Options(true, false);

    private final PublishingWorld world = new PublishingWorld();
    private final ImportRules rules = new ImportRules(Set.of("US", "CN")::contains, PublishingWorld.CLOCK);

    /** Items from memory. */
    private record ItemFeed(List<FeedItem> items, List<LeftOut> leftOut) implements Feed {

        @Override
        public String id() {
            return "list";
        }

        @Override
        public FeedReader open(Optional<String> cursor) {
            Iterator<FeedItem> rest = items.iterator();
            return new FeedReader() {

                @Override
                public boolean resumed() {
                    return false;
                }

                @Override
                public Optional<FeedItem> next() {
                    return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
                }

                @Override
                public List<LeftOut> leftOut() {
                    return ItemFeed.this.leftOut;
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Rows from memory; the cursor is an edition and how many were read. May break down before a row. */
    private record ListFeed(String edition, List<RawImport> rows, int breaksBefore) implements Feed {

        ListFeed(List<RawImport> rows) {
            this("1", rows, -1);
        }

        @Override
        public String id() {
            return "list";
        }

        @Override
        public FeedReader open(Optional<String> cursor) {
            boolean known =
                    cursor.filter(from -> from.startsWith(edition + ":")).isPresent();
            int from = known ? Integer.parseInt(cursor.get().substring(edition.length() + 1)) : 0;
            return new FeedReader() {
                private int next = from;

                @Override
                public boolean resumed() {
                    return known;
                }

                @Override
                public Optional<FeedItem> next() throws IOException {
                    if (next == breaksBefore) {
                        throw new IOException("connection lost");
                    }
                    if (next == rows.size()) {
                        return Optional.empty();
                    }
                    RawImport row = rows.get(next++);
                    SourceLine source =
                            new SourceLine("list", next, row.toString().getBytes());
                    return Optional.of(new FeedItem.Row(row, source, edition + ":" + next));
                }

                @Override
                public void close() {}
            };
        }
    }

    private static RawImport row(int number, String month) {
        return new RawImport()
                .with(ImportField.DATASET, "us-census")
                .with(ImportField.RECORD_ID, "id-" + number)
                .with(ImportField.REVISION, "1")
                .with(ImportField.REPORTER, "US")
                .with(ImportField.ORIGIN, "CN")
                .with(ImportField.COMMODITY_CODE, "811010")
                .with(ImportField.PERIOD, month)
                .with(ImportField.CUSTOMS_VALUE_USD, "1");
    }

    /** Over several months, so that each month is carried by one batch only. */
    private static List<RawImport> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row(i, "2024-%02d".formatted(1 + i * 12 / count)))
                .toList();
    }

    private FeedReport run(Feed feed, Options options) {
        try (ImportPublisher publisher = world.publisher(feed.id())) {
            return new FeedRun(feed, publisher, rules, options, PublishProgress.SILENT, PublishingWorld.CLOCK, BY_ROWS)
                    .run();
        }
    }

    private FeedReport run(Feed feed) {
        return run(feed, Options.DEFAULT);
    }

    private List<String> declaredPeriods() {
        return world.declared().stream()
                .map(PeriodComplete::getPeriod)
                .distinct()
                .toList();
    }

    /** On a machine of any speed, batches end where they are full. */
    private static final BatchLimits BY_ROWS = new BatchLimits(100, Duration.ofHours(1));

    private static final BatchLimits BY_AGE = new BatchLimits(100, Duration.ofMillis(100));

    private static final List<String> MONTHS_OF_2024 =
            IntStream.rangeClosed(1, 12).mapToObj("2024-%02d"::formatted).toList();

    private static void assertReport(
            FeedReport report, boolean alreadyPublished, long published, long withdrawn, int periods) {
        assertThat(report)
                .isEqualTo(new FeedReport(
                        alreadyPublished, published, withdrawn, new TreeMap<>(), periods, report.counts()));
    }

    @Test
    void rowsThatAreLeftOutAndThatCountNowhereAreCounted() {
        FeedReport report = run(new ItemFeed(
                List.of(new FeedItem.Row(row(1, "2024-12"), new SourceLine("list", 1), "1")),
                List.of(new LeftOut("total", 2, 3))));

        assertThat(report.published()).isEqualTo(1);
        assertThat(report.counts().of(RunCounts.Kind.LEFT_OUT, "total")).isEqualTo(2);
        assertThat(report.counts().of(RunCounts.Kind.PUBLISHED)).isEqualTo(1);
    }

    @Test
    void aRowCountsNowhereIfNoBookHasItsCodeInItsPeriod() {
        ImportRules since2025 = new ImportRules(
                Set.of("US", "CN")::contains,
                (code, other, period) -> period.firstMonth() >= Months.of("2025-01"),
                PublishingWorld.CLOCK);
        Feed feed = new ListFeed(List.of(row(1, "2024-12"), row(2, "2025-01"), row(3, "2025-02")));

        FeedReport report = new FeedRun(
                        feed,
                        world.publisher(feed.id()),
                        since2025,
                        Options.DEFAULT,
                        PublishProgress.SILENT,
                        PublishingWorld.CLOCK,
                        BY_ROWS)
                .run();

        assertThat(report.remarks(Catalogue.bundled())).contains("1 row of no mineral: 8110 1");
    }

    @Test
    void recordsPeriodsAndTheFinishedCheckpointAreCommittedTogether() {
        FeedReport report = run(new ListFeed(List.of(row(1, "2024-11"), row(2, "2024-12"))));

        assertReport(report, false, 2, 0, 2);
        assertThat(world.producer().commitCount()).isEqualTo(1);
        assertThat(world.imports()).hasSize(2);
        assertThat(declaredPeriods()).containsExactly("2024-11", "2024-12");
        assertThat(world.values(Topics.FEED_CHECKPOINTS))
                .containsExactly(new FeedCheckpoint(
                        "list",
                        "1:2",
                        2L,
                        0L,
                        true,
                        List.of(),
                        List.of(new NewestPeriod("us-census", "US", "2024-12")),
                        List.of(),
                        List.of(),
                        PublishingWorld.NOW));
    }

    @Test
    void everyTransactionCarriesTheCheckpointOfItsLastRow() {
        run(new ListFeed(rows(250)));

        assertThat(world.values(Topics.FEED_CHECKPOINTS))
                .extracting(FeedCheckpoint::getCursor, FeedCheckpoint::getPublished, FeedCheckpoint::getFinished)
                .containsExactly(tuple("1:100", 100L, false), tuple("1:200", 200L, false), tuple("1:250", 250L, true));
    }

    @Test
    void anUnfinishedCheckpointHasTheUndeclaredPeriods() {
        run(new ListFeed(rows(120)));

        assertThat(world.values(Topics.FEED_CHECKPOINTS).get(0).getUndeclared())
                .containsExactly(new CarriedPeriods("us-census", "US", List.of("2024-01..2024-10")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 200, 249, 250})
    void afterAFailureAtAnyRowTheNextRunResumesWithoutLossOrRepetition(int breaksBefore) {
        List<RawImport> rows = rows(250);
        assertThatThrownBy(() -> run(new ListFeed("1", rows, breaksBefore)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("feed list cannot be read any further (connection lost)");

        run(new ListFeed(rows));

        List<String> ids = new ArrayList<>(world.keys(Topics.CUSTOMS_IMPORTS));
        ids.removeIf(key -> !key.startsWith("id-"));
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 250).mapToObj(i -> "id-" + i).toList());
        assertThat(declaredPeriods()).isEqualTo(MONTHS_OF_2024);
        assertThat(world.lastCheckpoint("list").orElseThrow().getPublished()).isEqualTo(250);
    }

    @Test
    void aRowThatRepeatsOneFromBeforeTheFailureIsNotPublishedTwice() {
        List<RawImport> rows = new ArrayList<>(rows(150));
        rows.set(140, rows.get(20));
        assertThatThrownBy(() -> run(new ListFeed("1", rows, 110))).isInstanceOf(OperatorException.class);

        FeedReport report = run(new ListFeed(rows));

        assertThat(report.repeated()).isEqualTo(1);
        assertThat(world.keys(Topics.CUSTOMS_IMPORTS).stream().filter("id-20"::equals))
                .hasSize(1);
    }

    @Test
    void aFailedTransactionLeavesTheCheckpointBeforeIt() {
        ListFeed feed = new ListFeed(rows(250));
        ImportPublisher publisher = world.publisher("list");
        PublishProgress failing = new PublishProgress() {
            @Override
            public void committed(State state) {
                world.producer().commitTransactionException = new TransactionAbortableException("gone");
            }
        };
        assertThatThrownBy(() -> new FeedRun(
                                feed, publisher, rules, Options.DEFAULT, failing, PublishingWorld.CLOCK, BY_ROWS)
                        .run())
                .isInstanceOf(OperatorException.class);
        assertThat(world.imports()).hasSize(100);

        FeedReport report = run(feed);

        assertThat(report.published()).isEqualTo(150);
        assertThat(world.imports()).hasSize(250);
        assertThat(declaredPeriods()).isEqualTo(MONTHS_OF_2024);
    }

    @Test
    void anUnchangedInputIsNotPublishedTwice() {
        ListFeed feed = new ListFeed(rows(10));
        run(feed);

        FeedReport report = run(feed);

        assertThat(report.alreadyPublished()).isTrue();
        assertThat(world.imports()).hasSize(10);
    }

    @Test
    void aCheckpointIsCommittedAlsoWithoutNewRows() {
        ListFeed feed = new ListFeed(rows(10));
        run(feed);
        Instant later = PublishingWorld.NOW.plusSeconds(3600);

        try (ImportPublisher publisher = world.publisher("list")) {
            new FeedRun(
                            feed,
                            publisher,
                            rules,
                            Options.DEFAULT,
                            PublishProgress.SILENT,
                            Clock.fixed(later, ZoneOffset.UTC),
                            BY_ROWS)
                    .run();
        }

        FeedCheckpoint last = world.lastCheckpoint("list").orElseThrow();
        assertThat(last.getWrittenAt()).isEqualTo(later);
        assertThat(last.getPublished()).isEqualTo(10);
        assertThat(last.getNewest()).containsExactly(new NewestPeriod("us-census", "US", "2024-11"));
    }

    @Test
    void theNewestPeriodIsKeptAndIgnoresWithdrawnLines() {
        run(new ListFeed(List.of(row(1, "2024-11"))));
        RawImport older = row(2, "2023-01");
        RawImport withdrawn = row(3, "2025-06").with(ImportField.WITHDRAWN, "true");

        run(new ListFeed(List.of(row(1, "2024-11"), older, withdrawn)), PARTIAL);

        assertThat(world.lastCheckpoint("list").orElseThrow().getNewest())
                .containsExactly(new NewestPeriod("us-census", "US", "2024-11"));
    }

    @Test
    void anInputIsPublishedAgainOnRequest() {
        ListFeed feed = new ListFeed(rows(10));
        run(feed);

        FeedReport report = run(feed, AGAIN);

        assertThat(report.published()).isEqualTo(10);
        assertThat(world.imports()).hasSize(20);
    }

    @Test
    void aChangedInputIsPublishedFromItsBeginningAndDeclaresOnlyItsOwnPeriods() {
        assertThatThrownBy(() -> run(new ListFeed("1", rows(250), 150))).isInstanceOf(OperatorException.class);

        FeedReport report = run(new ListFeed("2", List.of(row(1_000, "2025-01")), -1));

        assertThat(report.published()).isEqualTo(1);
        assertThat(declaredPeriods()).containsExactly("2025-01");
    }

    @Test
    void rowsAddedAfterTheEndArePublishedByTheNextRun() {
        run(new ListFeed(List.of(row(1, "2024-11"))));

        FeedReport report = run(new ListFeed(List.of(row(1, "2024-11"), row(2, "2024-12"))));

        assertThat(report.published()).isEqualTo(1);
        assertThat(declaredPeriods()).containsExactly("2024-11", "2024-12");
        assertThat(world.lastCheckpoint("list").orElseThrow().getPublished()).isEqualTo(2);
    }

    @Test
    void aPartialInputDeclaresNothingUntilARunThatIsNot() {
        ListFeed feed = new ListFeed(rows(12));
        run(feed, PARTIAL);
        assertThat(world.declared()).isEmpty();
        assertThat(run(feed, PARTIAL).alreadyPublished()).isTrue();

        FeedReport report = run(feed);

        assertReport(report, false, 0, 0, 12);
        assertThat(declaredPeriods()).isEqualTo(MONTHS_OF_2024);
        assertThat(run(feed).alreadyPublished()).isTrue();
    }

    @Test
    void rowsThatBreakARuleAreRejectedAndCountedByReason() {
        RawImport unknown = row(2, "2024-12").with(ImportField.ORIGIN, "ZZ");
        RawImport yearly = row(3, "2024");

        FeedReport report = run(new ListFeed(List.of(row(1, "2024-12"), unknown, yearly, unknown)));

        assertThat(report.published()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(Map.of("unknown-country", 2L, "mixed-period-lengths", 1L));
        assertThat(report.rejectedRows()).isEqualTo(3);
        assertThat(world.records(Topics.CUSTOMS_IMPORTS_REJECTED)).hasSize(3);
        assertThat(world.lastCheckpoint("list").orElseThrow().getRejected()).isEqualTo(3);
    }

    @Test
    void anEmptyInputPublishesNothing() {
        FeedReport report = run(new ListFeed(List.of()));

        assertReport(report, false, 0, 0, 0);
        assertThat(world.producer().commitCount()).isZero();
    }

    @Test
    void rowsArePublishedWhileTheSourceBlocksItsReader() throws Exception {
        CountDownLatch committed = new CountDownLatch(1);
        Feed waiting = new Feed() {
            private final ListFeed list = new ListFeed(rows(2));

            @Override
            public String id() {
                return "list";
            }

            @Override
            public FeedReader open(Optional<String> cursor) {
                FeedReader reading = list.open(cursor);
                return new FeedReader() {
                    private int given;

                    @Override
                    public boolean resumed() {
                        return false;
                    }

                    @Override
                    public Optional<FeedItem> next() throws IOException {
                        try {
                            if (given++ == 1) {
                                committed.await(); // never reached, were the first row not committed before the second
                            }
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        return reading.next();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        PublishProgress progress = new PublishProgress() {
            @Override
            public void committed(State state) {
                committed.countDown();
            }
        };

        FeedReport report = new FeedRun(
                        waiting,
                        world.publisher("list"),
                        rules,
                        Options.DEFAULT,
                        progress,
                        PublishingWorld.CLOCK,
                        BY_AGE)
                .run();

        assertThat(report.published()).isEqualTo(2);
    }

    @Test
    void progressReportsTheStartAndTheCommits() {
        List<Object> events = new ArrayList<>();
        PublishProgress progress = new PublishProgress() {
            @Override
            public void started(Start start) {
                events.add(start);
            }

            @Override
            public void committed(State state) {
                events.add(state.published());
            }
        };
        List<RawImport> revised = rows(5);
        revised.forEach(row -> row.with(ImportField.REVISION, "2"));
        for (ListFeed feed : List.of(new ListFeed(rows(3)), new ListFeed(rows(4)), new ListFeed("2", revised, -1))) {
            new FeedRun(feed, world.publisher("list"), rules, Options.DEFAULT, progress, PublishingWorld.CLOCK, BY_AGE)
                    .run();
        }

        assertThat(events)
                .containsExactly(
                        PublishProgress.Start.BEGINNING,
                        3L,
                        PublishProgress.Start.RESUMED,
                        1L,
                        PublishProgress.Start.OVER,
                        5L);
    }
}
