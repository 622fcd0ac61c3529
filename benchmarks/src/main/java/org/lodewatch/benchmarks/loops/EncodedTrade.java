package org.lodewatch.benchmarks.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Made-up imports as they stand in the log, in the order in which they were made. */
record EncodedTrade(byte[][] keys, byte[][] values) {

    private static final long SEED = 20260614;
    private static final Instant PUBLISHED_AT = Instant.parse("2026-06-14T08:00:00Z");

    static EncodedTrade of(int records) {
        Catalogue catalogue = Catalogue.bundled();
        ImportRules rules =
                new ImportRules(country -> catalogue.country(country).isPresent(), Clock.systemUTC());
        Serializer<SpecificRecord> serializer =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        byte[][] keys = new byte[records][];
        byte[][] values = new byte[records][];
        SyntheticTrade trade = SyntheticTrade.of(catalogue, "synthetic", List.of("US"), YearMonth.of(2025, 12));
        try (FeedReader rows = new SyntheticFeed(trade, SEED, Long.MAX_VALUE).open(Optional.empty())) {
            for (int made = 0; made < records; ) {
                try {
                    ImportRow row = rules.check(((FeedItem.Row) rows.next().orElseThrow()).fields());
                    keys[made] = row.recordId().getBytes(UTF_8);
                    values[made] = serializer.serialize("", row.publishedAt(PUBLISHED_AT, false));
                    made++;
                } catch (RowFault e) {
                    // A feed would set it aside.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedTrade(keys, values);
    }
}
