package org.lodewatch.streams.partials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lodewatch.schemas.values.RejectionReason.IMPLAUSIBLE;
import static org.lodewatch.schemas.values.RejectionReason.MISSING_VALUE;
import static org.lodewatch.schemas.values.RejectionReason.WRONG_KEY;
import static org.lodewatch.schemas.values.RejectionReason.WRONG_PARTITION;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PeriodRangePartial;
import org.lodewatch.schemas.values.Months;

class PartialsCheckTest {

    private static final int PARTITIONS = 4;
    private static final int US = PartialsCheck.partition(new Owner("us-census", "US"), PARTITIONS);
    private static final long NOW = 1_780_000_000_000L;
    private static final PartialsSender SENDER = new PartialsSender(1, NOW, 12);

    private final PartialsCheck check = new PartialsCheck(Catalogue.bundled(), 12, PARTITIONS);

    /** A change of one field, or of fields that depend on each other. */
    private record Case<T>(String name, Consumer<T> change) {

        @Override
        public String toString() {
            return name;
        }
    }

    private Optional<Rejection> fault(SpecificRecord message) {
        return check.fault(PartialsCheck.key(message).getBytes(UTF_8), message, US, NOW);
    }

    private static BookPartial book() {
        BookPartial book = SENDER.book("bismuth", "2024-12", "CN", 70, "XX", 30);
        List<MonthPartial> months = new ArrayList<>(book.getMonths());
        months.add(month("2024-11", totals("BE", 2, 50, 9, 1, 20)));
        book.setMonths(months);
        return book;
    }

    private static MonthPartial month(String month, CountryTotals... countries) {
        return new MonthPartial(Months.of(month), new ArrayList<>(List.of(countries)));
    }

    private static CountryTotals totals(
            String country, long records, long cents, long grams, long weighed, long weighedCents) {
        return new CountryTotals(country, records, cents, grams, weighed, weighedCents);
    }

    private static ClockPartial clock() {
        ClockPartial clock = SENDER.clock("2024-01", "2024-12", "2024-11");
        clock.setPeriods(new ArrayList<>(clock.getPeriods()));
        return clock;
    }

    @Test
    void whatAnInstanceWritesHasNoFault() {
        assertThat(fault(book())).isEmpty();
        assertThat(fault(clock())).isEmpty();
        assertThat(fault(SENDER.begin())).isEmpty();
        assertThat(fault(SENDER.end())).isEmpty();
        assertThat(fault(SENDER.changed("bismuth", "2024-12", "CN", 0))).isEmpty();
    }

    static List<Case<BookPartial>> oddBooks() {
        long max = LedgerOwner.MAX_TOTAL;
        return List.of(
                new Case<>("partition 999", book -> book.setInputPartition(999)),
                new Case<>("partition 12 of 12", book -> book.setInputPartition(12)),
                new Case<>("partition -1", book -> book.setInputPartition(-1)),
                new Case<>("generation 0", book -> book.setGeneration(0)),
                new Case<>("a generation of the future", book -> book.setGeneration(Long.MAX_VALUE)),
                new Case<>("no dataset", book -> book.setDataset("")),
                new Case<>("a dataset of two parts", book -> book.setDataset("us/census")),
                new Case<>("an unknown reporter", book -> book.setReporter("QQ")),
                new Case<>("the reporter XX", book -> book.setReporter("XX")),
                new Case<>("an unknown book", book -> book.setMineral("unobtainium")),
                new Case<>("a sum of forms", book -> book.setMineral("titanium")),
                new Case<>("a book with a bar", book -> book.setMineral("bismuth|1")),
                new Case<>("month -5", book -> book.getMonths().get(0).setMonth(-5)),
                new Case<>("month 1989-12", book -> book.getMonths().get(0).setMonth(Months.of("1989-12"))),
                new Case<>("month 2100-01", book -> book.getMonths().get(0).setMonth(Months.of("2100-01"))),
                new Case<>("the largest month", book -> book.getMonths().get(0).setMonth(Integer.MAX_VALUE)),
                new Case<>("a month twice", book -> book.getMonths().get(0).setMonth(Months.of("2024-11"))),
                new Case<>("an unknown country", odd(totals("QQ", 1, 1, 0, 0, 0))),
                new Case<>("a country of one letter", odd(totals("C", 1, 1, 0, 0, 0))),
                new Case<>("a country twice", odd(totals("CN", 1, 1, 0, 0, 0), totals("CN", 1, 1, 0, 0, 0))),
                new Case<>("negative records", odd(totals("CN", -1, 0, 0, 0, 0))),
                new Case<>("a negative value", odd(totals("CN", 1, -1, 0, 0, 0))),
                new Case<>("a negative weight", odd(totals("CN", 1, 1, -1, 1, 1))),
                new Case<>("value without records", odd(totals("CN", 0, 1, 0, 0, 0))),
                new Case<>("weight without records that have one", odd(totals("CN", 1, 1, 1, 0, 0))),
                new Case<>("more weighed than records", odd(totals("CN", 1, 1, 1, 2, 1))),
                new Case<>("more weighed value than value", odd(totals("CN", 2, 1, 1, 1, 2))),
                new Case<>("more than a record can have", odd(totals("CN", 1, 100_000_000_000_001L, 0, 0, 0))),
                new Case<>("the largest value", odd(totals("CN", 1_000_000, Long.MAX_VALUE, 0, 0, 0))),
                new Case<>("countless records", odd(totals("CN", Long.MAX_VALUE, 1, 0, 0, 0))),
                new Case<>(
                        "a sum that is too large",
                        odd(totals("CN", 1_000_000, max, 0, 0, 0), totals("BE", 1_000_000, max, 0, 0, 0))));
    }

