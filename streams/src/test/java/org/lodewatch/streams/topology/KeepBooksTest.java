package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.bundle.RecordBundle;
import org.lodewatch.streams.partials.PartialsCheck;
import org.lodewatch.streams.partials.PartialsSender;

/** Which shares are published, and when. */
class KeepBooksTest {

    private static final String BISMUTH = "810610";
    private static final String GALLIUM = "8112921000";
    private static final String BOOK = "us-census/US/bismuth@";
    private static final Serde<SpecificRecord> PARTIALS = Topics.PARTIALS.valueSerde(WireFormats.WITHOUT_REGISTRY);

    private TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private MineralShares shares(String asOf) {
        return rig.publishedShares().get(BOOK + asOf);
    }

    /** As-of months that were published since the last call, a tombstone with a minus. */
    private List<String> published() {
        return rig.shares.readKeyValuesToList().stream()
                .map(entry -> (entry.value == null ? "-" : "") + entry.key.substring(entry.key.indexOf('@') + 1))
                .toList();
    }

    private void send(SpecificRecord... messages) {
        rig.send(messages);
    }

    /** Windows of the newest six years only. */
    private void sixYears() {
        rig.close();
        rig = new TopologyRig(TopologyRig.SIX_YEARS);
    }

    private void twoInputPartitions() {
        rig.close();
        rig = new TopologyRig(Catalogue.bundled(), 2, TopologyRig.EMPTY_LOG);
    }

    @Test
    void theNewestWindowIsPublishedAtEveryFlushAndPastOnesALittleLater() {
        rig.year(2023, "CN", BISMUTH, 100, 1);
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.completeTo("2024-12");
        rig.settle();
        published();
        rig.line("late", 1, "BE", BISMUTH, "2024-06", 50);

        rig.flush();
        assertThat(published()).containsExactly("2024-12");
        rig.advance(TopologyRig.RESTATEMENT.minusMillis(100));
        assertThat(published()).isEmpty();
        rig.advance(TopologyRig.FLUSH.multipliedBy(8));

        assertThat(published()).containsExactly("2024-06", "2024-07", "2024-08", "2024-09", "2024-10", "2024-11");
    }

    @Test
    void changesOfPastWindowsAreCollectedFromTheFirstOneOn() {
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.completeTo("2024-12");
        rig.settle();
        published();
        for (int change = 0; change < 30; change++) {
            rig.line("late" + change, 1, "BE", BISMUTH, "2024-06", 50);
            rig.advance(TopologyRig.FLUSH.multipliedBy(2));
            assertThat(published()).allMatch("2024-12"::equals);
        }

        rig.advance(TopologyRig.RESTATEMENT);

        assertThat(published()).contains("2024-06", "2024-11");
        assertThat(shares("2024-11")).isNull();
    }

    @Test
    void pastWindowsOfManyBooksArePublishedInPortions() {
        List<String> codes = codesOfEightBooks();
        for (String code : codes) {
            rig.year(2023, "CN", code, 100, 1);
            rig.year(2024, "CN", code, 100, 1);
        }
        rig.completeTo("2024-12");
        rig.settle();
        published();
        codes.forEach(code -> rig.line("late" + code, 1, "BE", code, "2023-01", 50));

        rig.flush();
        assertThat(published()).hasSize(codes.size()).allMatch("2024-12"::equals);
        rig.advance(TopologyRig.RESTATEMENT);
        // 2023-01 to 2024-11, of each book.
        assertThat(published()).hasSize(5 * 23);
        rig.advance(TopologyRig.FLUSH);
        assertThat(published()).hasSize(3 * 23);
    }

    @Test
    void theFirstWindowsOfManyBooksArePublishedInPortions() {
        twoInputPartitions();
        for (String code : codesOfEightBooks()) {
            for (int year = 2010; year <= 2024; year++) {
                rig.year(year, "CN", code, 100, 1);
            }
        }
        rig.completeTo("2024-12");
        rig.settle();
        PartialsSender other = new PartialsSender(1, 5, 2);
        assertThat(published()).isEmpty();

        send(other.begin(), other.end());
        rig.advance(TopologyRig.FLUSH);
        // 2010-01 to 2024-12, of each book.
        assertThat(published()).hasSize(6 * 180);
        rig.advance(TopologyRig.FLUSH);
        assertThat(published()).hasSize(2 * 180);
    }

