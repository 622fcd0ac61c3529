package org.lodewatch.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lodewatch.core.explain.BookLog.ANTIMONY;
import static org.lodewatch.core.explain.BookLog.END;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.explain.FigureMove.MovedSum;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.core.policy.SupplyFigure;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.values.Months;

class RecordMovesTest {

    private static final Instant FIRST = Instant.parse("2026-06-07T00:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-06-10T00:00:00Z");
    private static final List<String> ORIGINS = List.of("CN", "BE", "TH", "FR", "XX", "US", "BO");
    private static final BookKey OXIDE = new BookKey("us-census", "US", "antimony-oxide");
    private static final int DECEMBER = Months.of("2024-12");
    private static final int JANUARY = Months.of("2025-01");

    private final BookLog log = new BookLog();

    @Test
    void theMonthsThatComeAndLeaveMoveTheShareFromOneWindowToTheNext() {
        months(13, "CN", 100_00);
        months(13, "BE", 50_00);
        log.add(FIRST, "new", line("2025-01", "BE", 40_00));

        FigureMove move =
                move(policy(Metric.SHARE, Measure.VALUE, SubjectKind.ANY_COUNTRY), "CN", END, DECEMBER, END, JANUARY);

        assertThat(move.before().getAsDouble()).isCloseTo(100 * 1200.0 / 1800, within(1e-9));
        assertThat(move.after().getAsDouble()).isCloseTo(100 * 1200.0 / 1840, within(1e-9));
        assertThat(move.causes().keySet()).containsExactly(ChangeCause.NEW_MONTH, ChangeCause.MONTH_LEFT);
        assertThat(move.causes().get(ChangeCause.NEW_MONTH).cents()).isEqualTo(190_00);
        assertThat(move.causes().get(ChangeCause.MONTH_LEFT).cents()).isEqualTo(-150_00);
        assertThat(move.records())
                .filteredOn(moved -> moved.cause() == ChangeCause.MONTH_LEFT)
                .extracting(moved -> Months.text(moved.month()) + " " + moved.country() + " " + moved.cents())
                .containsExactlyInAnyOrder("2024-01 CN -10000", "2024-01 BE -5000");
        assertExact(move);
    }

    @Test
    void anEditionMovesTheFigureByRevisionWithdrawalNewRecordsAndReclassification() {
        months(12, "CN", 100_00);
        months(12, "BE", 50_00);
        log.add(FIRST, "unlisted", line("2024-06", "XX", 300_00));
        log.add(FIRST, "withdrawn", line("2024-07", "TH", 20_01));
        log.add(FIRST, "moved", line("2024-08", "FR", 70_00));
        log.add(SINCE, "unlisted", line("2024-06", "CN", 300_00).setRevision(2));
        log.add(SINCE, "withdrawn", line("2024-07", "TH", 20_01).setRevision(2).setWithdrawn(true));
        log.add(SINCE, "moved", line("2024-08", "FR", 70_00).setRevision(2).setCommodityCode(Lines.ANTIMONY_METAL));
        log.add(SINCE, "late", line("2024-09", "BE", 11_00));

        DependencePolicy policy = policy(Metric.SHARE, Measure.VALUE, SubjectKind.ANY_COUNTRY);
        FigureMove ofForm = log.moves(OXIDE, policy, "CN")
                .between(log.records(OXIDE, SINCE), DECEMBER, log.records(OXIDE, END), DECEMBER);
        FigureMove ofMineral = move(policy, "CN", SINCE, DECEMBER, END, DECEMBER);

        assertThat(ofForm.causes().entrySet())
                .extracting(cause -> cause.getKey() + " " + cause.getValue().records() + " "
                        + cause.getValue().cents())
                .containsExactlyInAnyOrder("REVISION 2 1100", "WITHDRAWAL 1 -2001", "RECLASSIFIED 1 -7000");
        MovedRecords first = ofForm.records().get(0);
        assertThat(List.of(first.country(), first.former())).containsExactly("CN", "XX");
        assertThat(first.cents()).isZero();
        assertThat(first.points()).isCloseTo(100 * 300.0 / ((1800 + 390.01 + 1800 + 311) / 2), within(1e-9));
        assertExact(ofForm);
        assertThat(ofMineral.causes().get(ChangeCause.RECLASSIFIED)).isNull();
        assertThat(ofMineral.causes().get(ChangeCause.REVISION).records()).isEqualTo(3);
        assertThat(ofMineral.centsAfter() - ofMineral.centsBefore()).isEqualTo(-9_01);
        assertExact(ofMineral);
    }

    @Test
    void aLowerRevisionInAnotherFormThatArrivesLaterDoesNotCount() {
        months(12, "CN", 100_00);
        log.add(FIRST, "x", line("2024-06", "BE", 30_00).setRevision(2).setCommodityCode(Lines.ANTIMONY_METAL));
        log.add(FIRST, "x", line("2024-06", "BE", 30_00).setRevision(1));

        assertThat(log.records(OXIDE, END).size()).isEqualTo(12);
        assertThat(log.records(ANTIMONY, END).size()).isEqualTo(13);
    }

