package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Compares the record that is made of a row with the texts of the row, and its message with what the ledger accepts. The
 * comparison computes with decimal numbers of any size.
 */
final class RowRules {

    private static final String PLAIN_NUMBER = "[0-9]{1,12}(\\.[0-9]{1,12})?";
    private static final Pattern NUMBER = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    private final Catalogue catalogue = Catalogue.bundled();
    private final ImportRules rules = ImportRules.of(catalogue);
    private final Serde<SpecificRecord> serde = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);

    /** An empty ledger for the records of one file. */
    ImportLedger ledger() {
        return new ImportLedger(
                value -> serde.deserializer().deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                catalogue,
                WindowRule.DEFAULT);
    }

    /**
     * Checks a row.
     *
     * @param ledger gets the record that is made of it
     * @return whether it became a record
     */
    boolean check(RawImport row, ImportLedger ledger) throws WrongAnswer {
        try {
            ImportRow record = rules.check(row);
            requireRight(row, record);
            publish(record, ledger);
            return true;
        } catch (RowFault fault) {
            Refusals.requireOneLine(fault.getMessage());
            if (isPlain(row)) {
                throw new WrongAnswer("refusal of a right row", row + ": " + fault.getMessage());
            }
            return false;
        }
    }

    private void publish(ImportRow row, ImportLedger ledger) throws WrongAnswer {
        CustomsImport message = row.publishedAt(Instant.now(), false);
        byte[] value = serde.serializer().serialize(Topics.CUSTOMS_IMPORTS.name(), message);
        byte[] key = row.recordId().getBytes(UTF_8);
        ImportRow read = ImportRow.of(
                row.recordId(), (CustomsImport) serde.deserializer().deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
        WrongAnswer.requireEqual("published record", withoutArea(row), read);
        if (ledger.apply(key, value) == Outcome.REJECTED
                && ledger.rejection().reason() != RejectionReason.CONFLICTING_CONTENT) {
            throw new WrongAnswer(
                    "record of a feed that the ledger rejects",
                    row + ": " + ledger.rejection().message());
        }
    }

    /** The area is for the report of a run, and is not published. */
    private static ImportRow withoutArea(ImportRow row) {
        return new ImportRow(
                row.dataset(),
                row.recordId(),
                row.revision(),
                row.reporter(),
                row.origin(),
                row.commodityCode(),
                row.period(),
                row.customsValueCents(),
                row.netWeightGrams(),
                row.withdrawn());
    }

    private void requireRight(RawImport row, ImportRow record) throws WrongAnswer {
        requireText(row, ImportField.DATASET, record.dataset());
        requireText(row, ImportField.RECORD_ID, record.recordId());
        requireText(row, ImportField.REPORTER, record.reporter());
        requireText(row, ImportField.ORIGIN, record.origin());
        requireText(row, ImportField.COMMODITY_CODE, record.commodityCode());
        requireText(row, ImportField.PERIOD, record.period());
        requireNumber(row, ImportField.REVISION, record.revision(), 0);
        requireNumber(row, ImportField.CUSTOMS_VALUE_USD, record.customsValueCents(), 2);
        WrongAnswer.requireEqual("withdrawn", "true".equals(row.get(ImportField.WITHDRAWN)), record.withdrawn());
        if (record.netWeightGrams().isPresent()) {
            requireNumber(
                    row, ImportField.NET_WEIGHT_KG, record.netWeightGrams().getAsLong(), 3);
        } else if (number(row.get(ImportField.NET_WEIGHT_KG))
                .filter(weight -> weight.signum() != 0)
                .isPresent()) {
            throw new WrongAnswer("weight that is left out", row.toString());
        }
        if (!isPossible(row)) {
            throw new WrongAnswer("use of a row that is not right", row.toString());
        }
    }

    private static void requireText(RawImport row, ImportField field, String found) throws WrongAnswer {
        WrongAnswer.requireEqual(field.column(), row.get(field), found);
    }

    private static void requireNumber(RawImport row, ImportField field, long found, int decimals) throws WrongAnswer {
        BigDecimal expected = number(row.get(field))
                .orElseThrow(() -> new WrongAnswer("number from a text that is none", row.toString()));
        if (expected.compareTo(BigDecimal.valueOf(found, decimals)) != 0) {
            throw new WrongAnswer("wrong " + field.column(), "%s became %d".formatted(row, found));
        }
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** Whether a row may be used: what the documentation says of each field. */
    private boolean isPossible(RawImport row) {
        String period = row.get(ImportField.PERIOD);
        String id = row.get(ImportField.RECORD_ID);
        return row.get(ImportField.DATASET).matches("[a-z0-9][a-z0-9-]{0,62}")
                && !id.isEmpty()
                && id.length() <= 256
                && id.chars().noneMatch(Character::isISOControl)
                && !row.get(ImportField.REPORTER).equals("XX")
                && catalogue.country(row.get(ImportField.REPORTER)).isPresent()
                && catalogue.country(row.get(ImportField.ORIGIN)).isPresent()
                && row.get(ImportField.COMMODITY_CODE).matches("[0-9]{2,10}")
                && period.matches("[0-9]{4}(-(0[1-9]|1[0-2]))?")
                && period.compareTo("1990") >= 0
                && period.compareTo(YearMonth.now(ZoneOffset.UTC).toString()) <= 0
                && isAmount(row.get(ImportField.CUSTOMS_VALUE_USD), 2);
    }

    private static boolean isAmount(String text, int decimals) {
        return number(text)
                .filter(amount -> amount.signum() >= 0
                        && amount.compareTo(MOST) <= 0
                        && amount.stripTrailingZeros().scale() <= decimals)
                .isPresent();
    }

    /** Whether no rule could refuse a row. */
    private boolean isPlain(RawImport row) {
        String value = row.get(ImportField.CUSTOMS_VALUE_USD);
        String weight = row.get(ImportField.NET_WEIGHT_KG);
        return value.matches(PLAIN_NUMBER)
                && (weight.isEmpty() || weight.matches(PLAIN_NUMBER) && isAmount(weight, 3))
                && row.get(ImportField.REVISION).matches("[0-9]{1,18}")
                && row.get(ImportField.WITHDRAWN).matches("|true|false")
                && row.get(ImportField.RECORD_ID).chars().noneMatch(c -> Character.isSurrogate((char) c))
                && isPossible(row);
    }
}