    private static List<String> codesOfEightBooks() {
        return Catalogue.bundled().commodities().stream()
                .filter(code -> code.book().equals(code.mineral()))
                .collect(Collectors.toMap(Classification::mineral, Classification::prefix, (one, other) -> one))
                .values()
                .stream()
                .limit(8)
                .toList();
    }

    /** Cents of the books that have a window, by id. */
    private Map<String, Long> cents(String asOf) {
        Map<String, Long> cents = new TreeMap<>();
        rig.publishedShares().forEach((key, shares) -> {
            if (shares != null && shares.getAsOf().equals(asOf)) {
                cents.put(shares.getMineral(), shares.getTotalValueCents());
            }
        });
        return cents;
    }

    @Test
    void formsArePublishedWithTheBookOfTheirMineralThatAddsThemUp() {
        rig.line("sponge", 1, "JP", "8108200010", "2024-12", 70);
        rig.line("ore", 1, "ZA", "261400", "2024-12", 30);
        rig.line("scrap", 1, "DE", "810830", "2024-12", 500);

        rig.flush();

        assertThat(cents("2024-12"))
                .isEqualTo(Map.of(
                        "titanium", 10_000L,
                        "titanium-sponge", 7_000L,
                        "titanium-concentrates", 3_000L,
                        "titanium-scrap", 50_000L));
        assertThat(rig.publishedShares().get("us-census/US/titanium@2024-12").getTopShare())
                .isEqualTo(0.7);
    }

    @Test
    void aCorrectionThatMovesARecordToAnotherFormLeavesTheSumAndDeletesAFormThatEmpties() {
        rig.line("a", 1, "JP", "8108200010", "2024-12", 70);
        rig.line("other", 1, "BE", BISMUTH, "2024-12", 1);
        rig.flush();

        rig.line("a", 2, "JP", "261400", "2024-12", 70);
        rig.settle();
        assertThat(cents("2024-12"))
                .isEqualTo(Map.of("bismuth", 100L, "titanium", 7_000L, "titanium-concentrates", 7_000L));

        rig.publish(
                "a",
                TopologyRig.line(3, "JP", "261400", "2024-12", 7_000)
                        .setWithdrawn(true)
                        .build());
        rig.settle();
        assertThat(cents("2024-12")).isEqualTo(Map.of("bismuth", 100L));
    }

    @Test
    void aCodeThatBeginsCountsInItsFormFromItsFirstMonthOn() {
        rig.line("before", 1, "CN", "2825600010", "2024-12", 1);
        rig.line("since", 1, "CN", "2825600010", "2025-01", 2);

        rig.settle();

        assertThat(cents("2024-12")).isEqualTo(Map.of("germanium-mixed-oxides", 100L));
        assertThat(cents("2025-01"))
                .isEqualTo(Map.of("germanium-mixed-oxides", 100L, "germanium-dioxide", 200L, "germanium", 200L));
    }

    @Test
    void theNewestWindowIsProvisionalUntilItsMonthIsComplete() {
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.completeTo("2024-11");
        rig.settle();
        assertThat(shares("2024-12").getComplete()).isFalse();
        assertThat(shares("2024-11").getComplete()).isTrue();

        rig.completeTo("2024-12");
        rig.flush();

        assertThat(shares("2024-12").getComplete()).isTrue();
    }

    @Test
    void anEmptyWindowIsDeleted() {
        rig.line("a", 1, "CN", BISMUTH, "2024-12", 10);
        rig.line("b", 1, "CN", GALLIUM, "2024-12", 10);
        rig.settle();
        assertThat(shares("2024-12")).isNotNull();

        rig.publish(
                "a",
                TopologyRig.line(2, "CN", BISMUTH, "2024-12", 10)
                        .setWithdrawn(true)
                        .build());
        rig.settle();

        assertThat(rig.publishedShares()).containsOnlyKeys("us-census/US/gallium@2024-12");
    }

