package org.lodewatch.streams.partials;

import java.util.ArrayList;
import java.util.List;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.values.CountryCode;

/** Converts the totals of a month to a message and back. */
final class MonthTotals {

    private MonthTotals() {}

    /** A message with all these countries, also those without records. */
    static MonthPartial message(int month, SparseTotals totals) {
        List<CountryTotals> countries = new ArrayList<>(totals.size());
        for (int entry = 0; entry < totals.size(); entry++) {
            countries.add(line(totals, entry));
        }
        return new MonthPartial(month, countries);
    }

    /** The totals of a message. */
    static SparseTotals of(MonthPartial message) {
        SparseTotals totals = new SparseTotals();
        apply(message, totals);
        return totals;
    }

    /** Sets the totals of the countries of a message. */
    static void apply(MonthPartial message, SparseTotals totals) {
        for (CountryTotals line : message.getCountries()) {
            totals.set(
                    CountryCode.of(line.getCountry()),
                    line.getRecords(),
                    line.getValueCents(),
                    line.getWeightGrams(),
                    line.getWeighedRecords(),
                    line.getWeighedValueCents());
        }
    }

    private static CountryTotals line(SparseTotals totals, int entry) {
        return new CountryTotals(
                CountryCode.text(totals.country(entry)),
                totals.get(entry, Totals.RECORDS),
                totals.get(entry, Totals.VALUE),
                totals.get(entry, Totals.WEIGHT),
                totals.get(entry, Totals.WEIGHED_RECORDS),
                totals.get(entry, Totals.WEIGHED_VALUE));
    }
}
