package org.lodewatch.producer.rules;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.CUSTOMS_VALUE_USD;
import static org.lodewatch.producer.feed.ImportField.DATASET;
import static org.lodewatch.producer.feed.ImportField.NET_WEIGHT_KG;
import static org.lodewatch.producer.feed.ImportField.ORIGIN;
import static org.lodewatch.producer.feed.ImportField.PERIOD;
import static org.lodewatch.producer.feed.ImportField.RECORD_ID;
import static org.lodewatch.producer.feed.ImportField.REPORTER;
import static org.lodewatch.producer.feed.ImportField.REVISION;
import static org.lodewatch.producer.feed.ImportField.WITHDRAWN;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Validates single rows, by the same rules for every feed. A fault names the field, its value and what was expected.
 *
 * @param knownCountry whether an ISO 3166-1 alpha-2 code is a country's; not called with XX
 * @param commonBook which commodity codes a book adds up: only such codes can count goods twice
 * @param clock no period may begin after its present month, in UTC
 */
public record ImportRules(Predicate<String> knownCountry, CommonBook commonBook, Clock clock) {

    // The limits on digits prevent that a number such as 1e999999999 is written out.
    private static final Pattern NUMBER =
            Pattern.compile("-?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");
    private static final Pattern GROUPED =
            Pattern.compile("[0-9]{1,3}(?:([,' ][0-9]{3})+([.][0-9]+)?|([.][0-9]{3}){2,})");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);

    /** Rules by which a book adds up all codes. */
    public ImportRules(Predicate<String> knownCountry, Clock clock) {
        this(knownCountry, (code, other, period) -> true, clock);
    }

    /** The rules for rows of the countries and minerals of a catalogue, as of now. */
    public static ImportRules of(Catalogue catalogue) {
        return new ImportRules(
                iso2 -> catalogue.country(iso2).isPresent(),
                (code, other, period) -> catalogue.countsBoth(code, other, period.firstMonth(), period.lastMonth()),
                Clock.systemUTC());
    }

    /** Whether a book counts a row, by its commodity code. */
    public boolean isCounted(ImportRow row) {
        return commonBook.counts(row.commodityCode(), row.commodityCode(), Period.of(row.period()));
    }

    /**
     * Converts a row to a valid record.
     *
     * @throws RowFault for the first field that breaks a rule
     */
    public ImportRow check(RawImport raw) throws RowFault {
        for (ImportField field : ImportField.values()) {
            if (!field.optional() && raw.lacks(field)) {
                throw new RowFault(RejectionReason.MISSING_FIELD, field.column() + " is empty; every row needs it");
            }
        }
        String dataset = dataset(raw.get(DATASET));
        String recordId = recordId(raw.get(RECORD_ID));
        long revision = revision(raw.get(REVISION));
        String reporter = country(REPORTER, raw.get(REPORTER));
        String origin = raw.get(ORIGIN).equals(ImportBounds.UNKNOWN_ORIGIN)
                ? ImportBounds.UNKNOWN_ORIGIN
                : country(ORIGIN, raw.get(ORIGIN));
        String code = commodityCode(raw.get(COMMODITY_CODE));
        String period = period(raw.get(PERIOD));
        long cents = customsValueCents(raw.get(CUSTOMS_VALUE_USD));
        OptionalLong grams = netWeightGrams(raw.get(NET_WEIGHT_KG), cents);
        boolean withdrawn = !raw.lacks(WITHDRAWN) && withdrawn(raw.get(WITHDRAWN));
        return new ImportRow(
                dataset, recordId, revision, reporter, origin, code, period, cents, grams, withdrawn, raw.originArea());
    }

    private static String dataset(String text) throws RowFault {
        return require(
                ImportBounds.isDataset(text),
                DATASET,
                text,
                "1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen");
    }

    private static String recordId(String text) throws RowFault {
        boolean valid = text.length() <= ImportBounds.MAX_RECORD_ID_LENGTH
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        return require(valid, RECORD_ID, text, "1 to 256 characters without control characters");
    }

    private static long revision(String text) throws RowFault {
        // 19 digits always fit an unsigned long; a number beyond the signed range becomes negative.
        long revision = WHOLE_NUMBER.matcher(text).matches() ? Long.parseUnsignedLong(text) : -1;
        if (revision < 0) {
            throw fault(REVISION, text, "a whole number from 0 to " + Long.MAX_VALUE);
        }
        return revision;
    }

    private String country(ImportField field, String text) throws RowFault {
        if (text.equals(ImportBounds.UNKNOWN_ORIGIN) || !knownCountry.test(text)) {
            throw new RowFault(
                    RejectionReason.UNKNOWN_COUNTRY,
                    "%s: %s is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code%s"
                            .formatted(
                                    field.column(),
                                    RowFault.quoted(text),
                                    field == ORIGIN ? ", or XX for an unknown origin" : ""));
        }
        return text;
    }

    private static String commodityCode(String text) throws RowFault {
        return require(
                ImportBounds.isCommodityCode(text), COMMODITY_CODE, text, "2 to 10 digits without dots or blanks");
    }

    private String period(String text) throws RowFault {
        if (!isPeriod(text)) {
            throw fault(
                    PERIOD,
                    text,
                    "a month YYYY-MM or a year YYYY, from %d to %s"
                            .formatted(ImportBounds.FIRST_YEAR, Months.text(Months.of(clock.instant()))));
        }
        return text;
    }

    /** Whether a text is a period of which there can be figures. */
    public boolean isPeriod(String text) {
        Period period = Period.parse(text);
        return period != null
                && period.firstMonth() >= FIRST_MONTH
                && period.firstMonth() <= Months.of(clock.instant());
    }

    private static long customsValueCents(String text) throws RowFault {
        return scaled(CUSTOMS_VALUE_USD, text, 2, ImportBounds.MAX_VALUE_CENTS, "US dollars from 0 to 1 trillion");
    }

    /** Goods of a value have a weight: 0 kg of them is an unknown weight. */
    private static OptionalLong netWeightGrams(String text, long cents) throws RowFault {
        if (UnknownWeight.matches(text)) {
            return OptionalLong.empty();
        }
        long grams = scaled(NET_WEIGHT_KG, text, 3, ImportBounds.MAX_WEIGHT_GRAMS, "kilograms from 0 to 1 trillion");
        return grams == 0 && cents > 0 ? OptionalLong.empty() : OptionalLong.of(grams);
    }

    /** A decimal number as a whole number of its smallest units; zeros at its end do not count as decimals. */
    private static long scaled(ImportField field, String text, int decimals, long max, String expected)
            throws RowFault {
        long plain = PlainDecimal.units(text, decimals);
        if (plain != PlainDecimal.OTHER && plain <= max) {
            return plain;
        }
        if (NUMBER.matcher(text).matches()) {
            BigDecimal units = new BigDecimal(text).scaleByPowerOfTen(decimals).stripTrailingZeros();
            boolean inRange = units.signum() >= 0 && units.compareTo(BigDecimal.valueOf(max)) <= 0;
            if (inRange && units.scale() <= 0) {
                return units.longValueExact();
            }
        }
        throw fault(
                field,
                text,
                expected + ", with at most " + decimals + " decimals"
                        + (GROUPED.matcher(text).matches() ? " and without thousands separators" : ""));
    }

    private static boolean withdrawn(String text) throws RowFault {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault(WITHDRAWN, text, "true, false or nothing");
        };
    }

    private static String require(boolean valid, ImportField field, String text, String expected) throws RowFault {
        if (!valid) {
            throw fault(field, text, expected);
        }
        return text;
    }

    private static RowFault fault(ImportField field, String text, String expected) {
        return new RowFault(
                reason(field), "%s: %s; expected %s".formatted(field.column(), RowFault.quoted(text), expected));
    }

    private static RejectionReason reason(ImportField field) {
        return switch (field) {
            case DATASET -> RejectionReason.INVALID_DATASET;
            case RECORD_ID -> RejectionReason.INVALID_RECORD_ID;
            case REVISION -> RejectionReason.INVALID_REVISION;
            case REPORTER, ORIGIN -> RejectionReason.UNKNOWN_COUNTRY;
            case COMMODITY_CODE -> RejectionReason.INVALID_COMMODITY_CODE;
            case PERIOD -> RejectionReason.INVALID_PERIOD;
            case CUSTOMS_VALUE_USD -> RejectionReason.INVALID_CUSTOMS_VALUE;
            case NET_WEIGHT_KG -> RejectionReason.INVALID_NET_WEIGHT;
            case WITHDRAWN -> RejectionReason.INVALID_WITHDRAWN;
        };
    }
}
