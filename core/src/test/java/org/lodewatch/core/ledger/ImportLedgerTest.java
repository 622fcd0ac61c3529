package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lodewatch.core.ledger.Lines.ANTIMONY_METAL;
import static org.lodewatch.core.ledger.Lines.ANTIMONY_ORE;
import static org.lodewatch.core.ledger.Lines.GALLIUM;
import static org.lodewatch.core.ledger.Lines.SHOES;
import static org.lodewatch.core.ledger.Lines.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.RejectionReason;

class ImportLedgerTest {

    private static final int DECEMBER = Months.of("2024-12");

    private final ImportLedger ledger = Lines.ledger(new WindowRule(12, 24));

    private Outcome apply(String id, CustomsImport.Builder line) {
        return apply(id, line.build());
    }

    private Outcome apply(String id, SpecificRecord message) {
        return ledger.apply(Lines.key(id), Lines.value(message));
    }

    /** Cents by book, month and country, such as {@code us-census/US/antimony-oxide@2024-12 CN}. */
    private Map<String, Long> cents() {
        Map<String, Long> cents = new TreeMap<>();
        for (LedgerBook book : ledger.books()) {
            book.totals().forEach((month, totals) -> {
                for (int entry = 0; entry < totals.size(); entry++) {
                    if (totals.get(entry, Totals.RECORDS) != 0) {
                        cents.put(
                                book.key().at(month) + " " + CountryCode.text(totals.country(entry)),
                                totals.get(entry, Totals.VALUE));
                    }
                }
            });
        }
        return cents;
    }

    private PartitionClock clock() {
        return ledger.owners().iterator().next().clock();
    }

