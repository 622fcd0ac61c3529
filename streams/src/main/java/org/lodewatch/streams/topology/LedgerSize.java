package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lodewatch.core.ledger.ImportLedger;

/** The metrics of one input partition's ledger. They are updated at flushes, because only its own thread may read the ledger. */
final class LedgerSize implements AutoCloseable {

    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private volatile long records;
    private volatile long bytes;
    private volatile long unclassifiedCodes;

    LedgerSize(int partition, MeterRegistry registry) {
        this.registry = registry;
        this.gauges = List.of(
                gauge("records", "Record ids in the ledger.", partition, size -> size.records),
                gauge("bytes", "Bytes of memory that the ledger uses.", partition, size -> size.bytes),
                gauge(
                        "unclassified.codes",
                        "Different commodity codes that were read and the catalogue maps to no mineral.",
                        partition,
                        size -> size.unclassifiedCodes));
    }

    void update(ImportLedger ledger) {
        records = ledger.size();
        bytes = ledger.bytes();
        unclassifiedCodes = ledger.unclassifiedCodes();
    }

    /** Removes the metrics, because another instance may take over the partition. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }

    private Gauge gauge(String what, String description, int partition, ToDoubleFunction<LedgerSize> value) {
        return Gauge.builder("lodewatch.ledger." + what, this, value)
                .description(description)
                .tag("partition", Integer.toString(partition))
                .register(registry);
    }
}
