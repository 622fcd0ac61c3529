package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class PartialsStoreTest {

    private static final BookKey BISMUTH = new BookKey("us-census", "US", "bismuth");
    private static final int MONTH = Months.of("2024-12");
    private static final int CHINA = CountryCode.of("CN");

    private final PartialsSender one = new PartialsSender(1, 100, 12);
    private final PartialsSender ten = new PartialsSender(10, 100, 12);
    private final TestStore entries = new TestStore();
    private final PartialsStore store = entries.typed();

    private List<BookPartial> countries() {
        List<BookPartial> countries = new ArrayList<>();
        store.forEachCountries((key, entry) -> countries.add(entry));
        return countries;
    }

    @Test
    void theKeysAreThoseOfTheChangelog() {
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, 100, 0, 0, 0);
        store.putSeen(new PartialsSeen(1, 100L, 7L, null));
        store.putInForce(one.begin());
        store.putStaging(one.begin());
        store.putCountries(1, 100, BISMUTH, MONTH, CHINA % 8, totals);
        store.putClock(one.clock("2024-01", "2024-12", null));
        store.stage(one.book("bismuth", "2024-12", "CN", 1));
        store.stage(one.clock("2024-01", "2024-12", null));

        assertThat(entries.entries())
                .containsOnlyKeys(
                        "seen|1",
                        "standing|1",
                        "staging|1",
                        "countries|1|us-census/US/bismuth|" + MONTH + "|" + CHINA % 8,
                        "clock|1|us-census/US",
                        "staged-book|1|us-census/US/bismuth",
                        "staged-clock|1|us-census/US");
    }

    @Test
    void storedEntriesAreReturned() {
        ClockPartial clock = one.clock("2024-01", "2024-12", null);
        store.putSeen(new PartialsSeen(1, 100L, 7L, null));
        store.putInForce(one.begin());
        store.putStaging(ten.begin());
        store.putClock(clock);

        assertThat(store.seen(1)).hasValue(new PartialsSeen(1, 100L, 7L, null));
        assertThat(store.seen(2)).isEmpty();
        assertThat(store.inForce()).containsExactly(one.begin());
        assertThat(store.staging()).containsExactly(ten.begin());
        assertThat(store.clocks()).containsExactly(clock);
    }

    @Test
    void deletedEntriesAreAbsent() {
        ClockPartial clock = one.clock("2024-01", "2024-12", null);
        store.putStaging(one.begin());
        store.putClock(clock);

        store.deleteStaging(1);
        store.deleteClock(clock);

        assertThat(entries.entries()).isEmpty();
    }

    @Test
    void partitionOneIsNotPartitionTen() {
        ClockPartial clock = one.clock("2024-01", "2024-12", null);
        store.putClock(clock);
        store.putClock(ten.clock("2023-01", "2024-12", null));
        store.stage(ten.book("bismuth", "2024-12", "CN", 1));

        assertThat(store.clocks(1)).containsExactly(clock);
        assertThat(store.stagedBooks()).containsOnlyKeys(10);
        store.deleteStaged(1);
        assertThat(store.stagedBooks()).containsOnlyKeys(10);
    }

    @Test
    void stagedMessagesAreTakenOnce() {
        BookPartial book = one.book("bismuth", "2024-12", "CN", 1);
        ClockPartial clock = one.clock("2024-01", "2024-12", null);
        store.stage(book);
        store.stage(clock);

        assertThat(store.stagedBooks()).isEqualTo(Map.of(1, Set.of(PartialsStore.key(book))));
        assertThat(store.takeStaged(1, PartialsStore.key(book))).isEqualTo(book);
        assertThat(store.takeStagedClocks(1)).containsExactly(clock);

        assertThat(entries.entries()).isEmpty();
        assertThat(store.takeStagedClocks(1)).isEmpty();
    }

    @Test
    void stagedMessagesAreDeletedTogether() {
        store.stage(one.book("bismuth", "2024-12", "CN", 1));
        store.stage(one.clock("2024-01", "2024-12", null));

        store.deleteStaged(1);

        assertThat(entries.entries()).isEmpty();
    }

    @Test
    void aBucketHoldsItsCountriesAndIsDeletedWithTheLastOfTheirRecords() {
        int sameBucket = CHINA + 8;
        int otherBucket = CHINA + 1;
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, 100, 0, 0, 0);
        totals.set(sameBucket, 1, 200, 0, 0, 0);
        totals.set(otherBucket, 1, 300, 0, 0, 0);

        store.putCountries(1, 100, BISMUTH, MONTH, CHINA % 8, totals);

        assertThat(countries()).singleElement().satisfies(entry -> {
            assertThat(entry.getWhole()).isFalse();
            assertThat(entry.getMonths().get(0).getCountries())
                    .extracting(CountryTotals::getCountry)
                    .containsExactly("CN", CountryCode.text(sameBucket));
        });
        totals.set(CHINA, 0, 0, 0, 0, 0);
        totals.set(sameBucket, 0, 0, 0, 0, 0);
        store.putCountries(1, 100, BISMUTH, MONTH, CHINA % 8, totals);
        assertThat(countries()).isEmpty();
    }
}
