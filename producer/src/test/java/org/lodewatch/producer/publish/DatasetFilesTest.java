package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.publish.FeedRun.Options;
import org.lodewatch.producer.publish.PeriodNote.Kind;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Period;

/** What a dataset is held to, and when a period of it is complete, over several files and runs. */
class DatasetFilesTest {

    private static final Instant CHANGED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Options ACCEPT = new Options(false, false, true, DatasetDeclaration.NONE);
    private static final Options PART = new Options(false, true);
    private static final EditionSettings EDITION = new EditionSettings(false, true);
    private static final EditionSettings SUMS = new EditionSettings(true, false);

    private final PublishingWorld world = new PublishingWorld();
    private final ImportRules rules = new ImportRules(
            Set.of("US", "DE", "CN", "NO", "CL", "AR")::contains,
            (code, other, period) -> !code.startsWith("85"),
            PublishingWorld.CLOCK);

    /**
     * A file of lines {@code id revision origin code period dollars [kilograms [withdrawn]]}, all of reporter US and dataset d. A dash is a value that
     * is absent; an id {@code +} is composed.
     */
    private record Lines(String name, List<String> lines, int breaksBefore) implements Feed {

        @Override
        public String id() {
            return "lines:" + name;
        }

        @Override
        public FeedReader open(Optional<String> cursor) {
            String identity = Integer.toHexString(lines.hashCode()) + "@";
            boolean resumed =
                    cursor.filter(from -> from.matches(identity + "[0-9]+")).isPresent();
            int from = resumed ? Integer.parseInt(cursor.get().substring(identity.length())) : 0;
            return new FeedReader() {
                private int next = from;

                @Override
                public boolean resumed() {
                    return resumed;
                }

                @Override
                public Optional<FeedItem> next() {
                    if (next == breaksBefore) {
                        throw new OperatorException("broken");
                    }
                    return next == lines.size() ? Optional.empty() : Optional.of(item(next++));
                }

                private FeedItem item(int index) {
                    String line = lines.get(index);
                    SourceLine source = new SourceLine(name, index + 1, line.getBytes());
                    String[] cells = line.split(" ");
                    RawImport row = new RawImport()
                            .with(ImportField.DATASET, "d")
                            .with(ImportField.REPORTER, "US")
                            .with(ImportField.RECORD_ID, cells[0])
                            .with(ImportField.REVISION, cells[1].equals("-") ? "" : cells[1])
                            .with(ImportField.ORIGIN, cells[2])
                            .with(ImportField.COMMODITY_CODE, cells[3])
                            .with(ImportField.PERIOD, cells[4])
                            .with(ImportField.CUSTOMS_VALUE_USD, cells[5])
                            .with(ImportField.NET_WEIGHT_KG, cells.length > 6 ? cells[6] : "")
                            .with(ImportField.WITHDRAWN, cells.length > 7 ? cells[7] : "");
                    if (cells[0].equals("+")) {
                        row.withComposedRecordId();
                    }
                    return new FeedItem.Row(row, source, identity + (index + 1));
                }

                @Override
                public void close() {}
            };
        }
    }

    private FeedReport run(String file, String... lines) {
        return run(file, Options.DEFAULT, EditionSettings.NONE, lines);
    }

    private FeedReport run(String file, Options options, EditionSettings edition, String... lines) {
        return run(new Lines(file, List.of(lines), -1), options, edition, FeedRun.BatchLimits.DEFAULT);
    }

    private FeedReport run(Lines lines, Options options, EditionSettings edition, FeedRun.BatchLimits limits) {
        Feed feed = edition.feed(lines, rules, CHANGED);
        try (ImportPublisher publisher = world.publisher(feed.id())) {
            return new FeedRun(feed, publisher, rules, options, PublishProgress.SILENT, PublishingWorld.CLOCK, limits)
                    .run();
        }
    }

    /** What the ledger adds up: dollars by period and origin, of the newest revision of each record id. */
    private Map<String, Long> dollars() {
        Map<String, CustomsImport> newest = new TreeMap<>();
        List<String> ids = world.records(Topics.CUSTOMS_IMPORTS).stream()
                .map(record -> new String(record.key()))
                .filter(key -> !key.contains("@"))
                .toList();
        List<CustomsImport> imports = world.imports();
        for (int i = 0; i < ids.size(); i++) {
            CustomsImport line = imports.get(i);
            newest.merge(ids.get(i), line, (one, other) -> other.getRevision() > one.getRevision() ? other : one);
        }
        Map<String, Long> dollars = new TreeMap<>();
        newest.values().stream()
                .filter(line -> !line.getWithdrawn())
                .forEach(line -> dollars.merge(
                        line.getPeriod() + " " + line.getOrigin(), line.getCustomsValueCents() / 100, Long::sum));
        return dollars;
    }