    @Test
    void aFirstRevisionIsCounted() {
        assertThat(apply("a", line())).isEqualTo(Outcome.ADDED);

        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony-oxide@2024-12 CN", 100L));
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void aHigherRevisionReplacesALowerOne() {
        apply("a", line().setCustomsValueCents(100).setNetWeightGrams(7L));

        assertThat(apply("a", line().setRevision(2).setCustomsValueCents(30))).isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony-oxide@2024-12 CN", 30L));
        SparseTotals totals = ledger.books().get(0).totals().get(Months.of("2024-12"));
        assertThat(totals.size()).isEqualTo(1);
        assertThat(totals.get(0, Totals.RECORDS)).isEqualTo(1);
        assertThat(totals.get(0, Totals.WEIGHED_RECORDS)).isZero();
        assertThat(totals.get(0, Totals.WEIGHT)).isZero();
    }

    @Test
    void theSameRevisionWithOtherContentIsRejectedAndTheFirstStays() {
        apply("a", line().setNetWeightGrams(7L));

        assertConflict(
                line().setNetWeightGrams(7L).setCustomsValueCents(999), "customs value in cents is 999, and was 100");
        assertConflict(line().setNetWeightGrams(8L), "net weight in grams is 8, and was 7");
        assertConflict(line(), "net weight in grams is unknown, and was 7");
        assertConflict(line().setNetWeightGrams(7L).setOrigin("BE"), "origin is BE, and was CN");
        assertConflict(line().setNetWeightGrams(7L).setPeriod("2024-11"), "period is 2024-11, and was 2024-12");
        assertConflict(line().setNetWeightGrams(7L).setPeriod("2024"), "period is 2024, and was 2024-12");
        assertConflict(line().setNetWeightGrams(7L).setReporter("DE"), "reporter is DE, and was US");
        assertConflict(
                line().setNetWeightGrams(7L).setCommodityCode("28258000"),
                "commodity code is 28258000, and was another of antimony");
        assertConflict(line().setNetWeightGrams(7L).setWithdrawn(true), "it is withdrawn, and was not");

        assertThat(apply("a", line().setNetWeightGrams(7L))).isEqualTo(Outcome.REPEATED);
        assertThat(cents()).containsExactly(Map.entry("us-census/US/antimony-oxide@2024-12 CN", 100L));
        assertThat(clock()).isEqualTo(PartitionClock.ofSpan(1, DECEMBER, DECEMBER, OptionalInt.empty(), false));
    }

    private void assertConflict(CustomsImport.Builder line, String message) {
        assertThat(apply("a", line.setCompletionFollows(true))).isEqualTo(Outcome.REJECTED);
        assertThat(ledger.rejection().reason()).isEqualTo(RejectionReason.CONFLICTING_CONTENT);
        assertThat(ledger.rejection().message()).contains("revision 1", message).doesNotContain("\n");
    }

    @Test
    void aRecordThatNoBookCountsIsContradictedToo() {
        apply("a", line().setCommodityCode(SHOES));

        assertConflict(line().setCommodityCode("640391"), "commodity code is 640391, and was another before");
        assertConflict(line().setCommodityCode(SHOES).setReporter("DE"), "reporter is DE, and was US");
    }

    @Test
    void twoWithdrawalsOfOneRevisionAreARepeatAndAWithdrawalAndARecordAreNot() {
        apply("a", line().setWithdrawn(true));

        assertThat(apply("a", line().setWithdrawn(true).setCustomsValueCents(0).setReporter("DE")))
                .isEqualTo(Outcome.REPEATED);
        assertConflict(line(), "it was withdrawn before");
        assertThat(cents()).isEmpty();
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
    void aCodeCountsInTheBookOfItsFormWhetherThatIsAHeadlineFormOrNot() {
        assertThat(apply("oxide", line())).isEqualTo(Outcome.ADDED);
        assertThat(apply("ore", line().setCommodityCode(ANTIMONY_ORE))).isEqualTo(Outcome.ADDED);
        assertThat(apply("metal", line().setCommodityCode(GALLIUM))).isEqualTo(Outcome.ADDED);

        assertThat(cents())
                .containsOnlyKeys(
                        "us-census/US/antimony-oxide@2024-12 CN",
                        "us-census/US/antimony-ore@2024-12 CN",
                        // Its only headline form, which is the mineral's own book.
                        "us-census/US/gallium@2024-12 CN");
    }

    @Test
    void aRevisionMayMoveALineFromOneFormToAnother() {
        apply("a", line());

        assertThat(apply("a", line().setRevision(2).setCommodityCode(ANTIMONY_METAL)))
                .isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsOnlyKeys("us-census/US/antimony-metal@2024-12 CN");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12, 2825600000, germanium-mixed-oxides",
        "2025-01, 2825600000, germanium-mixed-oxides",
        "2024-12, 2825600010, germanium-mixed-oxides",
        "2025-01, 2825600010, germanium-dioxide",
        "2025-01, 2825600050, zirconium-dioxide",
        "2024,    2825600050, germanium-mixed-oxides",
        "2025,    2825600050, zirconium-dioxide",
        "2025-01, 28256000,   germanium-mixed-oxides"
    })
    void theLongestPrefixThatTheTariffHasInThePeriodDecides(String period, String code, String book) {
        apply("before", line().setCommodityCode(code).setPeriod("2026-01"));

        apply("a", line().setCommodityCode(code).setPeriod(period));

        assertThat(cents().keySet()).anyMatch(key -> key.startsWith("us-census/US/" + book + "@" + lastMonth(period)));
    }

    private static String lastMonth(String period) {
        return period.length() == 4 ? period + "-12" : period;
    }

    @Test
    void anotherPeriodInWhichTheCodeHasAnotherFormIsNoOtherCode() {
        apply("a", line().setCommodityCode("2825600010").setPeriod("2025-01"));

        apply("a", line().setCommodityCode("2825600010").setPeriod("2024-12"));

        assertThat(ledger.rejection().message())
                .contains("period is 2024-12, and was 2025-01 before")
                .doesNotContain("commodity code");
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

        assertThat(cents())
                .containsOnlyKeys("un-comtrade/US/antimony-oxide@2024-12 CN", "us-census/US/antimony-oxide@2024-12 CN");
    }

    @Test
    void aLineMayMoveToAnotherReporter() {
        apply("a", line());

        assertThat(apply("a", line().setRevision(2).setReporter("DE"))).isEqualTo(Outcome.REVISED);

        assertThat(cents()).containsOnlyKeys("us-census/DE/antimony-oxide@2024-12 CN");
    }

    @Test
    void everyMonthIsKeptWhateverTheHorizonHides() {
        apply("old", line().setPeriod("1990-01"));
        apply("new", line().setPeriod("2024-12"));

        assertThat(cents())
                .containsOnlyKeys("us-census/US/antimony-oxide@1990-01 CN", "us-census/US/antimony-oxide@2024-12 CN");
    }

    @Test
    void theClockFollowsTheRecordsThatAreNotWithdrawn() {
        apply("a", line().setPeriod("2024-11"));
        apply("b", line().setPeriod("2024-12"));
        assertThat(clock().periods()).containsExactly(published("2024-11", "2024-12"));

        apply("b", line().setRevision(2).setPeriod("2024-12").setWithdrawn(true));
        assertThat(clock().periods()).containsExactly(published("2024-11", "2024-11"));

        apply("a", line().setRevision(2).setPeriod("2020-01"));
        assertThat(clock().periods()).containsExactly(published("2020-01", "2020-01"));

        apply("b", line().setRevision(3).setPeriod("2020-02").setCommodityCode(SHOES));
        assertThat(clock().periods()).containsExactly(published("2020-01", "2020-02"));
    }

    @Test
    void aRecordThatMovesToAnotherReporterMovesBothClocks() {
        apply("a", line());

        apply("a", line().setRevision(2).setReporter("DE").setCommodityCode(SHOES));

        assertThat(owner("US").clock().isEmpty()).isTrue();
        assertThat(owner("DE").clock().periods()).containsExactly(published("2024-12", "2024-12"));
        assertThat(owner("US").takeChanged()).isTrue();
    }

    private LedgerOwner owner(String reporter) {
        for (LedgerOwner owner : ledger.owners()) {
            if (owner.key().reporter().equals(reporter)) {
                return owner;
            }
        }
        throw new AssertionError(reporter);
    }

    private static PeriodRange published(String first, String last) {
        return new PeriodRange(Months.of(first), Months.of(last), 1, true, Optional.empty());
    }

    @Test
    void aMistypedYearLeavesNoTraceOnceItIsCorrected() {
        for (int year = 2010; year <= 2016; year++) {
            apply("a" + year, line().setPeriod("" + year));
        }
        PartitionClock before = clock();
        apply("b", line().setPeriod("2025"));
        assertThat(clock()).isNotEqualTo(before);

        apply("b", line().setRevision(2).setPeriod("2016"));

        assertThat(clock()).isEqualTo(before);
    }

    @Test
    void aPeriodMayBeDeclaredOnlyOnceItIsOverAndAYearIsTakenOnceItHasBegun() {
        assertThat(apply("a", line().setPeriod("2026"))).isEqualTo(Outcome.ADDED);
        assertThat(apply("x", Lines.complete("2026"))).isEqualTo(Outcome.REJECTED);
        assertThat(ledger.rejection().reason()).isEqualTo(RejectionReason.PERIOD_NOT_OVER);
        assertThat(ledger.rejection().message()).contains("2026", "2026-06");
        assertThat(apply("x", Lines.declared("2026", PeriodState.ACCEPTED, Lines.PUBLISHED)))
                .isEqualTo(Outcome.REJECTED);
        assertThat(apply("x", Lines.complete("2026-06"))).isEqualTo(Outcome.REJECTED);
        assertThat(apply("x", Lines.complete("2026-05"))).isEqualTo(Outcome.PERIOD_COMPLETE);
        assertThat(apply("x", Lines.declared("2026", PeriodState.PARTIAL, Lines.PUBLISHED)))
                .isEqualTo(Outcome.PERIOD_COMPLETE);
        assertThat(apply("b", line().setPeriod("2027"))).isEqualTo(Outcome.REJECTED);
        assertThat(ledger.rejection().reason()).isEqualTo(RejectionReason.INVALID_PERIOD);
    }

    @Test
    void ofSeveralDeclarationsTheLatestCountsAndOfTwoAtOnceTheMoreCautious() {
        Instant later = Lines.PUBLISHED.plusSeconds(1);
        apply("a", line());
        apply("x", Lines.declared("2024-12", PeriodState.PARTIAL, later));
        apply("x", Lines.declared("2024-12", PeriodState.COMPLETE, Lines.PUBLISHED));
        assertThat(declared()).hasValue(PeriodState.PARTIAL);

        apply("x", Lines.declared("2024-12", PeriodState.ACCEPTED, later));
        assertThat(declared()).hasValue(PeriodState.PARTIAL);

        apply("x", Lines.declared("2024-12", PeriodState.COMPLETE, later.plusSeconds(1)));
        apply("x", Lines.declared("2024-12", PeriodState.ACCEPTED, later.plusSeconds(1)));
        assertThat(declared()).hasValue(PeriodState.ACCEPTED);
    }

    private Optional<PeriodState> declared() {
        return clock().periods().get(0).declared();
    }

    @Test
    void theLatestDescriptionOfADatasetIsThatOfAllItsReporters() {
        apply("a", line());
        apply("p", Lines.properties("general", "customs", 6, "USD", Lines.PUBLISHED));
        owner("US").takeChanged();
        assertThat(apply("p", Lines.properties(null, "cif", 0, "EUR", Lines.PUBLISHED.minusSeconds(1))))
                .isEqualTo(Outcome.DATASET_PROPERTIES);
        assertThat(owner("US").takeChanged()).isFalse();

        apply("b", line().setReporter("DE"));

        assertThat(owner("DE").clock().basis())
                .hasValue(new DatasetBasis(
                        Optional.of("general imports, customs value, HS6"), "USD", Optional.empty(), Lines.PUBLISHED));
        assertThat(owner("US").clock().basis()).isEqualTo(owner("DE").clock().basis());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "all, customs, 6, USD",
                "general, fob, 6, USD",
                "-, -, 1, USD",
                "-, -, 11, USD",
                "-, -, 6, usd",
                "-, -, 6, €"
            })
    void aDescriptionThatNamesNoKnownBasisIsRejected(String imports, String valuation, int digits, String currency) {
        assertThat(apply("p", Lines.properties(imports, valuation, digits, currency, Lines.PUBLISHED)))
                .isEqualTo(Outcome.REJECTED);

        assertThat(ledger.rejection().reason()).isEqualTo(RejectionReason.INVALID_PROPERTIES);
    }