    @Test
    void windowsBeyondTheHorizonAreDeletedAndTheOthersAreThoseOfAReplay() {
        sixYears();
        for (int year = 2018; year <= 2023; year++) {
            rig.year(year, "CN", BISMUTH, 100 + year, 1);
            rig.year(year, "BE", BISMUTH, 50, 1);
            rig.settle();
        }
        assertThat(shares("2018-01")).isNotNull();
        rig.line("new", 1, "CN", BISMUTH, "2024-01", 7);
        rig.settle();
        rig.line("newer", 1, "CN", BISMUTH, "2024-02", 7);
        rig.settle();

        Map<String, MineralShares> live = new TreeMap<>(rig.publishedShares());

        assertThat(live.keySet().iterator().next()).isEqualTo(BOOK + "2019-02");
        assertThat(live.get(BOOK + "2020-01").getCountries().get(0).getValueShareChange())
                .isNull();
        assertThat(live.get(BOOK + "2020-02").getCountries().get(0).getValueShareChange())
                .isNotNull();
        replay(List.of(2023, 2022, 2021, 2020, 2019, 2018));
        assertThat(rig.publishedShares()).isEqualTo(live);
    }

    /** A new application reads the same records, in another order. */
    private void replay(List<Integer> years) {
        sixYears();
        rig.line("newer", 1, "CN", BISMUTH, "2024-02", 7);
        rig.line("new", 1, "CN", BISMUTH, "2024-01", 7);
        for (int year : years) {
            rig.year(year, "BE", BISMUTH, 50, 1);
            rig.year(year, "CN", BISMUTH, 100 + year, 1);
        }
        rig.settle();
    }

    @Test
    void aVintageThatIsReplayedInEitherOrderEndsInTheSameShares() {
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.settle();
        rig.year(2024, "CN", BISMUTH, 300, 2);
        rig.year(2024, "BE", BISMUTH, 100, 1);
        rig.settle();
        Map<String, MineralShares> inOrder = new TreeMap<>(rig.publishedShares());
        rig.close();
        rig = new TopologyRig();

        rig.year(2024, "BE", BISMUTH, 100, 1);
        rig.year(2024, "CN", BISMUTH, 300, 2);
        rig.settle();
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.settle();

        assertThat(rig.publishedShares()).isEqualTo(inOrder);
        assertThat(shares("2024-12").getTopShare()).isEqualTo(0.75);
    }

    @Test
    void nothingIsPublishedBeforeEveryInputPartitionHasEnded() {
        twoInputPartitions();
        // Its id belongs to partition 0, which is the one of the rig.
        rig.line("a", 1, "CN", BISMUTH, "2024-12", 1_200);
        rig.settle();
        PartialsSender other = new PartialsSender(1, 5, 2);
        send(other.begin(), other.book("bismuth", "2024-12", "BE", 300));
        rig.settle();
        assertThat(rig.publishedShares()).isEmpty();

        send(other.end());
        rig.settle();

        assertThat(shares("2024-12").getTotalValueCents()).isEqualTo(150_000);
    }

    @Test
    void nothingIsPublishedWhileCataloguesDiffer() {
        twoInputPartitions();
        rig.line("a", 1, "CN", BISMUTH, "2024-12", 10);
        PartialsSender other = new PartialsSender(1, 5, 2);
        send(other.begin("another/12/72"), other.end());
        rig.settle();
        assertThat(rig.publishedShares()).isEmpty();

        PartialsSender upgraded = new PartialsSender(1, 6, 2);
        send(upgraded.begin(), upgraded.end());
        rig.settle();

        assertThat(shares("2024-12")).isNotNull();
    }

