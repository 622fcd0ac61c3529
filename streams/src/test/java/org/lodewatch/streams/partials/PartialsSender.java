package org.lodewatch.streams.partials;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.values.Months;

/** Builds the messages that an input partition sends about us-census/US. */
public record PartialsSender(int number, long generation, int ofPartitions) {

    /** The basis with the bundled catalogue, the default window rule and a log without id. */
    public static final String CATALOGUE = Catalogue.bundled().fingerprint() + "/12/0/4";

    public PartialsBegin begin() {
        return begin(CATALOGUE);
    }

    public PartialsBegin begin(String catalogue) {
        return new PartialsBegin(number, generation, ofPartitions, catalogue);
    }

    public PartialsEnd end() {
        return new PartialsEnd(number, generation);
    }

    /** The whole totals of a month: origin and US dollars in turn; none if no record is left in the month. */
    public BookPartial book(String mineral, String month, Object... originsAndUsd) {
        return book(mineral, month, true, originsAndUsd);
    }

    /** Some countries of a month: origin and US dollars in turn, 0 for one without a record. */
    public BookPartial changed(String mineral, String month, Object... originsAndUsd) {
        return book(mineral, month, false, originsAndUsd);
    }

    /** The same message, if another one of its flush follows. */
    public static BookPartial more(BookPartial message) {
        return BookPartial.newBuilder(message).setMore(true).build();
    }

    private BookPartial book(String mineral, String month, boolean whole, Object... originsAndUsd) {
        List<CountryTotals> countries = new ArrayList<>();
        for (int i = 0; i < originsAndUsd.length; i += 2) {
            int usd = (int) originsAndUsd[i + 1];
            countries.add(new CountryTotals((String) originsAndUsd[i], usd > 0 ? 1L : 0L, 100L * usd, 0L, 0L, 0L));
        }
        return new BookPartial(
                number,
                generation,
                "us-census",
                "US",
                mineral,
                List.of(new MonthPartial(Months.of(month), countries)),
                null,
                whole,
                false);
    }

    public ClockPartial clock(String first, String newest, String complete) {
        return ClockMessages.message(
                number,
                generation,
                new Owner("us-census", "US"),
                PartitionClock.ofSpan(
                        1,
                        Months.of(first),
                        Months.of(newest),
                        complete == null ? OptionalInt.empty() : OptionalInt.of(Months.of(complete)),
                        false));
    }
}
