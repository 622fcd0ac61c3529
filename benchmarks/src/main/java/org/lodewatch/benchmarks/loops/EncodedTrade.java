package org.lodewatch.benchmarks.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Made-up imports as bytes of the log. */
record EncodedTrade(byte[][] keys, byte[][] values) {

    private static final Instant PUBLISHED_AT = Instant.parse("2026-06-14T08:00:00Z");

    static EncodedTrade of(int records) {
        Serializer<SpecificRecord> serializer =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        SyntheticTrade trade = SyntheticTrade.of(Catalogue.bundled(), "synthetic", List.of("US"), Workload.LAST);
        Iterator<SyntheticFeed.ValidRow> rows = new SyntheticFeed(trade, Workload.DEFAULT_SEED, Long.MAX_VALUE)
                .validRows(0)
                .iterator();
        byte[][] keys = new byte[records][];
        byte[][] values = new byte[records][];
        for (int index = 0; index < records; index++) {
            ImportRow row = rows.next().row();
            keys[index] = row.recordId().getBytes(UTF_8);
            values[index] = serializer.serialize("", row.publishedAt(PUBLISHED_AT, false));
        }
        return new EncodedTrade(keys, values);
    }
}
