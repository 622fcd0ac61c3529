package org.lodewatch.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
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
    void alertsDifferInTheirHistories() {
        ExpectedAlert expected = expected(step("2024-11", Severity.CRITICAL), step("2024-12", Severity.WARNING));
        HistoryEntry critical = entry("2024-11", Transition.RAISED, Severity.CRITICAL);
        HistoryEntry warning = entry("2024-12", Transition.EASED, Severity.WARNING);

        assertThat(alerts(Map.of(ALERT, published(critical, warning)), Map.of(ALERT, expected)))
                .isEmpty();
        assertThat(alerts(Map.of(ALERT, published()), Map.of())).isEmpty();
        assertThat(alerts(Map.of(ALERT, published(critical)), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": no transition, expected warning 2024-12");
        assertThat(alerts(Map.of(), Map.of(ALERT, expected)))
                .containsExactly(
                        ALERT + ": no transition, expected critical 2024-11",
                        ALERT + ": no transition, expected warning 2024-12");
        assertThat(alerts(Map.of(ALERT, published(critical)), Map.of()))
                .containsExactly(ALERT + ": critical 2024-11, expected no transition");
        critical.setObserved(70.5);
        assertThat(alerts(Map.of(ALERT, published(critical, warning)), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": critical 2024-11 at 70.5, highest 72.0, expected critical 2024-11 at 70.0,"
                        + " highest 72.0");
    }

    @Test
    void openAlertsDifferInTheirPresentState() {
        ExpectedAlert expected = expected(step("2024-12", Severity.WARNING));
        DependenceAlert live = published(entry("2024-12", Transition.RAISED, Severity.WARNING));

        live.setCurrent(new CurrentFigure("2025-01", 55.0, 1000L));
        assertThat(alerts(Map.of(ALERT, live), Map.of(ALERT, expected)))
                .containsExactly(
                        ALERT + ": current figure 55.0 of 10.00 to 2025-01, expected 51.0 of 10.00 to 2025-01");
        live.setCurrent(null);
        assertThat(alerts(Map.of(ALERT, live), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": no current figure, expected 2025-01");
        live.setSince("2024-11");
        assertThat(alerts(Map.of(ALERT, live), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": since 2024-11, expected 2024-12");
        live.setSeverity(Severity.CRITICAL);
        assertThat(alerts(Map.of(ALERT, live), Map.of(ALERT, expected)))
                .containsExactly(ALERT + ": severity CRITICAL, expected WARNING");
    }

    private static ExpectedStep step(String asOf, Severity severity) {
        return new ExpectedStep(asOf, severity, OptionalDouble.of(70), OptionalDouble.of(72));
    }

    private static ExpectedAlert expected(ExpectedStep... steps) {
        return new ExpectedAlert("watch", BOOK, "CN", List.of(steps), "2025-01", OptionalDouble.of(51), 1000);
    }

    private static HistoryEntry entry(String asOf, Transition transition, Severity severity) {
        return new HistoryEntry(asOf, transition, severity, 70.0, 72.0);
    }

    private static List<String> alerts(Map<String, DependenceAlert> live, Map<String, ExpectedAlert> log) {
        return Comparison.ofAlerts(live, log).stream().map(Difference::toString).toList();
    }

    private static DependenceAlert published(HistoryEntry... history) {
        boolean isOpen = history.length > 0;
        return DependenceAlert.newBuilder()
                .setAlertId(ALERT)
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(isOpen ? history[history.length - 1].getSeverity() : Severity.NONE)
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
                .setSince(isOpen ? history[history.length - 1].getAsOf() : null)
                .setHistory(List.of(history))
                .setCurrent(isOpen ? new CurrentFigure("2025-01", 51.0, 1000L) : null)
                .setTotalValueCents(0)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("")
                .build();
    }
}
