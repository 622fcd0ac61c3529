package org.lodewatch.core.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormats;

/** A few records of US imports of antimony, in a recount. */
final class Statistics {

    private static final MessageTypes IMPORTS =
            new MessageTypes(List.of(CustomsImport.class, PeriodComplete.class, DatasetProperties.class));

    static final String ANTIMONY_OXIDE = "282580";

    static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    final BatchRecount batch;
    private int lines;

    Statistics() {
        this(WindowRule.DEFAULT, 1);
    }

    Statistics(WindowRule rule, int inputPartitions) {
        batch = new BatchRecount(Statistics::decode, Catalogue.bundled(), rule, inputPartitions);
    }

    /** A record with an id of its own. */
    void line(String origin, String period, long usd) {
        add("line " + lines++, line(1, origin, period, usd).build());
    }

    /** A record with an id of its own, with a weight. */
    void line(String origin, String period, long usd, long grams) {
        add(
                "line " + lines++,
                line(1, origin, period, usd).setNetWeightGrams(grams).build());
    }

    boolean add(String id, SpecificRecord message) {
        return batch.add(0, id.getBytes(UTF_8), encoded(message));
    }

    void complete(int inputPartition, String period) {
        declare(inputPartition, period, PeriodState.COMPLETE, NOW);
    }

    boolean declare(int inputPartition, String period, PeriodState state, Instant publishedAt) {
        return batch.add(
                inputPartition,
                new byte[] {1},
                encoded(new PeriodComplete("us-census", "US", period, publishedAt, state)));
    }

    static CustomsImport.Builder line(long revision, String origin, String period, long usd) {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(revision)
                .setReporter("US")
                .setOrigin(origin)
                .setCommodityCode(ANTIMONY_OXIDE)
                .setPeriod(period)
                .setCustomsValueCents(usd * 100)
                .setPublishedAt(NOW);
    }

    static byte[] encoded(SpecificRecord message) {
        return WireFormats.WITHOUT_REGISTRY.shared().write("customs-imports", IMPORTS, message);
    }

    static SpecificRecord decode(byte[] value) {
        return WireFormats.WITHOUT_REGISTRY.shared().read(value, IMPORTS);
    }
}
