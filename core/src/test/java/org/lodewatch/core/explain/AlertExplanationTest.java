package org.lodewatch.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lodewatch.core.explain.BookLog.ANTIMONY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.values.Months;

class AlertExplanationTest {

    private static final Instant PUBLISHED = Instant.parse("2026-06-07T00:00:00Z");

    private final BookLog log = new BookLog();

    @Test
    void aTransitionIsExplainedByFigureMinimumLineMarginAndDwell() {
        share("2023-01", 13, 70);
        share("2024-02", 11, 0);

        List<ExplainedMonth> transitions =
                log.explain(ANTIMONY, policy().setDwellMonths(2).build(), "CN").transitions();

        assertThat(transitions)
                .extracting(month -> month.number() + " " + Months.text(month.asOf()) + " "
                        + month.judged().severity() + " "
                        + month.since().map(Months::text).orElse("-"))
                .containsExactly("1 2024-01 CRITICAL -", "2 2024-03 WARNING 2024-01", "3 2024-05 NONE 2024-03");
        assertThat(transitions.get(0).steps())
                .containsExactly(
                        "China $840 / supply $1,200 = 70.00 %",
                        "supply $1,200 >= $500, the minimum: judged",
                        "70.00 % >= 65 %, the critical line, for 2 months; dwell 2: critical");
        assertThat(transitions.get(1).steps())
                .endsWith(
                        "58.33 % < 65 % - 3 % = 62 %, the critical line less the clear margin: eases to a warning",
                        "58.33 % >= 50 %, the warning line: warning stays");
        assertThat(transitions.get(2).steps())
                .endsWith("46.67 % < 50 % - 3 % = 47 %, the warning line less the clear margin: resolves");
    }

    @Test
    void aWindowWithoutTransitionSaysWhatHolds() {
        share("2023-01", 12, 70);
        share("2024-01", 2, 0);

        AlertExplanation alert = log.explain(ANTIMONY, policy().build(), "CN");
        AlertExplanation twoMonths =
                log.explain(ANTIMONY, policy().setDwellMonths(2).build(), "CN");

        assertThat(last(alert.month(Months.of("2024-01"))))
                .isEqualTo("64.17 % >= 65 % - 3 % = 62 %, the critical line less the clear margin: critical stays");
        assertThat(twoMonths.month(Months.of("2023-12")).orElseThrow().steps())
                .endsWith(
                        "70.00 % >= 65 %, the critical line, for 1 month; dwell 2: not yet critical",
                        "70.00 % >= 50 %, the warning line, for 1 month; dwell 2: not yet warning");
        assertThat(alert.month(Months.of("2023-11"))).isEmpty();
        assertThat(alert.newest().orElseThrow().asOf()).isEqualTo(Months.of("2024-01"));
    }

    @Test
    void aFigureHasTheDecimalsThatShowOnWhichSideOfTheLineItIs() {
        share("2023-01", 13, 70);

        assertThat(last(log.explain(
                                ANTIMONY,
                                policy().setWarning(70.0001).setCritical(80).build(),
                                "CN")
                        .newest()))
                .isEqualTo("70.00 % < 70.0001 %, the warning line: not reached");
        add(Months.of("2023-12"), "TH", 1);
        assertThat(last(log.explain(
                                ANTIMONY,
                                policy().setWarning(70).setCritical(80).build(),
                                "CN")
                        .newest()))
                .isEqualTo("69.999 % < 70 %, the warning line: not reached");
    }

    @Test
    void aSupplyBelowTheMinimumHasNoAlert() {
        share("2023-01", 13, 70);

        assertThat(log.explain(ANTIMONY, policy().setMinimumValueCents(5_000_00).build(), "CN")
                        .newest()
                        .orElseThrow()
                        .steps())
                .containsExactly(
                        "China $840 / supply $1,200 = 70.00 %", "supply $1,200 < $5,000, the minimum: no alert");
    }

    @Test
    void eachMetricShowsItsTerms() {
        share("2023-01", 25, 70);
        add(Months.of("2023-06"), "XX", 100_00);

        assertThat(formula(Metric.HHI, SubjectKind.MARKET, "market"))
                .isEqualTo("sum of squared percentages: 70.00^2 (China) + 30.00^2 (Belgium) = 5,800.0");
        assertThat(formula(Metric.HHI_GOVERNANCE, SubjectKind.MARKET, "market"))
                .matches("sum of squared percentages x governance weight: 70\\.00\\^2 x [0-9.]+ \\(China\\)"
                        + " \\+ 30\\.00\\^2 x [0-9.]+ \\(Belgium\\) = [0-9,.]+");
        assertThat(formula(Metric.UNPRODUCED_SHARE, SubjectKind.MARKET, "market"))
                .isEqualTo("from countries that do not produce it $360 / supply $1,200 = 30.00 % (Belgium 30.00)");
        assertThat(formula(Metric.EFFECTIVE_DEPENDENCE, SubjectKind.ANY_COUNTRY, "CN"))
                .matches(
                        "China \\$840 / supply \\$1,200 = 70\\.00 %; x net import reliance \\d+ % \\(2024, MCS\\d+\\) = [0-9.]+ %");
        assertThat(formula(Metric.DETOUR, SubjectKind.MARKET, "market"))
                .isEqualTo(
                        "no supplier has lost 10 points or more in twelve months, or no country that does not produce it"
                                + " has gained: 0");
    }

    private String formula(Metric metric, SubjectKind subject, String id) {
        DependencePolicy policy = policy().setMetric(metric)
                .setSubject(subject)
                .setMinimumValueCents(0)
                .setWarning(1)
                .setCritical(2)
                .build();
        return log.explain(ANTIMONY, policy, id).newest().orElseThrow().steps().get(0);
    }

    private static String last(Optional<ExplainedMonth> month) {
        List<String> steps = month.orElseThrow().steps();
        return steps.get(steps.size() - 1);
    }

    /** Months of $100. The last month of all is not complete, so its window is not judged. */
    private void share(String first, int months, int percent) {
        for (int month = Months.of(first); month < Months.of(first) + months; month++) {
            add(month, "CN", percent * 100L);
            add(month, "BE", (100 - percent) * 100L);
        }
    }

    private void add(int month, String origin, long cents) {
        log.add(
                PUBLISHED,
                month + origin,
                Lines.line().setPeriod(Months.text(month)).setOrigin(origin).setCustomsValueCents(cents));
    }

    private static DependencePolicy.Builder policy() {
        return DependencePolicy.newBuilder()
                .setId("test")
                .setVersion(1)
                .setSubject(SubjectKind.ANY_COUNTRY)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65)
                .setClearMargin(3)
                .setMinimumValueCents(500_00);
    }
}
