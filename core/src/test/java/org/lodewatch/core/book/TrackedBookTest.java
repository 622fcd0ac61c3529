package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class TrackedBookTest {

    private static final int FIRST = 600;
    private static final int CHINA = CountryCode.of("CN");
    private static final WindowRule RULE = new WindowRule(12, 36);

    private final List<TrackedBook> changes = new ArrayList<>();
    private final ReporterBooks books =
            new ReporterBooks(new BookKey.Owner("us-census", "US"), Catalogue.bundled(), RULE, changes::add);

    private TrackedBook published(int newest, OptionalInt complete) {
        books.setInputPartitions(1);
        clock(newest, complete);
        TrackedBook book = books.book("antimony");
        put(book, FIRST + 5, 100);
        put(book, newest, 100);
        publish(book);
        changes.clear();
        return book;
    }

    private void clock(int newest, OptionalInt complete) {
        books.setClock(0, Optional.of(PartitionClock.ofSpan(1, FIRST, newest, complete, false)));
    }

    private Clock clock() {
        return books.clock().orElseThrow();
    }

    private void publish(TrackedBook book) {
        book.published(book.unpublished(clock()), clock(), true);
    }

    private static void put(TrackedBook book, int month, long value) {
        Totals totals = new Totals(book.contribution(0, FIRST).countries());
        totals.add(CHINA, value, -1, 1);
        book.replace(0, month, totals);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void aNewBookHasEveryWindowToPublish() {
        books.setInputPartitions(1);
        clock(FIRST + 20, OptionalInt.empty());

        TrackedBook book = books.book("antimony");

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST, FIRST + 20));
        assertThat(book.isPublished()).isFalse();
        assertThat(changes).contains(book);
    }

    @Test
    void aPublishedWindowIsNotPublishedAgain() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        assertThat(book.isPublished()).isTrue();
        assertThat(book.unpublished(clock())).isEmpty();
    }

    @Test
    void aChangedMonthChangesTheWindowsThatIncludeItAndThoseComparedWithThem() {
        TrackedBook book = published(FIRST + 35, OptionalInt.empty());

        put(book, FIRST + 6, 100);

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST + 6, FIRST + 6 + 11 + 12));
        assertThat(book.isUnjudged()).isTrue();
        assertThat(changes).containsOnly(book);
    }

    @Test
    void theSameFiguresAgainChangeNothing() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        put(book, FIRST + 5, 100);

        assertThat(book.isPublished()).isTrue();
        assertThat(changes).isEmpty();
    }

    @Test
    void aNewMonthOpensItsWindow() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        clock(FIRST + 21, OptionalInt.empty());

        // The window before it has become complete.
        assertThat(book.unpublished(clock())).containsExactly(FIRST + 20, FIRST + 21);
    }

    @Test
    void aMonthLaterThanTheClockIsPublishedOnceTheClockReachesIt() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        put(book, FIRST + 23, 50);
        publish(book);
        clock(FIRST + 23, OptionalInt.empty());

        assertThat(book.unpublished(clock())).contains(FIRST + 21, FIRST + 22, FIRST + 23);
    }

    @Test
    void aDeclarationChangesTheWindowsThatBecomeComplete() {
        TrackedBook book = published(FIRST + 20, OptionalInt.of(FIRST + 17));

        clock(FIRST + 20, OptionalInt.of(FIRST + 19));

        // The newest window is no longer partial.
        assertThat(book.unpublished(clock())).containsExactly(FIRST + 18, FIRST + 19, FIRST + 20);
    }

    @Test
    void aFirstDeclarationMayMakeAMonthIncompleteAgain() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        clock(FIRST + 20, OptionalInt.of(FIRST + 16));

        assertThat(book.unpublished(clock())).containsExactly(FIRST + 17, FIRST + 18, FIRST + 19, FIRST + 20);
    }

    @Test
    void windowsThatTheHorizonPassesAreDeletedAndThoseComparedWithThemChange() {
        TrackedBook book = published(FIRST + 40, OptionalInt.of(FIRST + 40));
        assertThat(clock().firstAsOf(RULE)).isEqualTo(FIRST + 5 + 11);

        clock(FIRST + 41, OptionalInt.of(FIRST + 40));

        assertThat(book.unpublished(clock())).containsExactly(FIRST + 16, FIRST + 28, FIRST + 41);
    }

    @Test
    void anEarlierBeginningChangesTheWindowsThatItCovers() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        books.setClock(0, Optional.of(Clocks.silent(FIRST - 2, FIRST + 20)));

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST - 2, FIRST + 10));
    }

    @Test
    void publishingAllAgainIncludesWindowsThatTheHorizonHasPassed() {
        TrackedBook book = published(FIRST + 60, OptionalInt.empty());

        book.unpublishAll(clock());

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST, FIRST + 60));
    }

    @Test
    void aNewestMonthThatGoesBackDeletesTheLaterWindowsOnce() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        clock(FIRST + 18, OptionalInt.empty());

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST + 18, FIRST + 20));
        assertThat(book.toDelete(clock())).hasValue(new AsOfRange(FIRST + 18, FIRST + 20));
        publish(book);
        assertThat(book.toDelete(clock())).isEmpty();
        put(book, FIRST + 15, 100);
        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST + 15, FIRST + 18));
    }

    @Test
    void windowsPublishedEarlierArePublishedAgainOrDeletedUnderAnyClock() {
        books.recall("antimony", new AsOfRange(FIRST - 3, FIRST + 2));
        books.recall("gallium", new AsOfRange(FIRST, FIRST + 9));
        TrackedBook book = books.book("antimony");
        assertThat(clock().isEmpty()).isTrue();
        assertThat(book.unpublished(clock())).containsAll(range(FIRST - 3, FIRST + 2));

        clock(FIRST + 1, OptionalInt.empty());

        assertThat(book.unpublished(clock())).containsAll(range(FIRST - 3, FIRST + 2));
        assertThat(books.book("gallium").unpublished(clock())).containsAll(range(FIRST, FIRST + 9));
        publish(book);
        assertThat(book.isPublished()).isTrue();
    }

    @Test
    void withoutAnyPartitionEveryWindowIsDeleted() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());

        books.setClock(0, Optional.empty());

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST, FIRST + 20));
        assertThat(book.toDelete(clock())).hasValue(new AsOfRange(FIRST, FIRST + 20));
    }

    @Test
    void aBookIsPublishedOnlyOnceItIsJudgedWithThePast() {
        TrackedBook book = published(FIRST + 35, OptionalInt.empty());
        put(book, FIRST + 35, 1);

        book.published(book.unpublished(clock()), clock(), false);
        assertThat(book.isUnjudged()).isFalse();
        assertThat(book.isPublished()).isFalse();

        book.published(List.of(), clock(), true);
        assertThat(book.isPublished()).isTrue();
    }

    @Test
    void theWaitForPastWindowsBeginsWithTheOldestChange() {
        TrackedBook book = published(FIRST + 35, OptionalInt.empty());
        put(book, FIRST + 6, 1);

        long first = book.unpublishedSince(1_000);
        book.published(List.of(FIRST + 10), clock(), false);
        put(book, FIRST + 7, 1);

        assertThat(first).isEqualTo(1_000);
        assertThat(book.unpublishedSince(1_500)).isEqualTo(1_000);
        publish(book);
        assertThat(book.unpublishedSince(2_000)).isEqualTo(2_000);
    }

    @Test
    void aBookWaitsUntilItIsJudgedWithAllItsWindows() {
        TrackedBook book = published(FIRST + 35, OptionalInt.of(FIRST + 35));
        put(book, FIRST + 35, 1);

        book.published(book.unpublished(clock()), clock(), false);

        assertThat(book.unpublished(clock())).isEmpty();
        assertThat(book.isUnjudged()).isFalse();
        assertThat(book.isPublished()).isFalse();
        book.published(List.of(), clock(), true);
        assertThat(book.isPublished()).isTrue();
    }

    @Test
    void aStateOfOnePeriodChangesItsWindowsOnly() {
        TrackedBook book = published(FIRST + 35, OptionalInt.of(FIRST + 35));
        List<PeriodRange> ranges = List.of(
                new PeriodRange(FIRST, FIRST + 9, 1, true, Optional.of(PeriodState.COMPLETE)),
                new PeriodRange(FIRST + 10, FIRST + 10, 1, true, Optional.of(PeriodState.PARTIAL)),
                new PeriodRange(FIRST + 11, FIRST + 35, 1, true, Optional.of(PeriodState.COMPLETE)));

        books.setClock(0, Optional.of(new PartitionClock(ranges, false, Optional.empty())));

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST + 10, FIRST + 21));
    }

    @Test
    void aBookBecomesStaleTwoMonthsAfterItsNewestRecordAndFreshWithANewOne() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());
        clock(FIRST + 21, OptionalInt.empty());
        publish(book);
        assertThat(stale(book)).isEmpty();

        clock(FIRST + 22, OptionalInt.empty());

        assertThat(stale(book)).containsExactly(FIRST + 20, FIRST + 21, FIRST + 22);
        assertThat(book.unpublished(clock())).containsExactly(FIRST + 20, FIRST + 21, FIRST + 22);
        publish(book);
        put(book, FIRST + 22, 5);
        assertThat(stale(book)).isEmpty();
        assertThat(book.unpublished(clock())).containsExactly(FIRST + 20, FIRST + 21, FIRST + 22);
    }

    @Test
    void aBookWhoseNewestRecordIsWithdrawnBecomesStaleFromTheOneBefore() {
        TrackedBook book = published(FIRST + 35, OptionalInt.empty());

        book.replace(0, FIRST + 35, new Totals(book.contribution(0, FIRST).countries()));

        assertThat(stale(book)).isEqualTo(range(FIRST + 5, FIRST + 35));
        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST + 5, FIRST + 35));
    }

    @Test
    void anotherBasisChangesEveryWindow() {
        TrackedBook book = published(FIRST + 20, OptionalInt.empty());
        PartitionClock now = PartitionClock.ofSpan(1, FIRST, FIRST + 20, OptionalInt.empty(), false);
        DatasetBasis basis = new DatasetBasis(Optional.of("CIF value, HS6"), "EUR", Optional.empty(), Instant.EPOCH);

        books.setClock(0, Optional.of(new PartitionClock(now.periods(), false, Optional.of(basis))));

        assertThat(book.unpublished(clock())).isEqualTo(range(FIRST, FIRST + 20));
        assertThat(book.windows(clock()).basis()).hasValue("CIF value, HS6");
        assertThat(book.windows(clock()).currency()).isEqualTo("EUR");
    }

    private List<Integer> stale(TrackedBook book) {
        return book.windows(clock()).all().stream()
                .filter(Window::stale)
                .map(Window::asOf)
                .toList();
    }

    @Test
    void totalsThatDoNotFitALongAreAnErrorThatNamesBookAndMonth() {
        TrackedBook book = books.book("antimony");
        put(book, FIRST, Long.MAX_VALUE);
        Totals other = new Totals(book.contribution(0, FIRST).countries());
        other.add(CHINA, 1, -1, 1);

        assertThatThrownBy(() -> book.replace(1, FIRST, other))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("us-census/US/antimony in " + Months.text(FIRST));
    }

    @Test
    void aWindowThatDoesNotFitALongIsAnErrorThatNamesTheBook() {
        books.setInputPartitions(1);
        clock(FIRST + 1, OptionalInt.empty());
        TrackedBook book = books.book("antimony");
        put(book, FIRST, Long.MAX_VALUE);
        put(book, FIRST + 1, 1);

        assertThatThrownBy(() -> book.windows(clock()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("us-census/US/antimony");
    }
}
