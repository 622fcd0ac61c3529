package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedItem.CaughtUp;
import org.lodewatch.producer.feed.FeedItem.Complete;
import org.lodewatch.producer.feed.FeedItem.Edition;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.publish.FeedRun.Options;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.topics.Topics;

/** The records that editions of record sets are turned into. */
class RecordSetDiffTest {

    private static final String BASIS = "test office, general imports";
    private static final RecordSet MAY = new RecordSet("us-test", "US", "2026-05", "8110", BASIS);

    private final PublishingWorld world = new PublishingWorld();
    private final ImportRules rules = new ImportRules(Set.of("US", "CN", "TH", "BE")::contains, PublishingWorld.CLOCK);

    /** A feed of exactly these items. */
    private record ItemsFeed(List<FeedItem> items) implements Feed {

        @Override
        public String id() {
            return "items";
        }

        @Override
        public FeedReader open(Optional<String> cursor) {
            Iterator<FeedItem> left = items.iterator();
            return new FeedReader() {
                @Override
                public boolean resumed() {
                    return cursor.isPresent();
                }

                @Override
                public Optional<FeedItem> next() {
                    return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
                }

                @Override
                public void close() {}
            };
        }
    }

    private FeedReport run(FeedItem... items) {
        Feed feed = new ItemsFeed(List.of(items));
        try (ImportPublisher publisher = world.publisher(feed.id())) {
            return new FeedRun(
                            feed,
                            publisher,
                            rules,
                            Options.DEFAULT,
                            PublishProgress.SILENT,
                            PublishingWorld.CLOCK,
                            new FeedRun.BatchLimits(10_000, Duration.ofHours(1)))
                    .run();
        }
    }

    private static Edition edition(RecordSet set, long vintage, Line... lines) {
        return new Edition(set, vintage, List.of(lines), "cursor");
    }

    private static Line line(String origin, String dollars, String kilograms) {
        RawImport fields = new RawImport()
                .with(ImportField.COMMODITY_CODE, "811010")
                .with(ImportField.ORIGIN, origin)
                .with(ImportField.CUSTOMS_VALUE_USD, dollars)
                .with(ImportField.NET_WEIGHT_KG, kilograms);
        return new Line(fields, new SourceLine("test", 1, fields.toString().getBytes()));
    }

    private static Line line(String origin, String dollars) {
        return line(origin, dollars, "1");
    }

    /** Imports published since so many, as {@code CN=500 r20}; a withdrawn one ends in a minus. */
    private List<String> since(int before) {
        List<CustomsImport> all = world.imports();
        List<String> texts = new ArrayList<>();
        for (CustomsImport line : all.subList(before, all.size())) {
            texts.add(line.getOrigin() + "=" + line.getCustomsValueCents() / 100 + " r" + line.getRevision()
                    + (line.getWithdrawn() ? " -" : ""));
        }
        return texts;
    }

    @Test
    void theFirstEditionIsPublishedWholeWithItsVintageAsRevision() {
        FeedReport report = run(
                edition(MAY, 20, line("CN", "5"), line("TH", "7")), new Complete("us-test", "US", "2026-05", "cursor"));

        assertThat(since(0)).containsExactly("CN=5 r20", "TH=7 r20");
        assertThat(world.imports()).allMatch(CustomsImport::getCompletionFollows);
        assertThat(world.keys(Topics.CUSTOMS_IMPORTS)).contains("811010/US/CN/2026-05", "811010/US/TH/2026-05");
        assertThat(world.declared())
                .hasSize(PublishingWorld.PARTITIONS)
                .allMatch(period -> period.getPeriod().equals("2026-05"));
        assertThat(report.published()).isEqualTo(2);
        assertThat(report.periodsDeclared()).isEqualTo(1);
    }

    @Test
    void aLaterVintagePublishesChangesAndWithdrawsMissingLines() {
        run(edition(MAY, 20, line("CN", "5"), line("TH", "7"), line("BE", "9")));

        FeedReport report = run(edition(MAY, 30, line("CN", "6"), line("TH", "7")));

        assertThat(since(3)).containsExactly("CN=6 r30", "BE=9 r30 -");
        assertThat(report.withdrawn()).isEqualTo(1);
    }

