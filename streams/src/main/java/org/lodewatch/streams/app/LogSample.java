package org.lodewatch.streams.app;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;

/**
 * Counts the different record ids and cells of one partition of customs-imports. The partition of a record follows from its
 * id, so each partition has about as many ids as any other. Of the ids and cells it remembers those with one hash in {@value
 * #PART}, which is enough for the large numbers that matter. Not thread-safe.
 */
final class LogSample {

    private static final int PART = 16;

    private final Hasher64 hasher = Hashing.xxh3_64();
    private final QuickDecoder decoder;
    private final Catalogue catalogue;
    private final Set<Long> ids = new HashSet<>();
    private final Set<Long> cells = new HashSet<>();
    private final Map<String, Optional<Classification>> classified = new HashMap<>();

    /** @param decoder of values, or throws {@link UndecodableException} */
    LogSample(Function<byte[], SpecificRecord> decoder, Catalogue catalogue) {
        this.decoder = new QuickDecoder(decoder);
        this.catalogue = catalogue;
    }

    void add(byte[] key, byte[] value) {
        if (key == null || value == null) {
            return;
        }
        try {
            if (decoder.apply(value) instanceof CustomsImport line) {
                remember(ids, hasher.hashBytesToLong(key));
                classified
                        .computeIfAbsent(line.getCommodityCode(), catalogue::classify)
                        .ifPresent(found -> remember(
                                cells,
                                hasher.hashStream()
                                        .putString(line.getDataset())
                                        .putString(line.getReporter())
                                        .putString(found.book())
                                        .putString(line.getPeriod())
                                        .putString(line.getOrigin())
                                        .getAsLong()));
            }
        } catch (UndecodableException e) {
            // It takes no place in a ledger.
        }
    }

    private static void remember(Set<Long> hashes, long hash) {
        if (Long.remainderUnsigned(hash, PART) == 0) {
            hashes.add(hash);
        }
    }

    /** About how much heap an instance needs at least that has partitions like this one, as far as it has been read. */
    HeapNeed need(int partitions) {
        return new HeapNeed(partitions, (long) ids.size() * PART * partitions, (long) cells.size() * PART);
    }
}
