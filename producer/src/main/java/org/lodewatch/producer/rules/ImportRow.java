package org.lodewatch.producer.rules;

import java.time.Instant;
import java.util.OptionalLong;
import org.lodewatch.schemas.messages.CustomsImport;

/**
 * A valid customs import record, ready to be published.
 *
 * @param recordId stable name of the line within its dataset; the Kafka key
 * @param revision 0 or more
 * @param reporter ISO 3166-1 alpha-2
 * @param origin ISO 3166-1 alpha-2, or XX
 * @param commodityCode 2 to 10 digits
 * @param period YYYY-MM or YYYY
 * @param customsValueCents US cents, 0 or more
 * @param netWeightGrams grams, 0 or more; empty where the source has none
 * @param withdrawn whether this revision withdraws the line
 * @param originArea the area that the source names where the origin is XX, such as {@code Free zones (838)}; may be empty. It
 *     is not published
 */
public record ImportRow(
        String dataset,
        String recordId,
        long revision,
        String reporter,
        String origin,
        String commodityCode,
        String period,
        long customsValueCents,
        OptionalLong netWeightGrams,
        boolean withdrawn,
        String originArea) {

    /** A row whose source names no area. */
    public ImportRow(
            String dataset,
            String recordId,
            long revision,
            String reporter,
            String origin,
            String commodityCode,
            String period,
            long customsValueCents,
            OptionalLong netWeightGrams,
            boolean withdrawn) {
        this(
                dataset,
                recordId,
                revision,
                reporter,
                origin,
                commodityCode,
                period,
                customsValueCents,
                netWeightGrams,
                withdrawn,
                "");
    }

    /** The record of a message. */
    public static ImportRow of(String recordId, CustomsImport message) {
        return new ImportRow(
                message.getDataset(),
                recordId,
                message.getRevision(),
                message.getReporter(),
                message.getOrigin(),
                message.getCommodityCode(),
                message.getPeriod(),
                message.getCustomsValueCents(),
                message.getNetWeightGrams() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(message.getNetWeightGrams()),
                message.getWithdrawn());
    }

    /**
     * The message of this record, as published at a moment.
     *
     * @param completionFollows whether the feed will declare the period complete
     */
    public CustomsImport publishedAt(Instant moment, boolean completionFollows) {
        return new CustomsImport(
                dataset,
                revision,
                reporter,
                origin,
                commodityCode,
                period,
                customsValueCents,
                netWeightGrams.isPresent() ? netWeightGrams.getAsLong() : null,
                withdrawn,
                completionFollows,
                moment);
    }
}