    private static Consumer<BookPartial> odd(CountryTotals... countries) {
        return book -> book.getMonths().get(0).setCountries(List.of(countries));
    }

    @ParameterizedTest
    @MethodSource("oddBooks")
    void aBookThatNoInstanceSendsIsImplausible(Case<BookPartial> odd) {
        BookPartial book = book();
        odd.change().accept(book);

        assertThat(fault(book)).map(Rejection::reason).hasValue(IMPLAUSIBLE);
    }

    static List<Case<ClockPartial>> oddClocks() {
        int december = Months.of("2024-12");
        return List.of(
                new Case<>("partition 999", clock -> clock.setInputPartition(999)),
                new Case<>("an unknown reporter", clock -> clock.setReporter("QQ")),
                new Case<>("a currency of words", clock -> clock.setCurrency("dollars")),
                new Case<>("a code of letters", clock -> clock.setCodes(List.of("ABC"))),
                new Case<>("periods of 5 months", range(december, december, 5, null)),
                new Case<>("a period of 1970", range(0, 0, 1, null)),
                new Case<>("the last period before the first", range(december, december - 1, 1, null)),
                new Case<>("a period of the year 9999", range(december, Months.of("9999-12"), 1, null)),
                new Case<>("a year that ends in May", range(Months.of("2024-05"), Months.of("2024-05"), 12, null)),
                new Case<>("an unknown state", range(december, december, 1, "FINISHED")),
                new Case<>(
                        "neither records nor a state",
                        clock -> clock.setPeriods(List.of(new PeriodRangePartial(december, december, 1, false, null)))),
                new Case<>(
                        "overlapping periods",
                        clock -> clock.setPeriods(List.of(
                                new PeriodRangePartial(december - 2, december, 1, true, null),
                                new PeriodRangePartial(december, december, 1, true, "COMPLETE")))));
    }

    private static Consumer<ClockPartial> range(int first, int last, int months, String declared) {
        return clock -> clock.setPeriods(List.of(new PeriodRangePartial(first, last, months, true, declared)));
    }

    @ParameterizedTest
    @MethodSource("oddClocks")
    void aClockThatNoInstanceSendsIsImplausible(Case<ClockPartial> odd) {
        ClockPartial clock = clock();
        odd.change().accept(clock);

        assertThat(fault(clock)).map(Rejection::reason).hasValue(IMPLAUSIBLE);
    }

    @Test
    void aBeginOfAnotherNumberOfPartitionsIsImplausible() {
        assertThat(fault(new PartialsBegin(1, NOW, 13, "basis")))
                .map(Rejection::reason)
                .hasValue(IMPLAUSIBLE);
        assertThat(fault(new PartialsBegin(1, NOW, 12, "")))
                .map(Rejection::reason)
                .hasValue(IMPLAUSIBLE);
        assertThat(fault(new PartialsSender(12, NOW, 12).end()))
                .map(Rejection::reason)
                .hasValue(IMPLAUSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "begin#1", "us-census/US/bismuth#2", "us-census/US/bismuth"})
    void aKeyOfAnotherMessageIsWrong(String key) {
        assertThat(check.fault(key.getBytes(UTF_8), book(), US, NOW))
                .map(Rejection::reason)
                .hasValue(WRONG_KEY);
    }

    @Test
    void aMissingKeyIsWrong() {
        assertThat(check.fault(null, book(), US, NOW)).map(Rejection::reason).hasValue(WRONG_KEY);
    }

    @Test
    void aMissingValueIsAFault() {
        assertThat(check.fault("begin#1".getBytes(UTF_8), null, US, NOW))
                .map(Rejection::reason)
                .hasValue(MISSING_VALUE);
    }

    @Test
    void booksAndClocksBelongToThePartitionOfTheirDatasetAndReporter() {
        int other = (US + 1) % PARTITIONS;
        byte[] key = PartialsCheck.key(book()).getBytes(UTF_8);

        assertThat(check.fault(key, book(), other, NOW)).map(Rejection::reason).hasValue(WRONG_PARTITION);
        assertThat(check.fault(PartialsCheck.key(SENDER.begin()).getBytes(UTF_8), SENDER.begin(), other, NOW))
                .isEmpty();
    }

    @Test
    void whatAStrangerWroteIsQuotedInOneShortLine() {
        BookPartial book = book();
        book.setMineral("\u001B[2J\n" + "x".repeat(10_000));

        assertThat(fault(book).orElseThrow().message()).hasSizeLessThan(200).doesNotContain("\u001B", "\n");
    }
}
