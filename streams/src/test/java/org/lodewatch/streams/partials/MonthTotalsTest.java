package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class MonthTotalsTest {

    private static final int MONTH = Months.of("2024-12");
    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");

    private final Countries countries = new Countries();

    private Totals totals() {
        Totals totals = new Totals(countries);
        totals.add(CHINA, 100, 7, 1);
        totals.add(CHINA, 50, -1, 1);
        totals.add(BELGIUM, 30, 2, 1);
        totals.add(BELGIUM, 30, 2, -1);
        return totals;
    }

    @Test
    void aMessageHasTheFiguresOfItsColumns() {
        Totals totals = totals();

        MonthPartial message = MonthTotals.message(MONTH, totals, MonthTotals.columnsWithRecords(totals));

        assertThat(message)
                .isEqualTo(new MonthPartial(MONTH, List.of(new CountryTotals("CN", 2L, 150L, 7L, 1L, 100L))));
    }
}