    @Test
    void aLineThatComesBackIsPublishedAgain() {
        run(edition(MAY, 20, line("CN", "5"), line("BE", "9")), edition(MAY, 30, line("CN", "5")));

        run(edition(MAY, 40, line("CN", "5"), line("BE", "9")));

        assertThat(since(3)).containsExactly("BE=9 r40");
    }

    @Test
    void aChangedWeightIsAChange() {
        run(edition(MAY, 20, line("CN", "5", "1")));
        run(edition(MAY, 30, line("CN", "5", "2")));
        run(edition(MAY, 40, line("CN", "5", null)));

        assertThat(since(1)).containsExactly("CN=5 r30", "CN=5 r40");
    }

    @Test
    void anEmptyVintageWithdrawsAllLines() {
        run(edition(MAY, 20, line("CN", "5"), line("TH", "7")));

        run(edition(MAY, 30));

        assertThat(since(2)).containsExactly("CN=5 r30 -", "TH=7 r30 -");
    }

    @Test
    void anOlderVintageChangesNothing() {
        run(edition(MAY, 30, line("CN", "5")));

        run(edition(MAY, 20, line("CN", "4"), line("TH", "7")));

        assertThat(since(1)).isEmpty();
        assertThat(world.values(Topics.FEED_RECORD_SETS, FeedRecordSet.class))
                .extracting(FeedRecordSet::getVintage)
                .containsExactly(30L);
    }

    @Test
    void figuresThatChangeWithoutANewVintageReplaceTheOldOnes() {
        run(edition(MAY, 30, line("CN", "5")));
        run(edition(MAY, 30, line("CN", "6")));
        run(edition(MAY, 30, line("CN", "7")));
        run(edition(MAY, 31, line("CN", "8")));

        assertThat(since(0)).containsExactly("CN=5 r30", "CN=6 r31", "CN=7 r32", "CN=8 r33");
    }

    @Test
    void theSameEditionAgainPublishesNothing() {
        run(edition(MAY, 30, line("CN", "5")), new CaughtUp("cursor"));

        FeedReport report = run(edition(MAY, 30, line("CN", "5")), new CaughtUp("cursor"));

        assertThat(since(1)).isEmpty();
        assertThat(world.values(Topics.FEED_RECORD_SETS, FeedRecordSet.class)).hasSize(1);
        assertThat(report.alreadyPublished()).isTrue();
    }

    @Test
    void everyPollCommitsACheckpoint() {
        run(edition(MAY, 30, line("CN", "5")), new CaughtUp("a"), new CaughtUp("b"));

        assertThat(world.values(Topics.FEED_CHECKPOINTS))
                .extracting(FeedCheckpoint::getCursor)
                .containsExactly("a", "b");
        assertThat(world.values(Topics.FEED_CHECKPOINTS)).allMatch(FeedCheckpoint::getFinished);
    }

    @Test
    void aBadLineIsRejectedAndItsLastValidFigureStays() {
        run(edition(MAY, 20, line("CN", "5"), line("TH", "7")));

        FeedReport report = run(edition(MAY, 30, line("CN", "-5"), line("TH", "8"), line("ZZ", "1")));

        assertThat(since(2)).containsExactly("TH=8 r30");
        assertThat(report.rejected()).isEqualTo(Map.of("invalid-customs-value", 1L, "unknown-country", 1L));
        assertThat(PublishingWorld.header(
                        world.records(Topics.CUSTOMS_IMPORTS_REJECTED).get(0), "__streams.errors.message"))
                .startsWith("us-test/US/2026-05/8110: customs_value_usd: '-5'");
    }

    @Test
    void aSecondLineOfOneCodeAndOriginIsRejected() {
        FeedReport report = run(edition(MAY, 20, line("CN", "5"), line("CN", "6")));

        assertThat(since(0)).containsExactly("CN=5 r20");
        assertThat(report.rejected()).containsOnlyKeys("repeated-line");
    }

    @Test
    void aDatasetHasOneBasis() {
        run(edition(MAY, 20, line("CN", "5")));
        RecordSet other = new RecordSet("us-test", "US", "2026-05", "8110", "test office, imports for consumption");

        assertThatThrownBy(() -> run(edition(other, 30, line("CN", "6"))))
                .isInstanceOf(OperatorException.class)
                .hasMessage("dataset us-test holds test office, general imports, and this feed has test office, imports"
                        + " for consumption: give it a dataset of its own with --dataset");
        assertThat(since(1)).isEmpty();
    }
}