    private Optional<PeriodState> state(String period) {
        List<PeriodComplete> all = world.declared().stream()
                .filter(declared -> declared.getPeriod().equals(period))
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).getState());
    }

    private List<String> messages() {
        return world.records(Topics.CUSTOMS_IMPORTS_REJECTED).stream()
                .map(record -> PublishingWorld.header(record, RejectedHeaders.MESSAGE))
                .toList();
    }

    private static Options declaring(DatasetDeclaration declaration) {
        return new Options(false, false, false, declaration);
    }

    private static DatasetDeclaration level(int digits) {
        return new DatasetDeclaration(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(digits));
    }

    private static DatasetDeclaration basis(String imports, String currency) {
        return new DatasetDeclaration(
                Optional.of(imports), Optional.of("customs"), Optional.of(currency), OptionalInt.empty());
    }

    @Test
    void whatADatasetMeasuresIsPublishedWithItsFirstRowsToEveryPartition() {
        run("a", declaring(basis("general", "EUR")), EditionSettings.NONE, "x 1 CN 810520 2024 5");

        DatasetProperties expected =
                new DatasetProperties("d", 12, 6, "general", "customs", "EUR", List.of("810520"), PublishingWorld.NOW);
        assertThat(world.described()).containsExactly(expected);
        assertThat(world.values(Topics.CUSTOMS_IMPORTS, DatasetProperties.class))
                .hasSize(PublishingWorld.PARTITIONS)
                .containsOnly(expected);
        assertThat(world.producer().commitCount()).isEqualTo(1);

        run("b", "y 1 NO 810520 2024 5");
        assertThat(world.described()).hasSize(1);
    }

    private List<List<String>> codes() {
        return world.described().stream().map(DatasetProperties::getCodes).toList();
    }

    @Test
    void theCodesThatBooksCountAreDeclaredOnceAndAddedToThoseOfEarlierRuns() {
        run("a", "x 1 CN 810520 2024 5", "y 1 CN 850760 2024 5", "z 1 NO 810520 2024 5");
        run("b", "w 1 CN 282520 2024 5");
        run("c", "v 1 CL 282520 2024 5", "u 1 CL 850760 2024 5");

        assertThat(codes()).containsExactly(List.of("810520"), List.of("282520", "810520"));
    }

    @Test
    void aKilledRunHasDeclaredTheCodesOfItsTransactions() {
        List<String> lines = List.of("x 1 CN 810520 2024 5", "y 1 NO 282520 2024 5", "z 1 NO 260400 2024 5");
        FeedRun.BatchLimits one = new FeedRun.BatchLimits(1, Duration.ofHours(1));
        assertThatThrownBy(() -> run(new Lines("a", lines, 2), Options.DEFAULT, EditionSettings.NONE, one))
                .isInstanceOf(OperatorException.class);
        assertThat(codes()).endsWith(List.of("282520", "810520"));

        run(new Lines("a", lines, -1), Options.DEFAULT, EditionSettings.NONE, one);

        assertThat(codes()).endsWith(List.of("260400", "282520", "810520"));
    }

    @Test
    void theCodesThatASourceIsAskedForAreDeclaredAlsoIfNothingIsTraded() {
        run(
                "a",
                declaring(DatasetDeclaration.NONE.withCodes(List.of("283324", "810520"))),
                EditionSettings.NONE,
                "x 1 CN 810520 2024 5",
                "y 1 CN 282520 2024 5");

        assertThat(codes()).containsExactly(List.of("282520", "283324", "810520"));
    }

    @Test
    void aDatasetThatWasPublishedWithoutCodesGetsThoseOfItsRecordsAtTheNextRun() {
        run("a", "x 1 CN 810520 2024 5", "y 1 CN 282520 2024 5", "z 1 CN 850760 2024 5");
        world.describe(new DatasetProperties("d", 12, 6, null, null, "USD", null, PublishingWorld.NOW));

        run("b", "w 1 CN 260400 2024 5");

        assertThat(codes()).endsWith(null, List.of("260400", "282520", "810520"));
    }

    @Test
    void anotherPeriodLengthIsRejectedByEveryLaterRun() {
        run("months", "x 1 CN 810520 2024-12 18");

        FeedReport report = run("year", "y 1 CN 810520 2024 18");

        assertThat(report.rejected()).isEqualTo(Map.of("mixed-period-lengths", 1L));
        assertThat(messages().get(0)).contains("dataset d holds months");
        assertThat(world.imports()).hasSize(1);
        assertThat(world.declared()).extracting(PeriodComplete::getPeriod).containsOnly("2024-12");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void theCodeLengthOfTheFirstPublicationHolds() {
        run("a", "x 1 CN 810520 2024 5");

        FeedReport report = run("b", "y 1 CN 8105206000 2024 5", "z 1 NO 810520 2024 5");

        assertThat(report.rejected()).isEqualTo(Map.of("wrong-code-level", 1L));
        assertThat(dollars()).isEqualTo(Map.of("2024 CN", 5L, "2024 NO", 5L));
        assertThat(state("2024")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aFileOfAnotherLevelLeavesACompletePeriodComplete() {
        run("a", "x 1 CN 810520 2024 5");

        run("b", "y 1 CN 8105206000 2024 5");

        assertThat(state("2024")).contains(PeriodState.COMPLETE);
    }

    @Test
    void aFirstPublicationOfSeveralLengthsLeavesTheLevelOpenAndOnlyOverlapsAreRefused() {
        run("a", "x 1 CN 810520 2024 5", "y 1 CN 2825200000 2024 5");
        FeedReport report = run("b", "z 1 NO 81052060 2024 5", "w 1 NO 8105 2024 5");

        assertThat(world.described())
                .extracting(DatasetProperties::getCodeDigits)
                .containsOnly(0);
        assertThat(report.rejected()).isEqualTo(Map.of("overlapping-codes", 1L));
    }

    @Test
    void theLevelIsLearnedOverTheTransactionsOfAFileAlsoIfItIsKilled() {
        List<String> lines = List.of("x 1 CN 810520 2024 5", "y 1 NO 810520 2024 5", "z 1 NO 2825200000 2024 5");
        FeedRun.BatchLimits one = new FeedRun.BatchLimits(1, Duration.ofHours(1));
        assertThatThrownBy(() -> run(new Lines("a", lines, 2), Options.DEFAULT, EditionSettings.NONE, one))
                .isInstanceOf(OperatorException.class);
        assertThat(world.described())
                .extracting(DatasetProperties::getCodeDigits)
                .containsExactly(6);

        FeedReport report = run(new Lines("a", lines, -1), Options.DEFAULT, EditionSettings.NONE, one);

        assertThat(report.rejectedRows()).isZero();
        assertThat(world.described())
                .extracting(DatasetProperties::getCodeDigits)
                .containsExactly(6, 0);
        assertThat(world.lastCheckpoint("lines:a").orElseThrow().getLearning()).isEmpty();
    }

    @Test
    void aContradictingDeclarationIsRefusedBeforeAnythingIsPublished() {
        run("a", declaring(basis("general", "USD")), EditionSettings.NONE, "x 1 CN 810520 2024 5");

        assertThatThrownBy(() ->
                        run("b", declaring(basis("consumption", "USD")), EditionSettings.NONE, "y 1 CN 810520 2024 5"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("dataset d holds general imports, and this run has consumption imports")
                .hasMessageContaining("a dataset of its own");
        assertThatThrownBy(() ->
                        run("b", declaring(basis("general", "EUR")), EditionSettings.NONE, "y 1 CN 810520 2024 5"))
                .hasMessageContaining("dataset d holds USD, and this run has EUR");
        assertThatThrownBy(() -> run("b", declaring(level(10)), EditionSettings.NONE, "y 1 CN 810520 2024 5"))
                .hasMessageContaining("holds codes of 6 digits, and this run has codes of 10 digits");
        assertThat(world.imports()).hasSize(1);
    }

    @Test
    void whatIsDeclaredLaterIsAdded() {
        run("a", "x 1 CN 810520 2024 5");
        run("b", declaring(basis("general", "USD")), EditionSettings.NONE, "y 1 NO 810520 2024 5");

        assertThat(world.described()).extracting(DatasetProperties::getImports).containsExactly(null, "general");
    }

    @Test
    void aSubtotalBesideItsLinesIsRefusedWithBothLines() {
        FeedReport report = run(
                "13.csv",
                "a 1 CN 810520 2024 9000000",
                "b 1 CN 8105203000 2024 2000000",
                "c 1 CN 8105206000 2024 3000000",
                "d 1 CN 8105209000 2024 4000000",
                "e 1 NO 810520 2024 8000000");

        assertThat(report.rejected()).isEqualTo(Map.of("overlapping-codes", 3L));
        assertThat(dollars()).isEqualTo(Map.of("2024 CN", 9_000_000L, "2024 NO", 8_000_000L));
        assertThat(messages().get(1))
                .startsWith("commodity_code: '8105206000' is contained in '810520' of line 1 of 13.csv");
        assertThat(world.described())
                .extracting(DatasetProperties::getCodeDigits)
                .containsExactly(6);
        assertThat(state("2024")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aSubtotalAfterItsLinesIsRefusedToo() {
        FeedReport report = run(
                "a",
                "a 1 NO 8105203000 2024 1",
                "b 1 CN 8105203000 2024 2",
                "c 1 CN 810520 2024 2",
                "d 1 DE 810520 2024 3");

        assertThat(report.rejected()).isEqualTo(Map.of("overlapping-codes", 1L));
        assertThat(messages().get(0)).contains("contains '8105203000' of line 2 of a");
    }

    @Test
    void oneIdAndRevisionWithOtherContentIsRejectedWithBothLinesAndRepeatsAreCounted() {
        FeedReport report = run(
                "04.csv",
                "+ 1 CN 810520 2024 9",
                "+ 1 CN 810520 2024 4",
                "+ 1 NO 810520 2024 3",
                "+ 1 NO 810520 2024 3",
                "+ 1 NO 810520 2024 3 7");

        assertThat(report.published()).isEqualTo(2);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(Map.of("conflicting-content", 2L));
        assertThat(messages().get(0)).contains("'810520/US/CN/2024', revision 1: line 1 of 04.csv");
    }

    @Test
    void aCorrectionWithoutAHigherRevisionIsRejectedWhateverItsFileIsCalled() {
        run("a", "x 1 CN 810520 2024 5", "y 1 NO 810520 2024 5");

        FeedReport changed = run("a", "x 1 CN 810520 2024 6", "y 1 NO 810520 2024 5");
        FeedReport other = run("b", "y 1 NO 810520 2024 7");
        FeedReport right = run("b", "y 2 NO 810520 2024 7");

        assertThat(changed.rejected()).isEqualTo(Map.of("conflicting-content", 1L));
        assertThat(messages().get(0))
                .contains("what is published has other content")
                .contains("higher revision");
        assertThat(other.rejected()).isEqualTo(Map.of("conflicting-content", 1L));
        assertThat(right.rejectedRows()).isZero();
        assertThat(dollars()).isEqualTo(Map.of("2024 CN", 5L, "2024 NO", 7L));
    }

    @Test
    void rowsOfOneIdAreAddedUpOnRequest() {
        FeedReport report = run(
                "04.csv",
                Options.DEFAULT,
                SUMS,
                "+ 1 CN 810520 2024 9000000 300000",
                "+ 1 CN 810520 2024 4000000 130000",
                "+ 1 NO 810520 2024 3000000 90000",
                "+ 1 NO 810520 2024 8000000.25");

        assertThat(report.summed().rows()).isEqualTo(4);
        assertThat(report.summed().records()).isEqualTo(2);
        assertThat(world.imports())
                .extracting(CustomsImport::getCustomsValueCents)
                .containsExactly(1_300_000_000L, 1_100_000_025L);
        assertThat(world.imports()).extracting(CustomsImport::getNetWeightGrams).containsExactly(430_000_000L, null);
        assertThat(run(
                                "04.csv",
                                Options.DEFAULT,
                                SUMS,
                                "+ 1 CN 810520 2024 9000000 300000",
                                "+ 1 CN 810520 2024 4000000 130000",
                                "+ 1 NO 810520 2024 3000000 90000",
                                "+ 1 NO 810520 2024 8000000.25")
                        .alreadyPublished())
                .isTrue();
    }

    @Test
    void anEditionWithdrawsWhatIsGone() {
        run(
                "1",
                Options.DEFAULT,
                EDITION,
                "+ 1 CL 282520 2025-03 5",
                "+ 1 XX 282520 2025-03 4",
                "+ 1 AR 282520 2025-03 1");
        run(
                "2",
                Options.DEFAULT,
                EDITION,
                "+ 2 CL 282520 2025-03 5",
                "+ 2 CN 282520 2025-03 4",
                "+ 2 AR 282520 2025-03 1");

        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 5L, "2025-03 CN", 4L, "2025-03 AR", 1L));
        assertThat(world.imports()).hasSize(5); // three, one new, one withdrawn
        assertThat(state("2025-03")).contains(PeriodState.COMPLETE);
    }

    @Test
    void anEditionLeavesWhatItDoesNotCover() {
        run(
                "1",
                Options.DEFAULT,
                EDITION,
                "+ 1 CL 282520 2025-03 5",
                "+ 1 CN 282520 2025-04 4",
                "+ 1 CN 810520 2025-03 4");
        run("2", Options.DEFAULT, EDITION, "+ 2 AR 282520 2025-03 1");

        assertThat(dollars()).isEqualTo(Map.of("2025-03 AR", 1L, "2025-04 CN", 4L, "2025-03 CN", 4L));
    }

    @Test
    void anEditionReplacesWhatWasPublishedWithoutOneAlsoLater() {
        run("1", "+ 7 CL 282520 2025-03 5", "+ 7 XX 282520 2025-03 4");
        run("2", Options.DEFAULT, EDITION, "+ 8 CL 282520 2025-03 5", "+ 8 CN 282520 2025-03 4");
        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 5L, "2025-03 CN", 4L));

        run("3", "+ 9 AR 282520 2025-03 1");
        run("4", Options.DEFAULT, EDITION, "+ 10 CL 282520 2025-03 6");
        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 6L));
    }

    @Test
    void anEditionWithTheRevisionOfThePublishedFileStillReplacesIt() {
        run("1", "+ 7 CL 282520 2025-03 5", "+ 7 XX 282520 2025-03 4");
        run("2", Options.DEFAULT, EDITION, "+ 7 CL 282520 2025-03 6", "+ 7 CN 282520 2025-03 4");

        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 6L, "2025-03 CN", 4L));
    }

    @Test
    void anOlderEditionChangesNothingAndIsReported() {
        run("1", Options.DEFAULT, EDITION, "+ 9 CL 282520 2025-03 5");
        FeedReport report = run("2", Options.DEFAULT, EDITION, "+ 8 CL 282520 2025-03 4");

        assertThat(report.older()).isEqualTo(1);
        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 5L));
    }

    @Test
    void aRowWithoutARevisionHasTheTimeOfTheFile() {
        run("1", Options.DEFAULT, EDITION, "+ - CL 282520 2025-03 5");

        assertThat(world.imports()).extracting(CustomsImport::getRevision).containsExactly(20260501000000L);
    }

    @Test
    void aRecordIdThatMovesToAnotherPeriodIsMovedAndNotDoubled() {
        run("1", Options.DEFAULT, EDITION, "x 1 CL 282520 2025-03 5", "y 1 CN 282520 2025-04 1");
        run(
                "2",
                Options.DEFAULT,
                EDITION,
                "z 2 AR 282520 2025-03 2",
                "x 2 CL 282520 2025-04 5",
                "y 2 CN 282520 2025-04 1");

        assertThat(dollars()).isEqualTo(Map.of("2025-03 AR", 2L, "2025-04 CL", 5L, "2025-04 CN", 1L));
    }

    @Test
    void anEditionIsCompletedAfterAKill() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            first.add("+ 1 XX 282520 2025-%02d 4".formatted(month));
            second.add("+ 2 CN 282520 2025-%02d 4".formatted(month));
        }
        run("1", Options.DEFAULT, EDITION, first.toArray(String[]::new));
        FeedRun.BatchLimits small = new FeedRun.BatchLimits(3, Duration.ofHours(1));
        Feed feed = EDITION.feed(new Lines("2", second, -1), rules, CHANGED);
        ImportPublisher publisher = world.publisher(feed.id());
        PublishProgress killing = new PublishProgress() {
            @Override
            public void committed(State state) {
                throw new OperatorException("killed");
            }
        };
        assertThatThrownBy(() -> new FeedRun(
                                feed, publisher, rules, Options.DEFAULT, killing, PublishingWorld.CLOCK, small)
                        .run())
                .hasMessage("killed");
        assertThat(dollars()).containsKeys("2025-01 CN", "2025-12 XX").doesNotContainKey("2025-01 XX");

        run(new Lines("2", second, -1), Options.DEFAULT, EDITION, small);

        assertThat(dollars())
                .hasSize(12)
                .allSatisfy((key, value) -> assertThat(key).endsWith("CN"));
        assertThat(world.imports()).hasSize(36);
        assertThat(state("2025-01")).contains(PeriodState.COMPLETE);
    }

    @Test
    void anEditionOfWhichARowIsRejectedWithdrawsNothingAndIsPartial() {
        run("1", Options.DEFAULT, EDITION, "+ 1 CL 282520 2025-03 5", "+ 1 CN 282520 2025-03 4");
        run("2", Options.DEFAULT, EDITION, "+ 2 CL 282520 2025-03 6", "+ 2 ZZ 282520 2025-03 4");

        assertThat(dollars()).isEqualTo(Map.of("2025-03 CL", 6L, "2025-03 CN", 4L));
        assertThat(state("2025-03")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aPeriodOfWhichRowsWereRejectedIsPartialUntilTheyAreCorrected() {
        FeedReport report = run("a", "x 1 CN 810520 2024 9", "y 1 NO 810520 2024 1e9x", "z 1 NO 810520 2023 5");

        assertThat(state("2024")).contains(PeriodState.PARTIAL);
        assertThat(state("2023")).contains(PeriodState.COMPLETE);
        assertThat(report.periodsDeclared()).isEqualTo(1);
        assertThat(report.notes())
                .extracting(note -> note.sentence(iso2 -> iso2))
                .containsExactly(
                        "2024 of d/US is partial: 1 row rejected; correct and publish them, or --accept-partial");

        run("a", "x 1 CN 810520 2024 9", "y 1 NO 810520 2024 11", "z 1 NO 810520 2023 5");
        assertThat(state("2024")).contains(PeriodState.COMPLETE);
    }

    @Test
    void aPeriodOfWhichOnlyRowsWereRejectedIsPartialToo() {
        run("a", "x 1 CN 810520 2024 9");
        run("b", "y 1 NO 810520 2024 x");

        assertThat(state("2024")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aRowWhosePeriodCannotBeReadMakesAllPeriodsOfTheFilePartial() {
        run("a", "x 1 CN 810520 2024 9", "z 1 NO 810520 2023 5", "y 1 NO 810520 MMXXIV 1");

        assertThat(state("2024")).contains(PeriodState.PARTIAL);
        assertThat(state("2023")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aPartialPeriodIsAcceptedOnRequestAtOnceOrInALaterRunOfTheSameFile() {
        String[] lines = {"x 1 CN 810520 2024 9", "y 1 NO 810520 2024 1e9x"};
        run("a", lines);
        int declared = world.declared().size();
        assertThat(run("a", lines).alreadyPublished()).isTrue();
        assertThat(world.declared()).hasSize(declared);

        FeedReport report = run("a", ACCEPT, EditionSettings.NONE, lines);

        assertThat(state("2024")).contains(PeriodState.ACCEPTED);
        assertThat(report.notes()).extracting(PeriodNote::kind).containsExactly(Kind.ACCEPTED);
        run("a", lines);
        assertThat(state("2024")).contains(PeriodState.ACCEPTED);
    }

    private List<PeriodComplete> declarationsOfOnePartition() {
        List<PeriodComplete> all = world.declared();
        return IntStream.range(0, all.size())
                .filter(i -> i % PublishingWorld.PARTITIONS == 0)
                .mapToObj(all::get)
                .toList();
    }

    @Test
    void aCompletePeriodIsNotDeclaredAgainByMoreRowsOfTheSameOrigins() {
        run("a", "x 1 CN 810520 2024 9", "y 1 NO 810520 2023 9");

        FeedReport report = run("b", "z 1 CN 810520 2024 7", "w 1 NO 810520 2022 7");

        assertThat(declarationsOfOnePartition())
                .extracting(PeriodComplete::getPeriod)
                .containsExactly("2023", "2024", "2022");
        assertThat(report.periodsDeclared()).isEqualTo(2);
    }

    @Test
    void aNewOriginDeclaresAPeriodAgainBecauseAnotherFeedMayHaveDeclaredItMeanwhile() {
        run("a", "x 1 CN 810520 2024 9");
        run("b", "z 1 NO 810520 2024 7");

        assertThat(declarationsOfOnePartition())
                .extracting(PeriodComplete::getPeriod)
                .containsExactly("2024", "2024");
    }

    @Test
    void publishingAgainDeclaresAgain() {
        run("a", "x 1 CN 810520 2024 9");
        run("a", new Options(true, false), EditionSettings.NONE, "x 1 CN 810520 2024 9");

        assertThat(declarationsOfOnePartition()).hasSize(2);
    }

    @Test
    void aTopicThatWasCreatedAgainHasNoDeclarations() {
        run("a", "x 1 CN 810520 2024 9");
        world.createLogAgain();

        run("b", "z 1 CN 810520 2024 7");

        assertThat(state("2024")).contains(PeriodState.COMPLETE);
    }

    @Test
    void aKilledRunLeavesItsPeriodsToBeDeclared() {
        run("a", "x 1 CN 810520 2024 9", "w 1 CN 810520 2023 9");
        List<String> lines = List.of("y 1 NO 810520 2024 7", "z 1 CN 810520 2023 9");
        FeedRun.BatchLimits one = new FeedRun.BatchLimits(1, Duration.ofHours(1));
        assertThatThrownBy(() -> run(new Lines("b", lines, 1), Options.DEFAULT, EditionSettings.NONE, one))
                .isInstanceOf(OperatorException.class);

        run(new Lines("b", lines, -1), Options.DEFAULT, EditionSettings.NONE, one);

        assertThat(declarationsOfOnePartition())
                .extracting(PeriodComplete::getPeriod)
                .containsExactly("2023", "2024", "2024");
    }

    @Test
    void aLaterDeclarationReplacesAnEarlierOneAlsoIfTheClockHasNotMoved() {
        run("a", "x 1 CN 810520 2024 9");
        run("b", "y 1 NO 810520 2024 x");
        run("b", "y 1 NO 810520 2024 8");

        assertThat(declarationsOfOnePartition())
                .extracting(PeriodComplete::getState, PeriodComplete::getPublishedAt)
                .containsExactly(
                        tuple(PeriodState.COMPLETE, PublishingWorld.NOW),
                        tuple(PeriodState.PARTIAL, PublishingWorld.NOW.plusMillis(1)),
                        tuple(PeriodState.COMPLETE, PublishingWorld.NOW.plusMillis(2)));
    }

    @Test
    void rejectionsBeforeAKillCount() {
        List<String> lines = List.of("y 1 NO 810520 2024 x", "x 1 CN 810520 2024 9", "z 1 DE 810520 2024 9");
        FeedRun.BatchLimits one = new FeedRun.BatchLimits(1, Duration.ofHours(1));
        assertThatThrownBy(() -> run(new Lines("a", lines, 2), Options.DEFAULT, EditionSettings.NONE, one))
                .isInstanceOf(OperatorException.class);

        run(new Lines("a", lines, -1), Options.DEFAULT, EditionSettings.NONE, one);

        assertThat(state("2024")).contains(PeriodState.PARTIAL);
    }

    @Test
    void aPeriodThatIsNotOverIsLeftProvisional() {
        FeedReport report = run("a", "x 1 CN 810520 2025 9", "y 1 CN 810520 2026 9");

        assertThat(state("2025")).contains(PeriodState.COMPLETE);
        assertThat(state("2026")).isEmpty();
        assertThat(report.published()).isEqualTo(2);
        assertThat(report.notes())
                .extracting(note -> note.sentence(iso2 -> iso2))
                .containsExactly("2026 of d/US is provisional: the period is not over");
    }

    @Test
    void anAdditionToACompletePeriodIsReported() {
        run("asia", "a 1 CN 810520 2024 7");
        FeedReport report = run("europe", "b 1 NO 810520 2024 9", "c 1 DE 810520 2024 5");

        assertThat(report.notes())
                .extracting(note -> note.sentence(Map.of("NO", "Norway", "DE", "Germany")::get))
                .containsExactly("2024 of d/US was complete; this file adds Germany and Norway: if it is a part, use"
                        + " --part; if it replaces the earlier one, --edition");
    }

    @Test
    void partsAnnounceCompletionAndAreDeclaredTogether() {
        run("asia", PART, EditionSettings.NONE, "a 1 CN 810520 2024 7");
        run("europe", PART, EditionSettings.NONE, "b 1 NO 810520 2024 9");
        assertThat(world.imports()).allMatch(CustomsImport::getCompletionFollows);
        assertThat(world.declared()).isEmpty();

        List<ReportingPeriod> declared = complete("2024", List.of(), false);

        assertThat(declared).containsExactly(new ReportingPeriod("d", "US", "2024"));
        assertThat(state("2024")).contains(PeriodState.COMPLETE);
        assertThat(world.values(Topics.FEED_RECORD_SETS, FeedPeriod.class))
                .last()
                .satisfies(period -> {
                    assertThat(period.getDeclared()).isEqualTo("COMPLETE");
                    assertThat(period.getOrigins()).containsExactly("CN", "NO");
                });
    }

    @Test
    void aPartWithARejectedRowHoldsBackThePeriodUntilItIsCorrected() {
        run("asia", PART, EditionSettings.NONE, "a 1 CN 810520 2024 7", "x 1 DE 810520 2024 y");
        run("africa", PART, EditionSettings.NONE, "c 1 CL 810520 2024 7", "z 1 AR 810520 2024 y");
        run("europe", PART, EditionSettings.NONE, "b 1 NO 810520 2024 9");
        assertThat(state("2024")).contains(PeriodState.PARTIAL);
        assertThatThrownBy(() -> complete("2024", List.of(), false)).hasMessageContaining("2024 of d/US is partial");

        run("asia", PART, EditionSettings.NONE, "a 1 CN 810520 2024 7", "x 1 DE 810520 2024 8");
        assertThatThrownBy(() -> complete("2024", List.of(), false)).hasMessageContaining("2024 of d/US is partial");
        run("africa", PART, EditionSettings.NONE, "c 1 CL 810520 2024 7", "z 1 AR 810520 2024 8");
        complete("2024", List.of(), false);

        assertThat(state("2024")).contains(PeriodState.COMPLETE);
    }

    @Test
    void rowsOfAnEditionWithoutARevisionAreSummed() {
        FeedReport report = run(
                "a",
                Options.DEFAULT,
                new EditionSettings(true, true),
                "+ - CN 810520 2024 7",
                "+ - CN 810520 2024 3",
                "+ - NO 810520 2024 9");

        assertThat(report.rejectedRows()).isZero();
        assertThat(dollars()).isEqualTo(Map.of("2024 CN", 10L, "2024 NO", 9L));
    }

    @Test
    void aSubtotalThatIsLeftAfterAWithdrawalStillOverlaps() {
        FeedReport report = run(
                "a",
                "a 1 CN 810520 2024 7",
                "b 1 CN 810520 2024 8",
                "c 1 NO 8105203000 2024 1",
                "a 2 CN 810520 2024 7 - true",
                "d 1 CN 8105203000 2024 3");

        assertThat(report.rejected()).isEqualTo(Map.of("overlapping-codes", 1L));
        assertThat(dollars()).isEqualTo(Map.of("2024 CN", 8L, "2024 NO", 1L));
    }

    @Test
    void codesThatNoBookCountsMayOverlap() {
        FeedReport report = run("a", "a 1 CN 850760 2024 7", "b 1 CN 8507600010 2024 3");

        assertThat(report.published()).isEqualTo(2);
        assertThat(state("2024")).contains(PeriodState.COMPLETE);
    }

    @Test
    void anotherFileThatCompletesAPartialPeriodSaysSo() {
        run("a", "a 1 CN 810520 2024 7", "b 1 NO 810520 2024 x");
        FeedReport report = run("corrected", "b 1 NO 810520 2024 9");

        assertThat(state("2024")).contains(PeriodState.COMPLETE);
        assertThat(report.notes())
                .extracting(note -> note.sentence(iso2 -> iso2))
                .containsExactly(
                        "2024 of d/US was partial, because rows of another file were rejected, and is complete now:"
                                + " if this file does not hold these rows, publish them");
    }

    @Test
    void onlyWhatIsPublishedAndOverAndWholeCanBeDeclaredComplete() {
        run("a", "a 1 CN 810520 2024 7", "b 1 NO 810520 2024 x", "c 1 CN 810520 2026 1");

        assertThatThrownBy(() -> complete("2023", List.of(), false))
                .hasMessageContaining("nothing of 2023 is published");
        assertThatThrownBy(() -> complete("2024", List.of("DE"), false)).hasMessageContaining("for DE");
        assertThatThrownBy(() -> complete("2026", List.of(), false)).hasMessageContaining("2026 is not over");
        assertThatThrownBy(() -> complete("2024-12", List.of(), false)).hasMessageContaining("holds years");
        assertThatThrownBy(() -> complete("2024", List.of(), false)).hasMessageContaining("2024 of d/US is partial");

        complete("2024", List.of("US"), true);
        assertThat(state("2024")).contains(PeriodState.ACCEPTED);
    }

    private List<ReportingPeriod> complete(String period, List<String> reporters, boolean accept) {
        try (ImportPublisher publisher = world.publisher(PeriodCompletion.id("d"))) {
            return new PeriodCompletion(publisher, PublishingWorld.CLOCK).declare("d", period, reporters, accept);
        }
    }

    @Test
    void aRowTakesAtMost24Bytes() {
        RowContents contents = new RowContents();
        for (int i = 1; i <= 300_000; i++) {
            contents.add(importRow(i, 1), i);
        }
        assertThat(contents.bytes()).isLessThan(24 * 300_000L);
        assertThat(RowContents.place(contents.add(importRow(777, 1), 9))).isEqualTo(777);
        assertThat(RowContents.same(contents.add(importRow(777, 1), 9), importRow(777, 1)))
                .isTrue();
        assertThat(RowContents.same(contents.add(importRow(777, 2), 9), importRow(777, 2)))
                .isFalse();
    }

    private static ImportRow importRow(int id, long cents) {
        return new ImportRow(
                "d",
                "id-" + id,
                1,
                "US",
                "CN",
                "810520",
                Period.of("2024").toString(),
                cents,
                OptionalLong.empty(),
                false);
    }
}
