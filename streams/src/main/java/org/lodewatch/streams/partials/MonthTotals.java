package org.lodewatch.streams.partials;

import java.util.List;
import java.util.stream.IntStream;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.values.CountryCode;

/** Converts between the totals of a month in memory and as a message. */
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

    /**
     * Returns the totals after a message.
     *
     * @param whole whether a country that is not in the message has no record in this month
     * @param before the totals before the message, which stay as they are
     */
    static Totals totals(MonthPartial message, boolean whole, Totals before) {
        Totals totals = whole ? new Totals(before.countries()) : before.copy();
        for (CountryTotals line : message.getCountries()) {
            int country = CountryCode.of(line.getCountry());
            totals.set(country, Totals.RECORDS, line.getRecords());
            totals.set(country, Totals.VALUE, line.getValueCents());
            totals.set(country, Totals.WEIGHT, line.getWeightGrams());
            totals.set(country, Totals.WEIGHED_RECORDS, line.getWeighedRecords());
            totals.set(country, Totals.WEIGHED_VALUE, line.getWeighedValueCents());
        }
        return totals;
    }
}
