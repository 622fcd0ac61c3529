package org.lodewatch.schemas.rules;

import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Period;

/** Collects the first fault of a record. Later ones are often its consequences. Not thread-safe. */
public final class FirstFault {

    /** Above what doubles lose when parts of a sum are added up. */
    private static final double ROUNDING = 1e-6;

    /** After the latest period that can be published. */
    private static final int LAST_YEAR = 2100;

    private static final int MOST_SHOWN = 60;

    private String fault;

    /** The first fault in a line; empty if there is none. */
    public Optional<String> found() {
        return Optional.ofNullable(fault);
    }

    void add(String text) {
        if (fault == null) {
            fault = text;
        }
    }

    /** @param expected such as {@code 0 or more} */
    void unless(boolean met, String field, Object value, String expected) {
        if (!met && fault == null) {
            fault = "%s is '%s': %s is expected".formatted(field, shown(value), expected);
        }
    }

    /** The key must be the text that the fields give. */
    void unlessKey(String key, String ofFields) {
        if (!key.equals(ofFields) && fault == null) {
            fault = "the key is '%s', but the value is of '%s'".formatted(shown(key), shown(ofFields));
        }
    }

    void unlessDataset(String dataset) {
        unless(
                ImportBounds.isDataset(dataset),
                "dataset",
                dataset,
                "lower-case letters, digits and dashes, at most 63,");
    }

    void unlessReporter(String reporter) {
        unless(CountryCode.isCode(reporter), "reporter", reporter, "an alpha-2 code");
    }

    void unlessBook(String dataset, String reporter, String mineral) {
        unlessDataset(dataset);
        unlessReporter(reporter);
        unless(isId(mineral), "mineral", mineral, "the id of a mineral or form");
    }

    void unlessMonth(String field, String month) {
        unless(isMonth(month), field, month, "YYYY-MM from 1900 to " + LAST_YEAR);
    }

    /** YYYY-MM or YYYY. */
    void unlessPeriod(String field, String text) {
        unless(
                Period.parse(text) != null
                        && text.compareTo(Integer.toString(ImportBounds.FIRST_YEAR)) >= 0
                        && text.compareTo(Integer.toString(LAST_YEAR)) < 0,
                field,
                text,
                "YYYY-MM or YYYY from " + ImportBounds.FIRST_YEAR);
    }

    void unlessCountry(String field, String country) {
        unless(CountryCode.isCode(country), field, country, "an alpha-2 code");
    }

    void unlessCountries(String field, List<String> countries) {
        countries.forEach(country -> unlessCountry(field, country));
    }

    void unlessCount(String field, Long count) {
        unless(count == null || count >= 0, field, count, "0 or more");
    }

    /** A part of a whole, 0 to 1. Null is accepted. */
    void unlessPart(String field, Double part) {
        unlessIn(field, part, 0, 1);
    }

    /** Null is accepted; not a number and infinity are not. */
    void unlessIn(String field, Double number, double least, double most) {
        boolean met = number == null || number >= least - ROUNDING && number <= most + ROUNDING;
        if (!met) { // formatted only then: a reader of all shares checks several numbers of each country
            unless(false, field, number, "%.0f to %.0f".formatted(least, most));
        }
    }

    /** Null is accepted. */
    void unlessFinite(String field, Double number) {
        unless(number == null || Double.isFinite(number), field, number, "a number");
    }

    static boolean isMonth(String text) {
        Period period = text == null ? null : Period.parse(text);
        return period != null
                && !period.isYear()
                && text.compareTo("1900") >= 0
                && text.compareTo(Integer.toString(LAST_YEAR)) < 0;
    }

    /** Whether a text can be the id of a mineral, form, bloc or policy: lower-case letters, digits and dashes. */
    static boolean isId(String text) {
        return text.length() <= MOST_SHOWN * 4
                && !text.isEmpty()
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text)
                .replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }
}
