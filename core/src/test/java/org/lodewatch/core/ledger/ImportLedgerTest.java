package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lodewatch.core.ledger.Lines.ANTIMONY_ORE;
import static org.lodewatch.core.ledger.Lines.GALLIUM;
import static org.lodewatch.core.ledger.Lines.SHOES;
import static org.lodewatch.core.ledger.Lines.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.RejectionReason;

class ImportLedgerTest {

    private final ImportLedger ledger = Lines.ledger(new WindowRule(12, 24));

    private Outcome apply(String id, CustomsImport.Builder line) {
        return apply(id, line.build());
    }

    private Outcome apply(String id, SpecificRecord message) {
        return ledger.apply(Lines.key(id), Lines.value(message));
    }

    /** Cents by book, month and country, such as {@code us-census/US/antimony@2024-12 CN}. */
    private Map<String, Long> cents() {
        Map<String, Long> cents = new TreeMap<>();
        for (LedgerBook book : ledger.books()) {
            for (int month : book.months()) {
                Totals totals = book.totals(month);
                for (int column = 0; column < totals.countries().size(); column++) {
                    if (totals.get(column, Totals.RECORDS) != 0) {
                        cents.put(
                                book.key().at(month) + " "
                                        + CountryCode.text(totals.countries().country(column)),
                                totals.get(column, Totals.VALUE));
                    }
                }
            }
        }
        return cents;
    }

    private PartitionClock clock() {
        return ledger.owners().iterator().next().clock();
    }