    @Test
    void windowsThatAPartitionDidNotSendAgainAreDeletedAtItsEnd() {
        twoInputPartitions();
        rig.line("a", 1, "CN", BISMUTH, "2024-12", 10);
        PartialsSender other = new PartialsSender(1, 5, 2);
        send(other.begin(), other.book("gallium", "2024-12", "CN", 9), other.end());
        rig.settle();
        assertThat(rig.publishedShares()).containsKey("us-census/US/gallium@2024-12");
        PartialsSender again = new PartialsSender(1, 6, 2);

        send(again.begin());
        rig.settle();
        assertThat(rig.publishedShares()).containsKey("us-census/US/gallium@2024-12");
        send(again.end());
        rig.settle();

        assertThat(rig.publishedShares()).containsOnlyKeys(BOOK + "2024-12");
    }

    @Test
    void nothingIsPublishedBeforeTheEndOfTheLogIsReached() {
        rig.close();
        rig = new TopologyRig(Catalogue.bundled(), 1, partition -> OptionalLong.of(23));
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.settle();
        assertThat(published()).isEmpty();

        rig.year(2024, "BE", BISMUTH, 100, 1);
        rig.settle();

        assertThat(shares("2024-12").getTopShare()).isEqualTo(0.5);
    }

    /** One processor over stores that outlive it, as they do when a task is restarted. */
    private static final class Task {

        private static final PartialsSender ONLY = new PartialsSender(0, 100, 1);

        private final KeyValueStore<String, SpecificRecord> parts =
                TopologyRig.store(StoreNames.BOOK_PARTS, Topics.PARTIALS_STORE);
        private final KeyValueStore<String, String> unpublished =
                TopologyRig.store(StoreNames.UNPUBLISHED_BOOKS, Serdes.String());
        private WindowRule rule = WindowRule.DEFAULT;
        private MockProcessorContext<Object, Object> context;
        private KeepBooks book;
        private long offset;
        private long now = TopologyRig.NOW.toEpochMilli();

        Task() {
            start();
        }

        void start() {
            start(TopologyRig.EMPTY_LOG);
        }

        void start(LogEnds log) {
            context = TopologyRig.context();
            context.setCurrentSystemTimeMs(now);
            context.addStateStore(parts);
            context.addStateStore(unpublished);
            book = new KeepBooks(
                    TopologyRig.parameters(Catalogue.bundled(), rule, 1, log, new SimpleMeterRegistry()),
                    new StrayEntries());
            book.init(context);
        }

        void take(SpecificRecord... messages) {
            for (SpecificRecord message : messages) {
                context.setRecordMetadata(Topics.PARTIALS.name(), 0, offset++);
                byte[] value = PARTIALS.serializer().serialize(Topics.PARTIALS.name(), message);
                byte[] key = PartialsCheck.key(message).getBytes(UTF_8);
                book.process(new Record<>(key, new RecordBundle.Single(value), now));
            }
        }

        void flush() {
            now += TopologyRig.FLUSH.toMillis();
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
        }

        void settle() {
            flush();
            now += TopologyRig.RESTATEMENT.toMillis();
            flush();
        }

        void take(String policyId) {
            context.setCurrentSystemTimeMs(now);
            context.setRecordMetadata(Topics.POLICIES_BROADCAST.name(), 0, 0);
            Headers headers = SeenPolicies.putOffset(new RecordHeaders(), 0);
            book.process(new Record<>(policyId.getBytes(UTF_8), new RecordBundle.Single(null), now, headers));
        }

        /** Books forwarded to JudgeBooks since the last call. */
        List<String> judged() {
            List<String> judged = context.forwarded().stream()
                    .filter(sent -> sent.record().value() instanceof JudgeInput.ChangedBook)
                    .map(sent -> (String) sent.record().key())
                    .toList();
            context.resetForwards();
            return judged;
        }

        /** Whether each judgement since the last call was with all windows. */
        List<Boolean> settledJudgements() {
            List<Boolean> settled = context.forwarded().stream()
                    .map(sent -> sent.record().value())
                    .filter(JudgeInput.ChangedBook.class::isInstance)
                    .map(value -> ((JudgeInput.ChangedBook) value).settled())
                    .toList();
            context.resetForwards();
            return settled;
        }

