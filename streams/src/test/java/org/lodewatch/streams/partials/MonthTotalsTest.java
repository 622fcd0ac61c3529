package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class MonthTotalsTest {

    private static final int MONTH = Months.of("2024-12");
    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");

    private static SparseTotals totals() {
        SparseTotals totals = new SparseTotals();
        totals.append(BELGIUM, 0, 0, 0, 0, 0);
        totals.append(CHINA, 2, 150, 7, 1, 100);
        return totals;
    }

    @Test
    void aMessageHasTheFiguresOfItsCountries() {
        assertThat(MonthTotals.message(MONTH, totals()))
                .isEqualTo(new MonthPartial(
                        MONTH,
                        List.of(
                                new CountryTotals("BE", 0L, 0L, 0L, 0L, 0L),
                                new CountryTotals("CN", 2L, 150L, 7L, 1L, 100L))));
    }

    @Test
    void aMessageSetsItsCountriesAndRemovesThoseWithoutRecords() {
        SparseTotals totals = new SparseTotals();
        totals.set(BELGIUM, 1, 5, 0, 0, 0);
        totals.set(CHINA, 1, 5, 0, 0, 0);

        MonthTotals.apply(MonthTotals.message(MONTH, totals()), totals);

        assertThat(totals.size()).isEqualTo(1);
        assertThat(totals.get(0, Totals.VALUE)).isEqualTo(150);
    }
}
