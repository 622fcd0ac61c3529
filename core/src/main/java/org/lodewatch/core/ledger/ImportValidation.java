package org.lodewatch.core.ledger;

import static org.lodewatch.schemas.values.RejectionReason.INVALID_COMMODITY_CODE;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_CUSTOMS_VALUE;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_DATASET;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_NET_WEIGHT;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_PERIOD;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_PROPERTIES;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_PUBLISHED_AT;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_RECORD_ID;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_REVISION;
import static org.lodewatch.schemas.values.RejectionReason.PERIOD_NOT_OVER;
import static org.lodewatch.schemas.values.RejectionReason.UNKNOWN_COUNTRY;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The rules for messages of customs-imports. The only time they use is the message's own published-at, so that a result
 * never changes.
 */
public final class ImportValidation {

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);
    private static final Set<String> IMPORTS = Set.of("general", "consumption");
    private static final Set<String> VALUATIONS = Set.of("customs", "cif");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_SHOWN = 60;
    private static final int MAX_KEY_BYTES = 4 * ImportBounds.MAX_RECORD_ID_LENGTH;

    /** By number, because a lookup in the catalogue would be a large part of the cost of a record. */
    private final boolean[] countries = new boolean[CountryCode.COUNT];

    private final WindowRule rule;

    /** @param isCountry whether an alpha-2 code is in the catalogue; {@code XX} is one of them */
    public ImportValidation(Predicate<String> isCountry, WindowRule rule) {
        for (int country = 0; country < countries.length; country++) {
            countries[country] = isCountry.test(CountryCode.text(country));
        }
        this.rule = rule;
    }

    /** The first fault of a customs import record; empty if it is valid. */
    public Optional<Rejection> check(byte[] key, CustomsImport line) {
        Optional<Rejection> fault =
                check(line.getDataset(), line.getReporter(), line.getPeriod(), line.getPublishedAt());
        if (fault.isPresent()) {
            return fault;
        }
        if (key.length > MAX_KEY_BYTES) {
            return fault(INVALID_RECORD_ID, "record id", key.length + " bytes", "at most " + MAX_KEY_BYTES + " bytes");
        }
        if (!isCountry(line.getOrigin())) {
            return fault(
                    UNKNOWN_COUNTRY,
                    "origin",
                    line.getOrigin(),
                    "an ISO 3166-1 alpha-2 code of the catalogue is expected");
        }
        if (!ImportBounds.isCommodityCode(line.getCommodityCode())) {
            return fault(
                    INVALID_COMMODITY_CODE, "commodity code", line.getCommodityCode(), "2 to 10 digits are expected");
        }
        if (line.getRevision() < 0) {
            return fault(INVALID_REVISION, "revision", line.getRevision(), "0 or more is expected");
        }
        long value = line.getCustomsValueCents();
        if (value < 0 || value > ImportBounds.MAX_VALUE_CENTS) {
            return fault(
                    INVALID_CUSTOMS_VALUE, "customs value in cents", value, "0 to " + ImportBounds.MAX_VALUE_CENTS);
        }
        Long weight = line.getNetWeightGrams();
        if (weight != null && (weight < 0 || weight > ImportBounds.MAX_WEIGHT_GRAMS)) {
            return fault(INVALID_NET_WEIGHT, "net weight in grams", weight, "0 to " + ImportBounds.MAX_WEIGHT_GRAMS);
        }
        return Optional.empty();
    }

    /** The first fault of a declaration of a period's state; empty if it is valid. */
    public Optional<Rejection> check(PeriodComplete message) {
        Optional<Rejection> fault =
                check(message.getDataset(), message.getReporter(), message.getPeriod(), message.getPublishedAt());
        if (fault.isEmpty()
                && message.getState() != PeriodState.PARTIAL
                && !isOver(Period.parse(message.getPeriod()), message.getPublishedAt())) {
            return fault(
                    PERIOD_NOT_OVER,
                    "complete period",
                    message.getPeriod(),
                    "it must be over when it is declared complete, but it was declared in "
                            + Months.text(Months.of(message.getPublishedAt())));
        }
        return fault;
    }

    /** The first fault of a description of a dataset; empty if it is valid. */
    public Optional<Rejection> check(DatasetProperties message) {
        String dataset = message.getDataset();
        if (!ImportBounds.isDataset(dataset)) {
            return invalidDataset(dataset);
        }
        if (!isInRange(message.getPublishedAt())) {
            return invalidPublishedAt(message.getPublishedAt());
        }
        if (message.getPeriodMonths() != 1 && message.getPeriodMonths() != 12) {
            return fault(INVALID_PROPERTIES, "period months", message.getPeriodMonths(), "1 or 12 is expected");
        }
        int digits = message.getCodeDigits();
        if (digits != 0 && !ImportBounds.isCommodityCodeLength(digits)) {
            return fault(INVALID_PROPERTIES, "code digits", digits, "2 to 10, or 0 for several lengths, is expected");
        }
        if (message.getImports() != null && !IMPORTS.contains(message.getImports())) {
            return fault(INVALID_PROPERTIES, "imports", message.getImports(), "general or consumption is expected");
        }
        if (message.getValuation() != null && !VALUATIONS.contains(message.getValuation())) {
            return fault(INVALID_PROPERTIES, "valuation", message.getValuation(), "customs or cif is expected");
        }
        if (!CURRENCY.matcher(message.getCurrency()).matches()) {
            return fault(
                    INVALID_PROPERTIES,
                    "currency",
                    message.getCurrency(),
                    "three capital letters of ISO 4217 are expected");
        }
        if (message.getCodes() != null) {
            return message.getCodes().stream()
                    .filter(code -> !ImportBounds.isCommodityCode(code))
                    .findFirst()
                    .flatMap(code -> fault(INVALID_PROPERTIES, "codes", code, "codes of 2 to 10 digits are expected"));
        }
        return Optional.empty();
    }

    private static boolean isOver(Period period, Instant moment) {
        return Months.of(moment) > period.lastMonth();
    }

    private static boolean isInRange(Instant publishedAt) {
        return !publishedAt.isBefore(EARLIEST) && publishedAt.isBefore(LATEST);
    }

    private static Optional<Rejection> invalidDataset(String dataset) {
        return fault(INVALID_DATASET, "dataset", dataset, "lower-case letters, digits and dashes, at most 63");
    }

    private static Optional<Rejection> invalidPublishedAt(Instant publishedAt) {
        return fault(INVALID_PUBLISHED_AT, "published at", publishedAt, "a moment from 1990 to 2099 is expected");
    }

    private Optional<Rejection> check(String dataset, String reporter, String text, Instant publishedAt) {
        if (!ImportBounds.isDataset(dataset)) {
            return invalidDataset(dataset);
        }
        if (reporter.equals(ImportBounds.UNKNOWN_ORIGIN) || !isCountry(reporter)) {
            return fault(
                    UNKNOWN_COUNTRY, "reporter", reporter, "an ISO 3166-1 alpha-2 code of the catalogue is expected");
        }
        if (!isInRange(publishedAt)) {
            return invalidPublishedAt(publishedAt);
        }
        Period period = Period.parse(text);
        if (period == null) {
            return fault(INVALID_PERIOD, "period", text, "YYYY-MM or YYYY is expected");
        }
        if (period.firstMonth() < FIRST_MONTH || period.firstMonth() > Months.of(publishedAt)) {
            return fault(
                    INVALID_PERIOD,
                    "period",
                    text,
                    "it must begin between " + ImportBounds.FIRST_YEAR + " and the month of publication, "
                            + Months.text(Months.of(publishedAt)));
        }
        if (period.months() > 1 && !rule.takesYears()) {
            return fault(
                    INVALID_PERIOD,
                    "period",
                    text,
                    "a window of " + rule.windowMonths() + " months cannot hold yearly periods");
        }
        return Optional.empty();
    }

    private boolean isCountry(String code) {
        return CountryCode.isCode(code) && countries[CountryCode.of(code)];
    }

    private static Optional<Rejection> fault(RejectionReason reason, String field, Object value, String expected) {
        String shown = String.valueOf(value);
        if (shown.length() > MAX_SHOWN) {
            shown = shown.substring(0, MAX_SHOWN) + "...";
        }
        return Optional.of(new Rejection(reason, field + " is '" + shown + "': " + expected));
    }
}
