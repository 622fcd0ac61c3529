package org.lodewatch.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.schemas.messages.CarriedPeriods;

class UndeclaredPeriodsTest {

    private final UndeclaredPeriods periods = new UndeclaredPeriods();

    private static ImportRow row(String dataset, String reporter, String period) {
        return new ImportRow(dataset, "id", 0, reporter, "CN", "811010", period, 1, OptionalLong.empty(), false);
    }

    @Test
    void everyPeriodIsCarriedOnceInOrder() throws RowFault {
        periods.carry(row("us-census", "US", "2024-12"));
        periods.carry(row("us-census", "US", "2024-11"));
        periods.carry(row("us-census", "US", "2024-12"));
        periods.carry(row("acme", "DE", "2023"));

        assertThat(periods.all())
                .containsExactly(
                        new ReportingPeriod("acme", "DE", "2023"),
                        new ReportingPeriod("us-census", "US", "2024-11"),
                        new ReportingPeriod("us-census", "US", "2024-12"));
    }

    @Test
    void aCheckpointKeepsThemAsRangesAndGivesThemBack() throws RowFault {
        for (String month : List.of("1990-01", "2023-11", "2023-12", "2024-01", "2024-03")) {
            periods.carry(row("us-census", "US", month));
        }
        periods.carry(row("un-comtrade", "DE", "2020"));
        periods.carry(row("un-comtrade", "DE", "2021"));

        List<CarriedPeriods> messages = periods.toMessages();

        assertThat(messages)
                .containsExactly(
                        new CarriedPeriods("un-comtrade", "DE", List.of("2020..2021")),
                        new CarriedPeriods("us-census", "US", List.of("1990-01", "2023-11..2024-01", "2024-03")));
        assertThat(UndeclaredPeriods.of(messages).all()).isEqualTo(periods.all());
    }

    @Test
    void aDatasetHasOnePeriodLength() throws RowFault {
        periods.carry(row("us-census", "US", "2024-12"));

        assertThatThrownBy(() -> periods.carry(row("us-census", "CA", "2024")))
                .isInstanceOfSatisfying(
                        RowFault.class, fault -> assertThat(fault.reason()).hasToString("mixed-period-lengths"))
                .hasMessage("period: '2024' is a year, but dataset us-census began with months;"
                        + " a dataset has one period length");
    }

    @Test
    void theLengthIsRememberedAcrossACheckpoint() throws RowFault {
        periods.carry(row("us-census", "US", "2024"));

        UndeclaredPeriods restored = UndeclaredPeriods.of(periods.toMessages());

        assertThatThrownBy(() -> restored.carry(row("us-census", "US", "2024-12")))
                .hasMessageContaining("began with years");
    }
}