    /** For each metric and measure, any two windows and any two editions: values to the cent, points to the last digits. */
    @ParameterizedTest
    @CsvSource({
        "SHARE, VALUE, CN",
        "SHARE, WEIGHT, CN",
        "SHARE, CONTAINED_WEIGHT, CN",
        "SHARE, VALUE, entities-of-concern",
        "EFFECTIVE_DEPENDENCE, VALUE, CN",
        "EFFECTIVE_DEPENDENCE, WEIGHT, BE",
        "HHI, VALUE, market",
        "HHI, WEIGHT, market",
        "HHI, CONTAINED_WEIGHT, market",
        "HHI_GOVERNANCE, VALUE, market",
        "HHI_GOVERNANCE, WEIGHT, market",
        "UNPRODUCED_SHARE, VALUE, market",
        "DETOUR, VALUE, market"
    })
    void contributionsAddUpExactly(Metric metric, Measure measure, String subject) {
        randomEditions(7);
        DependencePolicy policy = policy(
                metric,
                measure,
                subject.equals("market")
                        ? SubjectKind.MARKET
                        : subject.length() > 2 ? SubjectKind.BLOC : SubjectKind.ANY_COUNTRY);
        int moved = 0;
        for (int asOf = Months.of("2024-02"); asOf <= DECEMBER; asOf++) {
            FigureMove windows = move(policy, subject, END, asOf - 1, END, asOf);
            FigureMove editions = move(policy, subject, SINCE, asOf, END, asOf);
            assertExact(windows);
            assertExact(editions);
            assertThat(windows.after().getAsDouble()).isCloseTo(published(policy, subject, END, asOf), within(1e-9));
            assertThat(editions.before().getAsDouble())
                    .isCloseTo(published(policy, subject, SINCE, asOf), within(1e-9));
            moved += editions.points() != 0 && windows.points() != 0 ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(3);
    }

    /** The figure of the windows that are published at a moment. */
    private double published(DependencePolicy policy, String subject, Instant until, int asOf) {
        SupplyFigure figure =
                log.measured(ANTIMONY, until).figure(policy, subject, asOf).orElseThrow();
        return figure.value();
    }

    private static void assertExact(FigureMove move) {
        long cents = move.causes().values().stream().mapToLong(MovedSum::cents).sum();
        assertThat(cents).isEqualTo(move.centsAfter() - move.centsBefore());
        assertThat(move.records().stream().mapToLong(MovedRecords::cents).sum()).isEqualTo(cents);
        double further = move.further().stream()
                .mapToDouble(FigureMove.FurtherTerm::points)
                .sum();
        double points = further
                + move.causes().values().stream().mapToDouble(MovedSum::points).sum();
        assertThat(points).isCloseTo(move.points(), within(1e-8));
        assertThat(further
                        + move.records().stream()
                                .mapToDouble(MovedRecords::points)
                                .sum())
                .isCloseTo(move.points(), within(1e-8));
    }

    private FigureMove move(
            DependencePolicy policy, String subject, Instant first, int asOfBefore, Instant second, int asOfAfter) {
        BookRecords before = log.records(ANTIMONY, first);
        BookRecords after = first.equals(second) ? before : log.records(ANTIMONY, second);
        return log.moves(ANTIMONY, policy, subject).between(before, asOfBefore, after, asOfAfter);
    }

    /** Two years of months with random values, and an edition that changes a third of the last year. */
    private void randomEditions(long seed) {
        Random random = new Random(seed);
        for (int month = Months.of("2022-01"); month <= DECEMBER; month++) {
            for (String origin : ORIGINS) {
                for (String code : List.of(Lines.ANTIMONY_OXIDE, Lines.ANTIMONY_METAL)) {
                    String id = month + origin + code;
                    boolean fading = origin.equals("CN") && month > Months.of("2023-09");
                    long cents = 1_000_00 + random.nextInt(fading ? 9_000_00 : 90_000_00);
                    log.add(
                            FIRST,
                            id,
                            line(Months.text(month), origin, cents)
                                    .setCommodityCode(code)
                                    .setNetWeightGrams(cents / 10 + random.nextInt(1000)));
                    if (month > Months.of("2022-12") && random.nextInt(3) == 0) {
                        long revised = 1_000_00 + random.nextInt(90_000_00);
                        log.add(
                                SINCE,
                                id,
                                line(Months.text(month), origin.equals("XX") ? "CN" : origin, revised)
                                        .setRevision(2)
                                        .setWithdrawn(random.nextInt(9) == 0)
                                        .setCommodityCode(random.nextInt(9) == 0 ? Lines.ANTIMONY_ORE : code)
                                        .setNetWeightGrams(revised / 10 + random.nextInt(1000)));
                    }
                }
            }
        }
    }

    private void months(int months, String origin, long cents) {
        for (int month = JANUARY - 12; month < JANUARY - 12 + months; month++) {
            log.add(FIRST, month + origin, line(Months.text(month), origin, cents));
        }
    }

    private static CustomsImport.Builder line(String period, String origin, long cents) {
        return Lines.line().setPeriod(period).setOrigin(origin).setCustomsValueCents(cents);
    }

    private static DependencePolicy policy(Metric metric, Measure measure, SubjectKind subject) {
        return DependencePolicy.newBuilder()
                .setId("test")
                .setVersion(1)
                .setSubject(subject)
                .setSubjectName(subject == SubjectKind.BLOC ? "entities-of-concern" : null)
                .setMetric(metric)
                .setMeasure(measure)
                .setWarning(1)
                .setCritical(2)
                .build();
    }
}
