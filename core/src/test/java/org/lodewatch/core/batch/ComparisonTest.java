package org.lodewatch.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/** The text for differences between published figures and the log. */
class ComparisonTest {

    private static final String KEY = "us-census/US/antimony@2024-01";
    private static final BookKey BOOK = new BookKey("us-census", "US", "antimony");
    private static final String ALERT = "watch/us-census/US/antimony/CN";

    private MineralShares live;
    private MineralShares log;

    @BeforeEach
    void equalShares() {
        live = shares();
        log = shares();
    }

    private static MineralShares shares() {
        Statistics statistics = new Statistics();
        statistics.line("CN", "2024-01", 12_345, 1_000_000);
        statistics.line("BE", "2024-01", 5_000, 20_000);
        return statistics.batch.shares().get(KEY);
    }

    private static CountryShare china(MineralShares shares) {
        return shares.getCountries().get(0);
    }

    private List<String> lines() {
        return lines(Map.of(KEY, live), Map.of(KEY, log));
    }

    private static List<String> lines(Map<String, MineralShares> live, Map<String, MineralShares> log) {
        return Comparison.ofShares(live, log).stream().map(Difference::toString).toList();
    }

    @Test
    void equalSharesHaveNoDifference() {
        assertThat(lines()).isEmpty();
    }

    @Test
    void aCentIsADifference() {
        china(live).setValueCents(1_234_567);
        china(log).setValueCents(1_234_568);

        assertThat(lines()).containsExactly(KEY + ": CN value 12,345.67 USD, expected 12,345.68");
    }

    @Test
    void aWeightMayBeMissing() {
        china(live).setWeightGrams(null);
        log.setTotalWeightGrams(null);

        assertThat(lines())
                .containsExactly(
                        KEY + ": total weight 1,020,000 g, expected none",
                        KEY + ": CN weight none, expected 1,000,000 g");
    }

    @Test
    void theLastBitOfAShareIsADifference() {
        china(live).setValueShare(0.25);
        china(log).setValueShare(Math.nextUp(0.25));

        assertThat(lines()).containsExactly(KEY + ": CN value share 0.25, expected 0.25000000000000006");
    }

    @Test
    void windowsAndConcentrationAreCompared() {
        live.setComplete(true);
        live.setRecords(3);
        live.setHhi(4_500);
        log.setHhi(4_501);
        live.setTopCountry("BE");

        assertThat(lines())
                .containsExactly(
                        KEY + ": complete true, expected false",
                        KEY + ": records 3, expected 2",
                        KEY + ": HHI 4500.0, expected 4501.0",
                        KEY + ": top country BE, expected CN");
    }

    @Test
    void countriesMayBeMissingOrInTheWrongOrder() {
        live.setCountries(List.of(china(live)));
        assertThat(lines()).containsExactly(KEY + ": no BE, expected 5,000.00 USD");

        live.setCountries(log.getCountries());
        log.setCountries(List.of(china(log)));
        assertThat(lines()).containsExactly(KEY + ": BE value 5,000.00 USD, expected none");

        log.setCountries(List.of(live.getCountries().get(1), china(log)));
        assertThat(lines()).containsExactly(KEY + ": countries CN BE, expected BE CN");
    }

    @Test
    void amountsAreInTheCurrencyOfTheDataset() {
        live.setCurrency("EUR");
        log.setCurrency("EUR");
        log.setTotalValueCents(log.getTotalValueCents() + 1);

        assertThat(lines()).containsExactly(KEY + ": total value 17,345.00 EUR, expected 17,345.01");
        assertThat(lines(Map.of(KEY, live), Map.of()))
                .containsExactly(KEY + ": shares of 17,345.00 EUR in 2 records, expected none");
    }

    @Test
    void aWindowMayBeMissingOnOneSide() {
        assertThat(lines(Map.of(), Map.of(KEY, log)))
                .containsExactly(KEY + ": no shares, expected 17,345.00 USD in 2 records");
        assertThat(lines(Map.of(KEY, live), Map.of()))
                .containsExactly(KEY + ": shares of 17,345.00 USD in 2 records, expected none");
    }

    @Test
    void alertsDifferInSeverityOrFirstMonth() {
        ExpectedAlert expected = new ExpectedAlert(
                "watch", BOOK, "CN", Severity.WARNING, "2024-12", false, Optional.empty(), OptionalDouble.of(50));

        assertThat(alerts(Map.of(ALERT, published(Severity.WARNING, "2024-12")), Map.of(ALERT, expected)))
                .isEmpty();
        assertThat(alerts(Map.of(ALERT, published(Severity.NONE, null)), Map.of()))
                .isEmpty();
        assertThat(alerts(Map.of(ALERT, published(Severity.CRITICAL, "2024-11")), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": CRITICAL since 2024-11, expected WARNING since 2024-12");
        assertThat(alerts(Map.of(), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": no alert, expected WARNING since 2024-12");
        assertThat(alerts(Map.of(ALERT, published(Severity.WARNING, "2024-12")), Map.of()))
                .containsExactly(ALERT + ": WARNING since 2024-12, expected no alert");
    }

    private static List<String> alerts(Map<String, DependenceAlert> live, Map<String, ExpectedAlert> log) {
        return Comparison.ofAlerts(live, log).stream().map(Difference::toString).toList();
    }

    private static DependenceAlert published(Severity severity, String since) {
        return DependenceAlert.newBuilder()
                .setAlertId(ALERT)
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("watch")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setWindowMonths(12)
                .setSince(since)
                .setTotalValueCents(0)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("")
                .build();
    }
}
