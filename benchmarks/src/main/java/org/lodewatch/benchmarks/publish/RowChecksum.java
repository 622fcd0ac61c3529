package org.lodewatch.benchmarks.publish;

import com.dynatrace.hash4j.hashing.Hashing;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** A checksum of customs imports in any order. One that is lost, doubled or changed changes it. */
final class RowChecksum {

    private final Serializer<SpecificRecord> serializer =
            Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
    private long rows;
    private long hashes;

    /** Adds one, regardless of when it was published and whether completion follows. */
    void add(String recordId, CustomsImport line) {
        CustomsImport content = CustomsImport.newBuilder(line)
                .setPublishedAt(Instant.EPOCH)
                .setCompletionFollows(false)
                .build();
        rows++;
        hashes += Hashing.xxh3_64()
                .hashStream()
                .putString(recordId)
                .putByteArray(serializer.serialize("", content))
                .getAsLong();
    }

    long rows() {
        return rows;
    }

    /** Whether the same rows were added, as far as a checksum shows. */
    boolean isEqualTo(RowChecksum other) {
        return rows == other.rows && hashes == other.hashes;
    }
}
