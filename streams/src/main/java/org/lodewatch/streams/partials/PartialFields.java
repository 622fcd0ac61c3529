package org.lodewatch.streams.partials;

import static org.lodewatch.streams.partials.PartialsCheck.implausible;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PeriodRangePartial;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** The values that the books and clocks of partials can have. {@link PartialsCheck} lists the rules. */
final class PartialFields {

    private static final int YEAR = 12;
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);
    private static final int LAST_MONTH = Months.of(2099, YEAR);
    private static final Pattern BOOK = Pattern.compile("[^/|\\p{Cntrl}]+");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Set<String> STATES =
            Arrays.stream(PeriodState.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final Predicate<String> isBook;
    private final Predicate<String> isCountry;

    PartialFields(Catalogue catalogue) {
        this(
                catalogue.forms().stream().map(Form::book).collect(Collectors.toUnmodifiableSet())::contains,
                catalogue.countries().stream().map(Country::iso2).collect(Collectors.toUnmodifiableSet())::contains);
    }

    private PartialFields(Predicate<String> isBook, Predicate<String> isCountry) {
        this.isBook = isBook;
        this.isCountry = isCountry;
    }

    /** For messages that may be of another catalogue. */
    static PartialFields ofAnyCatalogue() {
        return new PartialFields(book -> BOOK.matcher(book).matches(), CountryCode::isCode);
    }

    Optional<Rejection> fault(BookPartial book) {
        Optional<Rejection> owner = ownerFault(book.getDataset(), book.getReporter());
        if (owner.isPresent()) {
            return owner;
        }
        if (!isBook.test(book.getMineral())) {
            return implausible("book", book.getMineral(), "a form of the catalogue is expected");
        }
        return monthsFault(book.getMonths());
    }

    Optional<Rejection> fault(ClockPartial clock) {
        Optional<Rejection> owner = ownerFault(clock.getDataset(), clock.getReporter());
        if (owner.isPresent()) {
            return owner;
        }
        if (!CURRENCY.matcher(clock.getCurrency()).matches()) {
            return implausible("currency", clock.getCurrency(), "three capital letters are expected");
        }
        if (clock.getCodes() != null) {
            Optional<String> odd = clock.getCodes().stream()
                    .filter(code -> !ImportBounds.isCommodityCode(code))
                    .findFirst();
            if (odd.isPresent()) {
                return implausible("code", odd.get(), "2 to 10 digits are expected");
            }
        }
        return periodsFault(clock.getPeriods());
    }

    private Optional<Rejection> ownerFault(String dataset, String reporter) {
        if (!ImportBounds.isDataset(dataset)) {
            return implausible("dataset", dataset, "lower-case letters, digits and dashes, at most 63");
        }
        return reporter.equals(ImportBounds.UNKNOWN_ORIGIN) || !isCountry.test(reporter)
                ? implausible("reporter", reporter, "a country of the catalogue is expected")
                : Optional.empty();
    }

    private Optional<Rejection> monthsFault(List<MonthPartial> months) {
        BitSet seen = new BitSet();
        long value = 0;
        long weight = 0;
        for (MonthPartial month : months) {
            if (!isMonth(month.getMonth())) {
                return implausible(
                        "month", month.getMonth(), "%d to %d is expected".formatted(FIRST_MONTH, LAST_MONTH));
            }
            if (seen.get(month.getMonth())) {
                return implausible("month", month.getMonth(), "it is in the message twice");
            }
            seen.set(month.getMonth());
            Optional<Rejection> fault = countriesFault(month);
            if (fault.isPresent()) {
                return fault;
            }
            for (CountryTotals totals : month.getCountries()) {
                value += totals.getValueCents();
                weight += totals.getWeightGrams();
                // Both are at most twice the largest total here, so that the sums cannot wrap.
                if (value > LedgerOwner.MAX_TOTAL || weight > LedgerOwner.MAX_TOTAL) {
                    return implausible("total", Math.max(value, weight), "at most " + LedgerOwner.MAX_TOTAL);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> countriesFault(MonthPartial month) {
        BitSet seen = new BitSet();
        for (CountryTotals totals : month.getCountries()) {
            String country = totals.getCountry();
            if (!isCountry.test(country)) {
                return implausible("country", country, "a country of the catalogue is expected");
            }
            if (seen.get(CountryCode.of(country))) {
                return implausible("country", country, "it is in " + Months.text(month.getMonth()) + " twice");
            }
            seen.set(CountryCode.of(country));
            if (!areTotals(totals)) {
                return implausible(
                        "the totals of %s in %s".formatted(country, Months.text(month.getMonth())),
                        "%d records, %d cents, %d grams; with a weight %d records, %d cents"
                                .formatted(
                                        totals.getRecords(),
                                        totals.getValueCents(),
                                        totals.getWeightGrams(),
                                        totals.getWeighedRecords(),
                                        totals.getWeighedValueCents()),
                        "sums of records are expected, at most " + LedgerOwner.MAX_TOTAL);
            }
        }
        return Optional.empty();
    }

    /** Whether the totals of a country can be sums of records. */
    private static boolean areTotals(CountryTotals totals) {
        long records = totals.getRecords();
        long weighed = totals.getWeighedRecords();
        return records >= 0
                && records <= Integer.MAX_VALUE
                && weighed >= 0
                && weighed <= records
                && isSum(totals.getValueCents(), records, ImportBounds.MAX_VALUE_CENTS)
                && isSum(totals.getWeightGrams(), weighed, ImportBounds.MAX_WEIGHT_GRAMS)
                && isSum(totals.getWeighedValueCents(), weighed, ImportBounds.MAX_VALUE_CENTS)
                && totals.getWeighedValueCents() <= totals.getValueCents();
    }

    /** @param most the largest amount of one record */
    private static boolean isSum(long amount, long records, long most) {
        return amount >= 0
                && amount <= LedgerOwner.MAX_TOTAL
                && (records >= LedgerOwner.MAX_TOTAL / most || amount <= records * most);
    }

    private static Optional<Rejection> periodsFault(List<PeriodRangePartial> periods) {
        int length = 1;
        int before = FIRST_MONTH - 1;
        for (PeriodRangePartial range : periods) {
            if (length == 1 && range.getMonths() == YEAR) {
                length = YEAR;
                before = FIRST_MONTH - 1;
            }
            if (!isRange(range, length, before)) {
                return implausible("period", range, "months, then years, from 1990 to 2099, the oldest first");
            }
            if (range.getDeclared() == null ? !range.getHasRecords() : !STATES.contains(range.getDeclared())) {
                return implausible("state of a period", range.getDeclared(), "one of PeriodState is expected");
            }
            before = range.getLast();
        }
        return Optional.empty();
    }

    private static boolean isRange(PeriodRangePartial range, int length, int before) {
        int first = range.getFirst();
        int last = range.getLast();
        return range.getMonths() == length
                && first > before
                && last >= first
                && last <= LAST_MONTH
                && (length == 1 || isDecember(first) && isDecember(last));
    }

    private static boolean isDecember(int month) {
        return Math.floorMod(month, YEAR) == YEAR - 1;
    }

    private static boolean isMonth(int month) {
        return month >= FIRST_MONTH && month <= LAST_MONTH;
    }
}