        /** Cents of the books whose shares were written since the last call, by book. */
        Map<String, Long> writtenCents() {
            Map<String, Long> cents = new TreeMap<>();
            context.forwarded().stream()
                    .map(sent -> sent.record().value())
                    .filter(MineralShares.class::isInstance)
                    .map(MineralShares.class::cast)
                    .forEach(shares -> cents.put(shares.getMineral(), shares.getTotalValueCents()));
            context.resetForwards();
            return cents;
        }

        /** Keys of the shares written since the last call, a tombstone with a minus. */
        List<String> written() {
            List<String> written = context.forwarded().stream()
                    .filter(sent -> sent.childName().orElseThrow().equals(Nodes.WRITE_MINERAL_SHARES))
                    .map(sent -> (sent.record().value() == null ? "-" : "")
                            + sent.record().key())
                    .toList();
            context.resetForwards();
            return written;
        }
    }

    @Test
    void aBookIsJudgedWithAllItsWindowsAfterTheDelayAlsoAfterARestart() {
        Task task = ofTwoForms();

        task.take(Task.ONLY.changed("bismuth", "2024-12", "CN", 20));
        task.flush();
        assertThat(task.settledJudgements()).containsExactly(false);
        task.start();
        task.flush();
        task.settle();

        assertThat(task.settledJudgements()).contains(true);
        task.settle();
        task.settle();
        assertThat(task.context.forwarded()).isEmpty();
    }

