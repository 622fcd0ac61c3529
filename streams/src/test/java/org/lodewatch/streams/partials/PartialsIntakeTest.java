package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.RejectionReason;

/** How the second half reads what the input partitions send. */
class PartialsIntakeTest {

    private static final Owner US = new Owner("us-census", "US");
    private static final String MONTH = "2024-12";
    private static final int BELGIUMS_BUCKET = CountryCode.of("BE") % 8;
    private static final int CHINAS_BUCKET = CountryCode.of("CN") % 8;

    private final TestStore store = new TestStore();

    private final PartialsSender one = new PartialsSender(0, 100, 2);
    private final PartialsSender other = new PartialsSender(1, 100, 2);

    private PartialsIntake intake;
    private long offset;

    PartialsIntakeTest() {
        restart();
    }

    private void restart() {
        intake = new PartialsIntake(store.typed(), Catalogue.bundled(), WindowRule.DEFAULT, PartialsSender.CATALOGUE);
    }

    /** Takes messages, and every book takes over what they put in force. */
    private void take(SpecificRecord... messages) {
        takeOnly(messages);
        intake.replaceNext(Integer.MAX_VALUE);
    }

    private void takeOnly(SpecificRecord... messages) {
        for (SpecificRecord message : messages) {
            intake.take(message, offset++);
        }
        intake.storeSeen();
    }

    private void sendBoth(int usdOfOne, int usdOfOther) {
        take(one.begin(), one.clock("2024-01", MONTH, null), one.book("bismuth", MONTH, "CN", usdOfOne), one.end());
        take(other.begin(), other.book("bismuth", MONTH, "CN", usdOfOther), other.end());
    }

    /** US dollars of each book in the newest window. */
    private Map<String, Long> usd() {
        Map<String, Long> usd = new TreeMap<>();
        Clock clock = intake.books().reporter(US).clock().orElseThrow();
        for (TrackedBook book : intake.books().reporter(US).books()) {
            long cents = book.windows(clock)
                    .at(clock.newestMonth())
                    .orElseThrow()
                    .totals()
                    .sum(Totals.VALUE);
            usd.put(book.key().mineral(), cents / 100);
        }
        return usd;
    }

    /** The keys of an input partition's totals in the store, without their common prefix. */
    private List<String> keptBy(int inputPartition) {
        String kind = "countries|" + inputPartition + "|";
        return store.entries().keySet().stream()
                .filter(key -> key.startsWith(kind))
                .map(key -> key.substring(kind.length()))
                .toList();
    }

    @Test
    void nothingIsWholeBeforeEveryInputPartitionHasEnded() {
        assertThat(intake.isWhole()).isFalse();
        take(one.begin(), one.end());
        assertThat(intake.isWhole()).isFalse();
        take(other.begin());
        assertThat(intake.isWhole()).isFalse();

        take(other.end());

        assertThat(intake.isWhole()).isTrue();
    }

