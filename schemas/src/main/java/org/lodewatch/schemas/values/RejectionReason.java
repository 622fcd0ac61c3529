package org.lodewatch.schemas.values;

import java.util.Locale;

/**
 * Why a row or record cannot be used: the one list of reasons, for feeds and for the ledger.
 *
 * <p>The code is the value of the header {@code __streams.errors.exception} in customs-imports-rejected and of the
 * label {@code reason} in metrics. docs/data.md lists all of them.
 */
public enum RejectionReason {
    INVALID_DATASET("The dataset is not 1 to 63 lower-case letters, digits and hyphens."),
    INVALID_RECORD_ID("The record id is too long or contains control characters."),
    INVALID_REVISION("The revision is not a whole number from 0."),
    INVALID_COMMODITY_CODE("The commodity code is not 2 to 10 digits."),
    INVALID_PERIOD("The period is not a month or year, lies outside the allowed range, or does not fit the window."),
    INVALID_CUSTOMS_VALUE("The customs value is not a number, is negative, too large or too precise."),
    INVALID_NET_WEIGHT("The net weight is not a number, is negative, too large or too precise."),
    INVALID_WITHDRAWN("The withdrawn field is not true, false or empty."),
    INVALID_PUBLISHED_AT("The time of publication lies outside 1990 to 2099."),
    UNKNOWN_COUNTRY("The reporter or origin is not a country of the catalogue."),
    MISSING_FIELD("A required field is empty."),
    MIXED_PERIOD_LENGTHS("The row has a year where its dataset has months, or the other way round."),
    CONFLICTING_CONTENT("The same record id and revision came before with other content; the first stays."),
    OVERLAPPING_CODES(
            "The commodity code contains, or is contained in, the code of another row: goods would count twice."),
    WRONG_CODE_LEVEL("The commodity code has another number of digits than the codes of its dataset."),
    INVALID_PROPERTIES(
            "A dataset is described with a period length, code length, basis or currency that does not exist."),
    PERIOD_NOT_OVER("A period is declared complete before it is over."),
    REPEATED_LINE("A record set has two lines of one commodity code and origin."),
    TOTAL_TOO_LARGE("With the record the total of its dataset and reporter would be larger than any real one."),
    WRONG_PARTITION("The Kafka record is in another partition than its key belongs to."),
    MISSING_KEY("The Kafka record has no key."),
    MISSING_VALUE("The Kafka record has no value."),
    UNDECODABLE("The value of the Kafka record is not a message of this topic."),
    WRONG_KEY("The key of a record of an internal topic or store is not the one of its message."),
    IMPLAUSIBLE("A message of an internal topic or store has a value that no instance writes."),
    UNKNOWN_GENERATION("A message of lodewatch-partials belongs to no begin that is in effect."),
    INVALID_POLICY("A policy breaks the rules of policies, and the one before it stays in force."),
    LINE_TOO_LONG("A line of the file is too long."),
    MALFORMED_UTF8("A line of the file is not UTF-8."),
    UNREADABLE_CSV("A line of the file is not CSV after RFC 4180."),
    UNREADABLE_JSON("A line of the file is not one flat JSON object."),
    WRONG_COLUMN_COUNT("A line of the file has more or fewer columns than the header."),
    REPEATED_ROW("A source's answer has two rows of one commodity code and country."),
    NOT_A_FIGURE("A value in a source's answer is not a whole number of US dollars."),
    NO_CONTROL_TOTAL("A source's answer has no total to check its rows by."),
    DOES_NOT_ADD_UP("The rows of a source's answer do not add up to its total."),
    LINES_MISSING("A source's answer has no rows, but its total is not zero."),
    NOT_ASKED_FOR("A source's answer has a row outside the request."),
    CUT_OFF("A source's answer reached the source's row limit, so rows may be missing."),
    EMPTY_ANSWER("A source lists a period as published but returns no rows for it."),
    NO_ZIP_FILE("A downloaded file is not a zip file."),
    DAMAGED_ZIP_FILE("A downloaded zip file is cut off or damaged."),
    MISSING_MEMBER("A downloaded zip file lacks a file that it must contain."),
    DOUBLE_MEMBER("A downloaded zip file contains one file twice."),
    EMPTY_MEMBER("A file in a downloaded zip file is empty."),
    BAD_LINE("A line in a downloaded zip file breaks the documented layout.");

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String sentence;

    RejectionReason(String sentence) {
        this.sentence = sentence;
    }

    /** The stable code, such as {@code invalid-customs-value}. */
    public String code() {
        return code;
    }

    /** What the code means, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** The code. */
    @Override
    public String toString() {
        return code;
    }
}