    /** A task with imports of titanium as sponge and ore, and of bismuth, all of them published. */
    private static Task ofTwoForms() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2024-12", "2024-12", null),
                Task.ONLY.book("titanium-sponge", "2024-12", "JP", 70, "KZ", 1),
                Task.ONLY.book("titanium-concentrates", "2024-12", "ZA", 30),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());
        task.settle();
        assertThat(task.writtenCents()).containsEntry("titanium", 10_100L).containsEntry("bismuth", 1_000L);
        return task;
    }

    @Test
    void aRecordThatMovesBetweenFormsIsNeverCountedTwiceOrNotAtAllInTheSum() {
        Task task = ofTwoForms();

        task.take(PartialsSender.more(Task.ONLY.changed("titanium-sponge", "2024-12", "JP", 0)));
        task.settle();
        assertThat(task.context.forwarded()).isEmpty();
        task.take(Task.ONLY.changed("titanium-concentrates", "2024-12", "JP", 70));
        task.flush();

        assertThat(task.writtenCents())
                .isEqualTo(Map.of("titanium", 10_100L, "titanium-sponge", 100L, "titanium-concentrates", 10_000L));
    }

    @Test
    void aRecordThatMovesBetweenTheFormsOfTwoMineralsIsNeverCountedTwiceOrNotAtAll() {
        Task task = ofTwoForms();

        task.take(PartialsSender.more(Task.ONLY.changed("bismuth", "2024-12", "JP", 70)));
        task.settle();
        assertThat(task.context.forwarded()).isEmpty();
        task.take(Task.ONLY.changed("titanium-sponge", "2024-12", "JP", 0));
        task.flush();

        assertThat(task.writtenCents())
                .isEqualTo(Map.of("bismuth", 8_000L, "titanium", 3_100L, "titanium-sponge", 100L));
    }

    @Test
    void aFlushThatIsReadInPartIsNotPublishedAfterARestartEither() {
        Task task = ofTwoForms();
        task.take(PartialsSender.more(Task.ONLY.changed("titanium-sponge", "2024-12", "JP", 0)));

        task.start();
        task.settle();
        assertThat(task.context.forwarded()).isEmpty();
        task.take(Task.ONLY.changed("titanium-concentrates", "2024-12", "JP", 70));
        task.flush();

        assertThat(task.writtenCents())
                .isEqualTo(Map.of("titanium", 10_100L, "titanium-sponge", 100L, "titanium-concentrates", 10_000L));
    }

    @Test
    void aPolicyThatIsReadBetweenTwoMessagesOfAFlushJudgesTheWholeFlush() {
        Task task = ofTwoForms();
        task.take(PartialsSender.more(Task.ONLY.changed("titanium-sponge", "2024-12", "JP", 0)));

        task.take("single-source");
        task.settle();
        assertThat(task.judged()).isEmpty();
        task.start();
        task.settle();
        assertThat(task.judged()).isEmpty();
        task.take(Task.ONLY.changed("titanium-concentrates", "2024-12", "JP", 70));
        task.flush();

        assertThat(task.judged())
                .containsExactlyInAnyOrder(
                        "us-census/US/bismuth",
                        "us-census/US/titanium",
                        "us-census/US/titanium-concentrates",
                        "us-census/US/titanium-sponge");
    }

    @Test
    void aBeginClosesAFlushWhoseLastMessageNeverCame() {
        Task task = ofTwoForms();
        task.take(PartialsSender.more(Task.ONLY.changed("titanium-sponge", "2024-12", "KZ", 3)));
        task.settle();
        assertThat(task.context.forwarded()).isEmpty();

        task.take(new PartialsSender(0, 200, 1).begin());
        task.settle();

        assertThat(task.writtenCents()).containsEntry("titanium", 10_300L);
    }

    @Test
    void changesThatWereReadAndNotPublishedArePublishedAfterARestart() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2024-11", "2024-12", null),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());

        task.start();
        task.settle();

        assertThat(task.written()).contains(BOOK + "2024-12");
    }

    @Test
    void publishedWindowsAreNotPublishedAgainAfterARestart() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2024-11", "2024-12", null),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());
        task.settle();
        task.written();

        task.start();
        task.settle();

        assertThat(task.written()).isEmpty();
    }

    @Test
    void pastWindowsThatWereStillWaitingArePublishedAfterARestart() {
        Task task = new Task();
        task.take(Task.ONLY.begin(), Task.ONLY.clock("2024-01", "2024-12", null), Task.ONLY.end());
        task.take(Task.ONLY.book("bismuth", "2024-03", "CN", 10));
        task.settle();
        task.take(Task.ONLY.book("bismuth", "2024-03", "CN", 20));
        task.flush();
        task.written();

        task.start();
        task.settle();

        assertThat(task.written()).contains(BOOK + "2024-03", BOOK + "2024-11");
    }

    @Test
    void windowsBeyondTheHorizonAreDeletedAfterARestartToo() {
        Task task = new Task();
        task.rule = TopologyRig.SIX_YEARS;
        task.start();
        PartialsSender only = new PartialsSender(0, 100, 1);
        task.take(
                only.begin(Catalogue.bundled().fingerprint() + "/12/72/4"),
                only.clock("2018-12", "2024-11", null),
                only.book("bismuth", "2018-12", "CN", 10),
                only.end());
        task.settle();
        assertThat(task.written()).contains(BOOK + "2018-12");
        task.take(only.clock("2018-12", "2024-12", null));
        task.flush();
        task.written();

        task.start();
        task.settle();

        assertThat(task.written()).contains("-" + BOOK + "2018-12");
    }

    @Test
    void windowsThatAClockLeftBehindAreDeletedAfterARestartToo() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2023-01", "2024-12", null),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());
        task.take(Task.ONLY.book("bismuth", "2023-01", "CN", 10));
        task.settle();
        assertThat(task.written()).contains(BOOK + "2023-01", BOOK + "2024-12");
        task.take(
                Task.ONLY.book("bismuth", "2024-12"),
                Task.ONLY.book("bismuth", "2023-01"),
                Task.ONLY.book("bismuth", "2023-05", "CN", 10),
                Task.ONLY.clock("2023-05", "2023-07", null));

        task.start();
        task.settle();

        assertThat(task.written())
                .contains("-" + BOOK + "2023-01", "-" + BOOK + "2024-12", BOOK + "2023-07")
                .doesNotContain(BOOK + "2024-12");
    }

    @Test
    void whenNoRecordIsLeftEveryWindowIsDeleted() {
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("b", 1, "CN", BISMUTH, "2024-12", 10);
        rig.settle();
        assertThat(rig.publishedShares()).hasSize(2);

        rig.publish(
                "a",
                TopologyRig.line(2, "CN", BISMUTH, "2024-11", 10)
                        .setWithdrawn(true)
                        .build());
        rig.publish(
                "b",
                TopologyRig.line(2, "CN", BISMUTH, "2024-12", 10)
                        .setWithdrawn(true)
                        .build());
        rig.settle();

        assertThat(rig.publishedShares()).isEmpty();
        assertThat(rig.isAnythingUnpublished()).isFalse();
    }

    @Test
    void aMistypedMonthThatIsWithdrawnLeavesTheSharesAsTheyWere() {
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.line("c", 1, "BE", BISMUTH, "2025-02", 50);
        rig.settle();
        Map<String, MineralShares> before = new TreeMap<>(rig.publishedShares());

        rig.line("slip", 1, "BE", BISMUTH, "2026-02", 50);
        rig.settle();
        assertThat(shares("2026-02")).isNotNull();
        assertThat(shares("2025-02").getComplete()).isTrue();
        rig.publish(
                "slip",
                TopologyRig.line(2, "BE", BISMUTH, "2026-02", 50)
                        .setWithdrawn(true)
                        .build());
        rig.settle();

        assertThat(rig.publishedShares()).isEqualTo(before);
    }

    @Test
    void theStateOfOnePeriodRepublishesItsWindowsOnly() {
        rig.year(2023, "CN", BISMUTH, 100, 1);
        rig.year(2024, "CN", BISMUTH, 100, 1);
        rig.completeTo("2024-12");
        rig.settle();
        published();

        rig.declare("2024-10", PeriodState.PARTIAL, TopologyRig.NOW.plusSeconds(1));
        rig.settle();

        assertThat(rig.shares.readValuesToList())
                .extracting(MineralShares::getAsOf, MineralShares::getPartial, MineralShares::getComplete)
                .containsExactlyInAnyOrder(
                        tuple("2024-10", true, false), tuple("2024-11", true, true), tuple("2024-12", true, true));
    }

    @Test
    void theDescriptionOfADatasetIsInItsShares() {
        rig.line("a", 1, "CN", BISMUTH, "2024-11", 10);
        rig.line("b", 1, "CN", BISMUTH, "2024-12", 10);
        rig.settle();

        rig.publish(
                "us-census",
                new DatasetProperties("us-census", 1, 10, "general", "customs", "EUR", null, TopologyRig.NOW));
        rig.settle();

        assertThat(rig.publishedShares().values())
                .extracting(MineralShares::getBasis, MineralShares::getCurrency)
                .containsOnly(tuple("general imports, customs value, 10-digit codes", "EUR"));
    }

    @Test
    void nothingIsLeftInTheStoreOfUnpublishedBooksOnceAllIsPublished() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2024-11", "2024-12", null),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());
        task.settle();
        task.take(Task.ONLY.changed("bismuth", "2024-12", "CN", 11));
        assertThat(task.unpublished.get("us-census/US/bismuth")).isNotNull();

        task.settle();

        assertThat(task.unpublished.get("us-census/US/bismuth")).isNull();
    }

    @Test
    void aPolicyReadUnderAnotherBasisIsAppliedOnceTheBasisMatches() {
        Task task = new Task();
        task.take(
                Task.ONLY.begin(),
                Task.ONLY.clock("2024-11", "2024-12", null),
                Task.ONLY.book("bismuth", "2024-12", "CN", 10),
                Task.ONLY.end());
        task.settle();
        task.start(TopologyParametersTest.ANOTHER_LOG);
        task.take("single-source");
        task.settle();
        assertThat(task.judged()).isEmpty();

        task.start();
        task.flush();

        assertThat(task.judged()).containsExactly("us-census/US/bismuth");
    }
}
