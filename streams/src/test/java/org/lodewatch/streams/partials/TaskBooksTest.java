package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.partials.PartialsProtocol.Replacement;

/** How books follow the partials that apply to them. What applies when is tested with PartialsIntake. */
class TaskBooksTest {

    private static final Owner US = new Owner("us-census", "US");
    private static final String MONTH = "2024-12";

    private final TestStore store = new TestStore();
    private final PartialsStore typed = store.typed();
    private final PartialsSender input = new PartialsSender(0, 100, 1);

    private TaskBooks books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);

    private long usd(String mineral) {
        return usd(mineral, MONTH);
    }

    private long usd(String mineral, String month) {
        return books.reporter(US)
                        .book(mineral)
                        .contribution(0, Months.of(month))
                        .sum(Totals.VALUE)
                / 100;
    }

    /** Puts in force what is staged. */
    private void swap() {
        books.replace(new Replacement(Optional.of(input.begin()), input.begin()));
        books.replaceNext(Integer.MAX_VALUE);
    }

    @Test
    void aPartialChangesItsBookAndMarksIt() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("bismuth", MONTH, "CN", 10));

        assertThat(usd("bismuth")).isEqualTo(10);
        assertThat(books.changed()).extracting(book -> book.key().mineral()).containsExactly("bismuth");
    }

    @Test
    void aPartOfAMonthChangesOnlyItsCountriesAndAWholeMonthDropsTheOthers() {
        books.apply(input.book("bismuth", MONTH, "CN", 10, "BE", 5));

        books.apply(input.changed("bismuth", MONTH, "BE", 7));
        assertThat(usd("bismuth")).isEqualTo(17);
        books.apply(input.book("bismuth", MONTH, "BE", 7));

        assertThat(usd("bismuth")).isEqualTo(7);
    }

    @Test
    void loadedBooksAreAsTheyWereAndUnchanged() {
        books.apply(input.clock("2024-01", MONTH, MONTH));
        books.apply(input.book("bismuth", MONTH, "CN", 10, "BE", 5));

        books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);

        assertThat(usd("bismuth")).isEqualTo(15);
        assertThat(books.reporter(US).clock().orElseThrow().completeMonth()).hasValue(Months.of(MONTH));
        assertThat(books.changed()).isEmpty();
    }

    @Test
    void stagedMessagesReplaceEverythingBefore() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("bismuth", MONTH, "CN", 10));
        books.apply(input.book("gallium", MONTH, "CN", 3));
        typed.stage(input.clock("2024-01", MONTH, null));
        books.stage(input.book("bismuth", MONTH, "BE", 7));

        swap();

        assertThat(usd("bismuth")).isEqualTo(7);
        assertThat(usd("gallium")).isZero();
        assertThat(store.entries().keySet()).noneMatch(key -> key.startsWith("staged"));
    }

    @Test
    void stagedMessagesThatSayWhatIsInForceAreKeptWithoutTheirTotalsAndChangeNothing() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("bismuth", MONTH, "CN", 10, "BE", 4));
        books.apply(input.book("gallium", MONTH, "CN", 3));
        books.changed().clear();
        typed.stage(input.clock("2024-01", MONTH, null));
        books.stage(input.book("bismuth", MONTH, "BE", 4, "CN", 10));
        books.stage(input.book("gallium", MONTH, "CN", 4));
        assertThat(store.entries().get("staged-book|0|us-census/US/bismuth"))
                .isInstanceOfSatisfying(
                        BookPartial.class, kept -> assertThat(kept.getMonths()).isEmpty());

        books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);
        swap();

        assertThat(usd("bismuth")).isEqualTo(14);
        assertThat(usd("gallium")).isEqualTo(4);
        assertThat(books.changed()).extracting(book -> book.key().mineral()).containsExactly("gallium");
        assertThat(store.entries().keySet()).noneMatch(key -> key.startsWith("staged"));
    }

    @Test
    void aMonthThatIsNotSentIsDroppedAlsoIfAnotherIsSentWithoutTotals() {
        books.apply(input.book("bismuth", MONTH, "CN", 10));
        books.apply(input.book("bismuth", "2024-11", "CN", 3));
        BookPartial sent = BookPartial.newBuilder(input.book("bismuth", MONTH, "CN", 10))
                .setMonths(List.of(
                        input.book("bismuth", "2024-10").getMonths().get(0),
                        input.book("bismuth", MONTH, "CN", 10).getMonths().get(0)))
                .build();

        books.stage(sent);
        swap();

        assertThat(usd("bismuth")).isEqualTo(10);
        assertThat(usd("bismuth", "2024-11")).isZero();
    }

    @Test
    void ofStagedMessagesOnABookTheLastCounts() {
        books.apply(input.book("bismuth", MONTH, "CN", 10));

        books.stage(input.book("bismuth", MONTH, "CN", 10));
        books.stage(input.book("bismuth", MONTH, "CN", 11));
        books.stage(input.book("gallium", MONTH, "CN", 3));
        books.stage(input.book("gallium", "2024-11", "CN", 3));
        swap();

        assertThat(usd("bismuth")).isEqualTo(11);
        assertThat(usd("gallium")).isZero();

        books.stage(input.book("bismuth", MONTH, "CN", 12));
        books.stage(input.book("bismuth", MONTH, "CN", 11));
        books.stage(input.book("gallium", "2024-11", "CN", 3));
        swap();

        assertThat(usd("bismuth")).isEqualTo(11);
        assertThat(usd("gallium", "2024-11")).isEqualTo(3);
    }

    @Test
    void anotherBasisMarksEveryWindowOfEveryBook() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("bismuth", MONTH, "CN", 10));
        books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);
        TrackedBook bismuth = books.reporter(US).book("bismuth");
        typed.stage(input.clock("2024-01", MONTH, null));
        books.stage(input.book("bismuth", MONTH, "CN", 10));

        books.replace(new Replacement(Optional.of(input.begin()), input.begin("another")));
        books.replaceNext(Integer.MAX_VALUE);

        assertThat(books.changed()).containsExactly(bismuth);
        assertThat(bismuth.unpublished(books.reporter(US).clock().orElseThrow()))
                .hasSize(12);
    }

    /** The value of all contributions of a book in the window of a month. */
    private long windowUsd(String book) {
        return books.reporter(US)
                        .book(book)
                        .windows(books.reporter(US).clock().orElseThrow())
                        .at(Months.of(MONTH))
                        .orElseThrow()
                        .totals()
                        .sum(Totals.VALUE)
                / 100;
    }

    @Test
    void aPartialOfAFormChangesAndMarksTheBookThatAddsItUpAsWell() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("titanium-sponge", MONTH, "JP", 70));
        books.apply(input.book("titanium-concentrates", MONTH, "ZA", 30));

        assertThat(windowUsd("titanium")).isEqualTo(100);
        assertThat(usd("titanium")).isZero();
        assertThat(books.changed())
                .extracting(book -> book.key().mineral())
                .containsExactlyInAnyOrder("titanium", "titanium-sponge", "titanium-concentrates");
    }

    @Test
    void loadedFormsAreAddedUpAgainAndAreUnchanged() {
        books.apply(input.clock("2024-01", MONTH, MONTH));
        books.apply(input.book("titanium-sponge", MONTH, "JP", 70));
        books.apply(input.book("titanium-concentrates", MONTH, "ZA", 30));

        books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);

        assertThat(windowUsd("titanium")).isEqualTo(100);
        assertThat(books.changed()).isEmpty();
        assertThat(books.reporter(US).book("titanium").isPublished()).isTrue();
        assertThat(store.entries().keySet()).noneMatch(key -> key.contains("titanium/") || key.endsWith("titanium"));
    }

    @Test
    void totalsThatAnEarlierCatalogueCountedInTheMineralItselfGoWhenItsFormsAreSent() {
        books.apply(input.clock("2024-01", MONTH, null));
        books.apply(input.book("titanium", MONTH, "JP", 70, "ZA", 30));
        books.apply(input.book("titanium-gone", MONTH, "JP", 5));
        books = new TaskBooks(typed, Catalogue.bundled(), WindowRule.DEFAULT, 1);
        typed.stage(input.clock("2024-01", MONTH, null));
        books.stage(input.book("titanium-sponge", MONTH, "JP", 70));
        books.stage(input.book("titanium-concentrates", MONTH, "ZA", 31));

        swap();

        assertThat(windowUsd("titanium")).isEqualTo(101);
        assertThat(windowUsd("titanium-gone")).isZero();
        assertThat(books.changed())
                .extracting(book -> book.key().mineral())
                .contains("titanium", "titanium-sponge", "titanium-concentrates", "titanium-gone");
    }
}
