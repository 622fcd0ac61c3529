package org.lodewatch.streams.partials;

import java.util.List;
import java.util.stream.IntStream;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.values.CountryCode;

/** Converts the totals of a month to a message. */
final class MonthTotals {

    private MonthTotals() {}

    /** Returns the columns of the countries that have a record. */
    static IntStream columnsWithRecords(Totals totals) {
        return IntStream.range(0, totals.countries().size()).filter(column -> totals.get(column, Totals.RECORDS) > 0);
    }

    /** Returns some columns of a month as a message. */
    static MonthPartial message(int month, Totals totals, IntStream columns) {
        List<CountryTotals> countries = columns.mapToObj(column -> new CountryTotals(
                        CountryCode.text(totals.countries().country(column)),
                        totals.get(column, Totals.RECORDS),
                        totals.get(column, Totals.VALUE),
                        totals.get(column, Totals.WEIGHT),
                        totals.get(column, Totals.WEIGHED_RECORDS),
                        totals.get(column, Totals.WEIGHED_VALUE)))
                .toList();
        return new MonthPartial(month, countries);
    }
}