    @Test
    void messagesBetweenBeginAndEndAreAppliedAtTheEnd() {
        sendBoth(10, 5);
        PartialsSender again = new PartialsSender(0, 200, 2);

        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 70));
        assertThat(usd()).containsEntry("bismuth", 15L);
        take(again.end());

        assertThat(usd()).containsEntry("bismuth", 75L);
    }

    @Test
    void totalsThatAreNotSentAgainAreDropped() {
        sendBoth(10, 5);
        take(one.book("gallium", MONTH, "CN", 3), one.book("bismuth", "2024-11", "BE", 4));
        assertThat(usd()).containsEntry("gallium", 3L).containsEntry("bismuth", 19L);
        PartialsSender again = new PartialsSender(0, 200, 2);

        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 10), again.end());

        assertThat(usd()).containsEntry("gallium", 0L).containsEntry("bismuth", 15L);
        assertThat(keptBy(0)).containsExactly("us-census/US/bismuth|" + Months.of(MONTH) + "|" + CHINAS_BUCKET);
    }

    @Test
    void aCountryThatHasNotChangedKeepsItsTotals() {
        sendBoth(10, 5);
        take(one.changed("bismuth", MONTH, "BE", 4));
        assertThat(usd()).containsEntry("bismuth", 19L);

        take(one.changed("bismuth", MONTH, "CN", 1));

        assertThat(usd()).containsEntry("bismuth", 10L);
        restart();
        assertThat(usd()).containsEntry("bismuth", 10L);
    }

    @Test
    void aCountryThatHasNoRecordLeftIsRemoved() {
        sendBoth(10, 5);
        take(one.changed("bismuth", MONTH, "BE", 4));

        take(one.changed("bismuth", MONTH, "BE", 0));
        take(one.changed("bismuth", MONTH, "CN", 0));

        assertThat(usd()).containsEntry("bismuth", 5L);
        assertThat(keptBy(0)).isEmpty();
    }

    @Test
    void aCountryThatAWholeMonthDoesNotListIsRemoved() {
        sendBoth(10, 5);
        take(one.changed("bismuth", MONTH, "BE", 4));

        take(one.book("bismuth", MONTH, "CN", 2));

        assertThat(usd()).containsEntry("bismuth", 7L);
        restart();
        assertThat(usd()).containsEntry("bismuth", 7L);
    }

    @Test
    void onlyTheChangedBucketOfAMonthIsWritten() {
        sendBoth(10, 5);
        take(one.changed("bismuth", MONTH, "BE", 4));
        Map<String, SpecificRecord> entries = store.entries();

        take(one.changed("bismuth", MONTH, "BE", 3));

        assertThat(store.entries().entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(entries.get(entry.getKey())))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "countries|0|us-census/US/bismuth|" + Months.of(MONTH) + "|" + BELGIUMS_BUCKET, "seen|0");
    }

    @Test
    void aClockThatIsNotSentAgainIsDropped() {
        sendBoth(10, 5);
        take(other.clock("2023-01", "2025-02", null));
        assertThat(intake.books().reporter(US).clock()).map(Clock::newestMonth).hasValue(Months.of("2025-02"));
        PartialsSender again = new PartialsSender(1, 200, 2);

        take(again.begin(), again.book("bismuth", MONTH, "CN", 5), again.end());

        assertThat(intake.books().reporter(US).clock()).map(Clock::newestMonth).hasValue(Months.of(MONTH));
    }

    @Test
    void aSecondBeginDropsWhatTheFirstHadStaged() {
        sendBoth(10, 5);
        PartialsSender again = new PartialsSender(0, 200, 2);
        PartialsSender andAgain = new PartialsSender(0, 300, 2);

        take(again.begin(), again.book("gallium", MONTH, "CN", 70));
        take(andAgain.begin(), andAgain.clock("2024-01", MONTH, null));
        take(andAgain.book("bismuth", MONTH, "CN", 1), andAgain.end());

        assertThat(usd()).containsExactly(Map.entry("bismuth", 6L));
        assertThat(store.entries().keySet()).noneMatch(key -> key.startsWith("staged"));
    }

    @Test
    void anEndOfAnotherGenerationEndsNothing() {
        sendBoth(10, 5);
        PartialsSender again = new PartialsSender(0, 200, 2);
        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 70), one.end());
        assertThat(usd()).containsEntry("bismuth", 15L);

        take(again.end());

        assertThat(usd()).containsEntry("bismuth", 75L);
    }

    @Test
    void partitionsDoNotChangeEachOthersTotals() {
        PartialsSender ten = new PartialsSender(10, 100, 2);
        PartialsSender single = new PartialsSender(1, 100, 2);
        take(ten.begin(), ten.clock("2024-01", MONTH, null), ten.book("bismuth", MONTH, "CN", 7), ten.end());
        take(single.begin(), single.book("bismuth", MONTH, "CN", 5), single.end());
        PartialsSender again = new PartialsSender(1, 200, 2);

        take(again.begin(), again.end());

        assertThat(usd()).containsEntry("bismuth", 7L);
    }

    @Test
    void aMessageThatIsReadAgainChangesNothing() {
        sendBoth(10, 5);
        long before = offset;
        take(one.book("bismuth", MONTH, "CN", 20));
        take(one.book("bismuth", MONTH, "CN", 30));
        Map<String, SpecificRecord> entries = store.entries();

        intake.take(one.book("bismuth", MONTH, "CN", 20), before);
        intake.take(one.begin(), 0);

        assertThat(usd()).containsEntry("bismuth", 35L);
        assertThat(store.entries()).isEqualTo(entries);
    }

    @Test
    void theWholeTopicReadAgainChangesNothingAfterARestartToo() {
        sendBoth(10, 5);
        Map<String, SpecificRecord> entries = store.entries();
        restart();

        offset = 0;
        sendBoth(10, 5);

        assertThat(store.entries()).isEqualTo(entries);
        assertThat(intake.books().changed()).isEmpty();
    }

    @Test
    void aTopicThatWasRecreatedIsReadFromItsBeginning() {
        sendBoth(10, 5);
        PartialsSender again = new PartialsSender(0, 200, 2);

        offset = 0;
        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 1), again.end());

        assertThat(usd()).containsEntry("bismuth", 6L);
    }

    @Test
    void aRestartLoadsTheBooksAsTheyWere() {
        sendBoth(10, 5);
        take(one.book("gallium", MONTH, "CN", 3));
        Map<String, Long> before = usd();

        restart();

        assertThat(usd()).isEqualTo(before);
        assertThat(intake.isWhole()).isTrue();
        assertThat(intake.books().changed()).isEmpty();
    }

    @Test
    void aRestartBetweenBeginAndEndKeepsTheStagedMessages() {
        sendBoth(10, 5);
        PartialsSender again = new PartialsSender(0, 200, 2);
        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 70));

        restart();
        assertThat(usd()).containsEntry("bismuth", 15L);
        take(again.book("gallium", MONTH, "CN", 2), again.end());

        assertThat(usd()).containsEntry("bismuth", 75L).containsEntry("gallium", 2L);
    }

    /** Sends bismuth and lithium, and no more gallium, and ends. */
    private PartialsSender sendAgain() {
        sendBoth(10, 5);
        take(one.book("gallium", MONTH, "CN", 3));
        PartialsSender again = new PartialsSender(0, 200, 2);
        takeOnly(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 70));
        takeOnly(again.book("lithium", MONTH, "CL", 4), again.end());
        return again;
    }

    @Test
    void booksThatTakeOverTheirTotalsAFewAtATimeAreNotWholeInBetween() {
        sendAgain();

        int calls = 0;
        for (; intake.isReplacing(); calls++) {
            assertThat(intake.isWhole()).isFalse();
            intake.replaceNext(1);
        }

        assertThat(calls).as("bismuth, lithium, gallium").isEqualTo(3);
        assertThat(intake.isWhole()).isTrue();
        assertThat(usd()).isEqualTo(Map.of("bismuth", 75L, "lithium", 4L, "gallium", 0L));
        assertThat(store.entries().keySet()).noneMatch(key -> key.startsWith("stag"));
    }

    @Test
    void aRestartGoesOnWithTheBooksThatHaveNotTakenOver() {
        sendAgain();
        intake.replaceNext(1);

        restart();
        assertThat(intake.isWhole()).isFalse();
        intake.replaceNext(Integer.MAX_VALUE);

        assertThat(intake.isWhole()).isTrue();
        assertThat(usd()).containsEntry("bismuth", 75L).containsEntry("lithium", 4L);
        assertThat(usd().getOrDefault("gallium", 0L)).isZero();
    }

    @Test
    void aChangeOfABookThatHasNotTakenOverChangesItsNewTotals() {
        PartialsSender again = sendAgain();

        takeOnly(again.changed("bismuth", MONTH, "BE", 2), again.changed("gallium", MONTH, "BE", 1));
        take();

        assertThat(usd()).isEqualTo(Map.of("bismuth", 77L, "lithium", 4L, "gallium", 1L));
    }

    @Test
    void aBeginBeforeAllBooksHaveTakenOverDropsNothingThatIsInForce() {
        sendAgain();
        PartialsSender andAgain = new PartialsSender(0, 300, 2);

        takeOnly(andAgain.begin(), andAgain.book("bismuth", MONTH, "CN", 1));

        assertThat(intake.isWhole()).isTrue();
        assertThat(usd()).isEqualTo(Map.of("bismuth", 75L, "lithium", 4L, "gallium", 0L));
        take(andAgain.clock("2024-01", MONTH, null), andAgain.end());
        assertThat(usd()).isEqualTo(Map.of("bismuth", 6L, "lithium", 0L, "gallium", 0L));
    }

    @Test
    void partitionsUnderDifferentCataloguesAreNotWhole() {
        take(one.begin("another/12/72"), one.end());

        take(other.begin(), other.end());

        assertThat(intake.isWhole()).isFalse();
    }

    @Test
    void aBeginUnderAnotherCatalogueThanTheTotalsInForceIsRejected() {
        sendBoth(10, 5);

        assertThat(intake.take(new PartialsSender(0, 200, 2).begin("another/12/72"), offset++))
                .map(Rejection::reason)
                .hasValue(RejectionReason.IMPLAUSIBLE);

        assertThat(intake.isWhole()).isTrue();
    }

    @Test
    void aMessageOfAGenerationThatNeverBeganIsRejectedAndChangesNothing() {
        assertThat(intake.take(one.book("bismuth", MONTH, "CN", 70), offset++))
                .map(Rejection::reason)
                .hasValue(RejectionReason.UNKNOWN_GENERATION);
        sendBoth(10, 5);
        Map<String, SpecificRecord> entries = store.entries();
        PartialsSender stranger = new PartialsSender(0, 150, 2);

        assertThat(intake.take(stranger.book("bismuth", MONTH, "CN", 70), offset++))
                .isPresent();
        assertThat(intake.take(stranger.clock("2024-01", "2025-12", null), offset++))
                .isPresent();
        assertThat(intake.take(stranger.end(), offset++)).isPresent();

        assertThat(usd()).containsEntry("bismuth", 15L);
        assertThat(store.entries()).isEqualTo(entries);
    }

    @Test
    void anInputPartitionThatGoesOnAfterABeginDidNotWriteIt() {
        sendBoth(10, 5);
        PartialsSender stranger = new PartialsSender(0, 200, 2);
        take(stranger.begin(), stranger.book("bismuth", MONTH, "CN", 70));

        take(one.book("bismuth", MONTH, "CN", 20));
        take(stranger.end());

        assertThat(usd()).containsEntry("bismuth", 25L);
        assertThat(store.entries().keySet()).noneMatch(key -> key.startsWith("stag"));
    }

    @Test
    void whatAnEarlierVersionSentIsOfAnotherBasis() {
        take(one.begin("another/12/72"));

        assertThat(intake.isOfAnotherBasis(one.book("a-book-of-former-times", MONTH, "CN", 1)))
                .isTrue();
        assertThat(intake.isOfAnotherBasis(other.book("bismuth", MONTH, "CN", 1)))
                .isFalse();
    }

    @Test
    void partitionsThatAllHaveAnotherCatalogueThanThisTaskAreNotWhole() {
        take(one.begin("another/12/72"), one.end(), other.begin("another/12/72"), other.end());

        assertThat(intake.isWhole()).isFalse();
    }

    @Test
    void aChangedCatalogueChangesEveryWindow() {
        take(one.begin("another/12/72"), one.clock("2024-01", MONTH, null), one.book("bismuth", MONTH, "CN", 1));
        take(one.end());
        TrackedBook book = intake.books().reporter(US).book("bismuth");
        Clock clock = intake.books().reporter(US).clock().orElseThrow();
        book.published(book.unpublished(clock), clock, true);
        assertThat(book.isPublished()).isTrue();
        PartialsSender again = new PartialsSender(0, 200, 2);

        take(again.begin(), again.clock("2024-01", MONTH, null), again.book("bismuth", MONTH, "CN", 1), again.end());

        assertThat(book.unpublished(clock)).hasSize(12);
    }

    @Test
    void aMonthIsCompleteOnceEveryInputPartitionHasDeclaredIt() {
        sendBoth(10, 5);
        take(one.clock("2024-01", MONTH, MONTH));
        assertThat(intake.books().reporter(US).clock().orElseThrow().completeMonth())
                .isEmpty();

        take(other.clock("2024-01", MONTH, MONTH));

        assertThat(intake.books().reporter(US).clock().orElseThrow().completeMonth())
                .hasValue(Months.of(MONTH));
    }
}