    @Test
    void aFirstRevisionIsCounted() {
        assertThat(apply("a", line())).isEqualTo(Outcome.ADDED);

        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony@2024-12 CN", 100L));
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void aHigherRevisionReplacesALowerOne() {
        apply("a", line().setCustomsValueCents(100).setNetWeightGrams(7L));

        assertThat(apply("a", line().setRevision(2).setCustomsValueCents(30))).isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony@2024-12 CN", 30L));
        Totals totals = ledger.books().get(0).totals(Months.of("2024-12"));
        assertThat(totals.sum(Totals.RECORDS)).isEqualTo(1);
        assertThat(totals.sum(Totals.WEIGHED_RECORDS)).isZero();
        assertThat(totals.sum(Totals.WEIGHT)).isZero();
    }

    @Test
    void anEqualRevisionWithOtherFiguresChangesNothing() {
        apply("a", line());

        assertThat(apply("a", line().setCustomsValueCents(999))).isEqualTo(Outcome.REPEATED);

        assertThat(cents()).containsValue(100L);
    }

    @Test
    void aLowerRevisionChangesNothing() {
        apply("a", line().setRevision(5));

        assertThat(apply("a", line().setRevision(4).setCustomsValueCents(999))).isEqualTo(Outcome.STALE);

        assertThat(cents()).containsValue(100L);
    }

    @Test
    void revisionZeroIsARevision() {
        assertThat(apply("a", line().setRevision(0))).isEqualTo(Outcome.ADDED);
        assertThat(apply("a", line().setRevision(0))).isEqualTo(Outcome.REPEATED);
    }

    @Test
    void aWithdrawnLineIsNoLongerCounted() {
        apply("a", line());

        assertThat(apply("a", line().setRevision(2).setWithdrawn(true))).isEqualTo(Outcome.WITHDRAWN);

        assertThat(cents()).isEmpty();
    }

    @Test
    void anOlderRevisionAfterTheWithdrawalChangesNothing() {
        assertThat(apply("a", line().setRevision(2).setWithdrawn(true))).isEqualTo(Outcome.WITHDRAWN);

        assertThat(apply("a", line().setRevision(1))).isEqualTo(Outcome.STALE);

        assertThat(cents()).isEmpty();
    }

    @Test
    void aWithdrawnRecordMayBePublishedAgainWithAHigherRevision() {
        apply("a", line().setRevision(2).setWithdrawn(true));

        assertThat(apply("a", line().setRevision(3))).isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsValue(100L);
    }

    @Test
    void aCodeOfNoMineralIsKeptAndNotCounted() {
        assertThat(apply("a", line().setCommodityCode(SHOES))).isEqualTo(Outcome.UNCLASSIFIED);
        assertThat(apply("a", line().setCommodityCode(SHOES))).isEqualTo(Outcome.REPEATED);

        assertThat(cents()).isEmpty();
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void aCodeThatIsNoHeadlineOfItsMineralIsKeptAndNotCounted() {
        assertThat(apply("a", line().setCommodityCode(ANTIMONY_ORE))).isEqualTo(Outcome.NOT_HEADLINE);

        assertThat(cents()).isEmpty();
    }

    @Test
    void aRevisionMayMoveALineToAnotherMonthCountryAndMineral() {
        apply("a", line());

        apply("a", line().setRevision(2).setPeriod("2024-11").setOrigin("BE").setCommodityCode(GALLIUM));

        assertThat(cents()).containsExactly(Map.entry("us-census/US/gallium@2024-11 BE", 100L));
    }

    @Test
    void aRevisionMayMoveALineOutOfEveryBookAndBack() {
        apply("a", line());
        apply("a", line().setRevision(2).setCommodityCode(SHOES));
        assertThat(cents()).isEmpty();

        apply("a", line().setRevision(3));

        assertThat(cents()).containsValue(100L);
    }

    @Test
    void theSameIdInTwoDatasetsIsTwoLines() {
        apply("a", line());

        assertThat(apply("a", line().setDataset("un-comtrade"))).isEqualTo(Outcome.ADDED);

        assertThat(cents()).containsOnlyKeys("un-comtrade/US/antimony@2024-12 CN", "us-census/US/antimony@2024-12 CN");
    }

    @Test
    void aLineMayMoveToAnotherReporter() {
        apply("a", line());

        assertThat(apply("a", line().setRevision(2).setReporter("DE"))).isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsOnlyKeys("us-census/DE/antimony@2024-12 CN");
    }

    @Test
    void theMonthsThatTheHorizonPassesAreDropped() {
        apply("old", line().setPeriod("2022-12"));
        apply("edge", line().setPeriod("2023-01"));
        assertThat(cents()).hasSize(2);

        apply("new", line().setPeriod("2024-12"));

        assertThat(cents()).containsOnlyKeys("us-census/US/antimony@2023-01 CN", "us-census/US/antimony@2024-12 CN");
    }

    @Test
    void aRecordBeyondTheHorizonIsKeptAndNotCounted() {
        apply("new", line());

        assertThat(apply("late", line().setPeriod("2022-12"))).isEqualTo(Outcome.BEYOND_HORIZON);
        assertThat(apply("late", line().setPeriod("2022-12"))).isEqualTo(Outcome.REPEATED);

        assertThat(cents()).containsOnlyKeys("us-census/US/antimony@2024-12 CN");
    }

    @Test
    void aLineBeyondTheHorizonMayBeRevisedOrMovedBackIntoIt() {
        apply("a", line().setPeriod("2022-12"));
        apply("new", line().setPeriod("2024-12"));

        assertThat(apply("a", line().setRevision(2).setPeriod("2022-12").setCustomsValueCents(7)))
                .isEqualTo(Outcome.BEYOND_HORIZON);
        assertThat(apply("a", line().setRevision(3).setPeriod("2024-01"))).isEqualTo(Outcome.REVISED);

        assertThat(cents())
                .containsOnly(
                        Map.entry("us-census/US/antimony@2024-01 CN", 100L),
                        Map.entry("us-census/US/antimony@2024-12 CN", 100L));
    }

    @Test
    void aLateLineThatMovesBeyondTheHorizonLeavesTheMonthItWasIn() {
        apply("a", line());
        apply("b", line());

        assertThat(apply("a", line().setRevision(2).setPeriod("2020-01"))).isEqualTo(Outcome.BEYOND_HORIZON);

        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony@2024-12 CN", 100L));
    }

    @Test
    void everyReporterHasAHorizonOfItsOwn() {
        apply("us", line().setPeriod("2026-05"));

        assertThat(apply("de", line().setReporter("DE").setPeriod("2020-05"))).isEqualTo(Outcome.ADDED);
    }

    @Test
    void aYearlyRecordCountsInItsDecemberAndAMonthlyOneInItsMonth() {
        apply("year", line().setPeriod("2024"));
        apply("month", line().setPeriod("2024-11").setCustomsValueCents(5));

        assertThat(cents())
                .containsOnly(
                        Map.entry("us-census/US/antimony@2024-12 CN", 100L),
                        Map.entry("us-census/US/antimony@2024-11 CN", 5L));
        assertThat(clock())
                .isEqualTo(new PartitionClock(1, Months.of("2024-01"), Months.of("2024-12"), OptionalInt.empty()));
    }

    @Test
    void aYearlyRecordNeedsAWindowOfWholeYears() {
        ImportLedger sixMonths = Lines.ledger(new WindowRule(6, 24));

        assertThat(sixMonths.apply(
                        Lines.key("a"), Lines.value(line().setPeriod("2024").build())))
                .isEqualTo(Outcome.REJECTED);

        assertThat(sixMonths.rejection().reason()).isEqualTo(RejectionReason.INVALID_PERIOD);
        assertThat(sixMonths.owners()).isEmpty();
    }

    @Test
    void aDeclarationMovesTheClockAndHasNoRevision() {
        assertThat(apply("us-census/US@2024-11", Lines.complete("2024-11"))).isEqualTo(Outcome.PERIOD_COMPLETE);
        apply("us-census/US@2024-10", Lines.complete("2024-10"));

        assertThat(clock())
                .isEqualTo(new PartitionClock(
                        1, Months.of("2024-10"), Months.of("2024-11"), OptionalInt.of(Months.of("2024-11"))));
        assertThat(ledger.size()).isZero();
    }

    @Test
    void aDeclarationMovesTheHorizonToo() {
        apply("a", line().setPeriod("2022-12"));

        apply("us-census/US@2024-12", Lines.complete("2024-12"));

        assertThat(cents()).isEmpty();
    }

    @Test
    void aRejectedRecordChangesNothing() {
        apply("a", line().setCustomsValueCents(-1));
        ledger.apply(null, Lines.value(line().build()));
        ledger.apply(Lines.key("a"), null);

        assertThat(Lines.contents(ledger)).isEmpty();
        assertThat(ledger.size()).isZero();
    }

    @Test
    void theCountriesOfChangedMonthsAreReturnedOnce() {
        apply("a", line().setPeriod("2024-11").setOrigin("CN"));
        apply("b", line().setPeriod("2024-12").setOrigin("CN"));
        apply("c", line().setPeriod("2024-12").setOrigin("BE"));
        assertThat(changed()).containsExactly("2024-11 CN", "2024-12 CN", "2024-12 BE");
        assertThat(changed()).isEmpty();

        apply("a", line().setRevision(2).setPeriod("2024-10").setOrigin("AU"));
        apply("b", line().setPeriod("2024-12").setOrigin("CN"));

        assertThat(changed()).containsExactly("2024-10 AU", "2024-11 CN");
    }

    @Test
    void monthsThatTheHorizonHasPassedAreNotReturnedAsChanged() {
        apply("a", line().setPeriod("2020-01"));
        apply("b", line().setPeriod("2024-12"));

        assertThat(changed()).containsExactly("2024-12 CN");
    }

    /** The changes of the first book. */
    private List<String> changed() {
        LedgerBook book = ledger.books().get(0);
        List<String> changed = new ArrayList<>();
        book.takeChanged()
                .forEach((month, columns) -> columns.stream()
                        .map(book.totals(month).countries()::country)
                        .forEach(country -> changed.add(Months.text(month) + " " + CountryCode.text(country))));
        return changed;
    }

    @Test
    void anUnreachableRegistryStopsTheLedgerAndRejectsNothing() {
        OperatorException away = new OperatorException("no answer");
        ImportLedger stopped = new ImportLedger(
                value -> {
                    throw away;
                },
                Catalogue.bundled(),
                new WindowRule(12, 24));

        assertThatThrownBy(() -> stopped.apply(Lines.key("a"), Lines.value(line().build())))
                .isSameAs(away);
        assertThat(stopped.rejection()).isNull();
        assertThat(stopped.size()).isZero();
    }

    @Test
    void aMovedClockIsReturnedAsChanged() {
        apply("a", line());
        LedgerOwner owner = ledger.owners().iterator().next();
        assertThat(owner.takeChanged()).isTrue();

        apply("b", line());

        assertThat(owner.takeChanged()).isFalse();
    }
}
