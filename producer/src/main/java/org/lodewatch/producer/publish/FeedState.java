package org.lodewatch.producer.publish;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;

/** The committed state of a feed, and what all feeds have published. */
interface FeedState {

    Optional<FeedCheckpoint> lastCheckpoint();

    /**
     * The newest editions of record sets, encoded, because few of them are decoded and encoded they are small.
     *
     * @param prefix what their keys begin with: dataset and reporter
     * @return by key
     */
    Map<String, byte[]> recordSets(String prefix);

    /** What every dataset measures, by dataset. */
    Map<String, DatasetProperties> datasets();

    /** What was published of each period of a dataset, by key. */
    Map<String, FeedPeriod> periods(String dataset);

    /** The number of records in customs-imports, or somewhat more; empty if this user may not read it. */
    OptionalLong logSize();

    /**
     * Reads the committed records of some datasets in customs-imports, those of a record id in the order of publication. Skips
     * what cannot be decoded.
     *
     * @param each receives a record id and a record
     */
    void readLog(Set<String> datasets, BiConsumer<String, CustomsImport> each);
}
