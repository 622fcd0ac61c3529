package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.values.CountryCode;

/** Words the messages of one input partition and one generation, and reads them again. */
final class Partials {

    private final int inputPartition;
    private final long generation;

    Partials(int inputPartition, long generation) {
        this.inputPartition = inputPartition;
        this.generation = generation;
    }

    PartialsBegin begin(int inputPartitions, String catalogue) {
        return new PartialsBegin(inputPartition, generation, inputPartitions, catalogue);
    }

    PartialsEnd end() {
        return new PartialsEnd(inputPartition, generation);
    }

    /**
     * All of a book.
     *
     * @param newestImportAt when the newest import behind it was published; null where there is none
     */
    BookPartial whole(LedgerBook book, Instant newestImportAt) {
        List<MonthPartial> months = new ArrayList<>();
        for (int month : book.months()) {
            Totals totals = book.totals(month);
            months.add(new MonthPartial(month, countries(totals, withRecords(totals))));
        }
        return of(book.key(), months, newestImportAt, true);
    }

    /**
     * What has changed in a book.
     *
     * @param changed by month, the columns of its totals
     * @param newestImportAt when the newest import behind it was published; null where there is none
     */
    BookPartial changes(LedgerBook book, SortedMap<Integer, BitSet> changed, Instant newestImportAt) {
        List<MonthPartial> months = new ArrayList<>();
        changed.forEach((month, columns) ->
                months.add(new MonthPartial(month, countries(book.totals(month), columns.stream()))));
        return of(book.key(), months, newestImportAt, false);
    }

    private BookPartial of(BookKey book, List<MonthPartial> months, Instant newestImportAt, boolean whole) {
        return new BookPartial(
                inputPartition,
                generation,
                book.dataset(),
                book.reporter(),
                book.mineral(),
                months,
                newestImportAt,
                whole);
    }

    ClockPartial clock(LedgerOwner owner) {
        PartitionClock clock = owner.clock();
        Owner key = owner.key();
        return new ClockPartial(
                inputPartition,
                generation,
                key.dataset(),
                key.reporter(),
                clock.periodMonths(),
                clock.firstMonth(),
                clock.newestMonth(),
                clock.completeMonth().isPresent() ? clock.completeMonth().getAsInt() : null,
                clock.declares());
    }

    static PartitionClock clock(ClockPartial partial) {
        Integer complete = partial.getCompleteMonth();
        return new PartitionClock(
                partial.getPeriodMonths(),
                partial.getFirstMonth(),
                partial.getNewestMonth(),
                complete == null ? OptionalInt.empty() : OptionalInt.of(complete),
                partial.getDeclares());
    }

    /** What a month comes to once it is told this. @param before what it came to, which stays as it is */
    static Totals totals(MonthPartial partial, boolean whole, Totals before) {
        Totals totals = whole ? new Totals(before.countries()) : before.copy();
        for (CountryTotals line : partial.getCountries()) {
            int country = CountryCode.of(line.getCountry());
            totals.set(country, Totals.RECORDS, line.getRecords());
            totals.set(country, Totals.VALUE, line.getValueCents());
            totals.set(country, Totals.WEIGHT, line.getWeightGrams());
            totals.set(country, Totals.WEIGHED_RECORDS, line.getWeighedRecords());
            totals.set(country, Totals.WEIGHED_VALUE, line.getWeighedValueCents());
        }
        return totals;
    }

    /** The columns that have a record. */
    static IntStream withRecords(Totals totals) {
        return IntStream.range(0, totals.countries().size()).filter(column -> totals.get(column, Totals.RECORDS) > 0);
    }

    /** Some columns of a month. */
    static List<CountryTotals> countries(Totals totals, IntStream columns) {
        return columns.mapToObj(column -> new CountryTotals(
                        CountryCode.text(totals.countries().country(column)),
                        totals.get(column, Totals.RECORDS),
                        totals.get(column, Totals.VALUE),
                        totals.get(column, Totals.WEIGHT),
                        totals.get(column, Totals.WEIGHED_RECORDS),
                        totals.get(column, Totals.WEIGHED_VALUE)))
                .toList();
    }
}
