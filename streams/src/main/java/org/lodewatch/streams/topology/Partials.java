package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.streams.book.BookKey;
import org.lodewatch.streams.book.BookKey.Owner;
import org.lodewatch.streams.book.Countries;
import org.lodewatch.streams.book.CountryCode;
import org.lodewatch.streams.book.PartitionClock;
import org.lodewatch.streams.book.Totals;
import org.lodewatch.streams.ledger.LedgerBook;
import org.lodewatch.streams.ledger.LedgerOwner;

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

    /** @param newestImportAt when the newest import behind them was published; null where there is none */
    BookPartial months(LedgerBook book, List<Integer> months, Instant newestImportAt) {
        List<MonthPartial> partials = new ArrayList<>();
        for (int month : months) {
            partials.add(new MonthPartial(month, totals(book.totals(month))));
        }
        BookKey key = book.key();
        return new BookPartial(
                inputPartition, generation, key.dataset(), key.reporter(), key.mineral(), partials, newestImportAt);
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

    static Totals totals(MonthPartial partial, Countries countries) {
        Totals totals = new Totals(countries);
        for (CountryTotals line : partial.getCountries()) {
            int country = CountryCode.of(line.getCountry());
            totals.add(country, Totals.RECORDS, line.getRecords());
            totals.add(country, Totals.VALUE, line.getValueCents());
            totals.add(country, Totals.WEIGHT, line.getWeightGrams());
            totals.add(country, Totals.WEIGHED_RECORDS, line.getWeighedRecords());
            totals.add(country, Totals.WEIGHED_VALUE, line.getWeighedValueCents());
        }
        return totals;
    }

    private static List<CountryTotals> totals(Totals totals) {
        List<CountryTotals> lines = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (totals.get(column, Totals.RECORDS) > 0) {
                lines.add(new CountryTotals(
                        CountryCode.text(totals.countries().country(column)),
                        totals.get(column, Totals.RECORDS),
                        totals.get(column, Totals.VALUE),
                        totals.get(column, Totals.WEIGHT),
                        totals.get(column, Totals.WEIGHED_RECORDS),
                        totals.get(column, Totals.WEIGHED_VALUE)));
            }
        }
        return lines;
    }
}