    @Test
    void aYearlyRecordCountsInItsDecemberAndAMonthlyOneInItsMonth() {
        apply("year", line().setPeriod("2024"));
        apply("month", line().setPeriod("2024-11").setCustomsValueCents(5));

        assertThat(cents())
                .containsOnly(
                        Map.entry("us-census/US/antimony-oxide@2024-12 CN", 100L),
                        Map.entry("us-census/US/antimony-oxide@2024-11 CN", 5L));
        assertThat(clock().periods())
                .containsExactly(
                        published("2024-11", "2024-11"),
                        new PeriodRange(DECEMBER, DECEMBER, 12, true, Optional.empty()));
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
    void aDeclarationIsPartOfTheClockAndHasNoRevision() {
        assertThat(apply("us-census/US@2024-11", Lines.complete("2024-11"))).isEqualTo(Outcome.PERIOD_COMPLETE);
        apply("us-census/US@2024-12", Lines.complete("2024-12"));

        assertThat(clock().periods())
                .containsExactly(new PeriodRange(DECEMBER - 1, DECEMBER, 1, false, Optional.of(PeriodState.COMPLETE)));
        assertThat(ledger.size()).isZero();
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
        assertThat(changed()).containsExactly("2024-11 CN", "2024-12 BE", "2024-12 CN");
        assertThat(changed()).isEmpty();

        apply("a", line().setRevision(2).setPeriod("2024-10").setOrigin("AU"));
        apply("b", line().setPeriod("2024-12").setOrigin("CN"));

        assertThat(changed()).containsExactly("2024-10 AU", "2024-11 CN");
    }

    /** The changes of the first book. */
    private List<String> changed() {
        LedgerBook book = ledger.books().get(0);
        List<String> changed = new ArrayList<>();
        book.takeChanged().forEach((month, totals) -> {
            for (int entry = 0; entry < totals.size(); entry++) {
                changed.add(Months.text(month) + " " + CountryCode.text(totals.country(entry)));
            }
        });
        return changed;
    }

    @Test
    void aBookIsReturnedAsChangedOnceUntilItsChangesAreTaken() {
        apply("a", line());
        apply("b", line());
        LedgerOwner owner = ledger.owners().iterator().next();

        assertThat(owner.takeChangedBooks()).isEqualTo(ledger.books());
        assertThat(owner.takeChangedBooks()).isEmpty();
        changed();
        apply("c", line());

        assertThat(owner.takeChangedBooks()).isEqualTo(ledger.books());
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

    private static CustomsImport.Builder largest() {
        return line().setCustomsValueCents(ImportBounds.MAX_VALUE_CENTS)
                .setNetWeightGrams(ImportBounds.MAX_WEIGHT_GRAMS);
    }

    @Test
    void aRecordThatMakesATotalTooLargeIsRejectedAndTheOthersStay() {
        long most = LedgerOwner.MAX_TOTAL / ImportBounds.MAX_WEIGHT_GRAMS;
        for (int i = 0; i < most; i++) {
            assertThat(apply("a" + i, largest().setPeriod(i % 2 == 0 ? "2024-11" : "2024-12")))
                    .isEqualTo(Outcome.ADDED);
        }
        List<String> before = Lines.contents(ledger);

        assertThat(apply("next", largest().setCommodityCode(GALLIUM))).isEqualTo(Outcome.REJECTED);

        assertThat(ledger.rejection().reason()).isEqualTo(RejectionReason.TOTAL_TOO_LARGE);
        assertThat(ledger.rejection().message()).contains("us-census/US", "2024-12");
        assertThat(Lines.contents(ledger)).isEqualTo(before);
        assertThat(apply("a0", largest().setRevision(2))).isEqualTo(Outcome.REVISED);
        assertThat(apply("shoes", largest().setCommodityCode(SHOES))).isEqualTo(Outcome.UNCLASSIFIED);
        assertThat(apply("of-another-reporter", largest().setReporter("DE"))).isEqualTo(Outcome.ADDED);
        assertThat(apply("a0", largest().setRevision(3).setWithdrawn(true))).isEqualTo(Outcome.WITHDRAWN);
        assertThat(apply("next", largest().setCommodityCode(GALLIUM))).isEqualTo(Outcome.ADDED);
        assertThat(apply("a0", largest().setRevision(4))).isEqualTo(Outcome.REJECTED);
    }
}
