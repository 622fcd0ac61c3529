package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsWriter;

/** One input partition's half of the topology: a real ledger, and the partials that are written but not yet sent. */
final class InputPartition {

    /** So few that most books are written by themselves. */
    private static final int A_FEW = 5;

    private final int number;
    private final int partitions;
    private final String basis;
    private final List<LogEntry> log;
    private final Deque<KeyValue<String, SpecificRecord>> outbox = new ArrayDeque<>();
    private ImportLedger ledger = emptyLedger();
    private PartialsWriter partials;
    private boolean hasSentAll;
    private int read;
    private long generation;

    InputPartition(int number, int partitions, WindowRule rule, List<LogEntry> log) {
        this.basis = TopologyRig.parameters(
                        Catalogue.bundled(), rule, partitions, TopologyRig.EMPTY_LOG, new SimpleMeterRegistry())
                .basis();
        this.number = number;
        this.partitions = partitions;
        this.log =
                log.stream().filter(entry -> entry.standsIn(number, partitions)).toList();
    }

    /** The log of this partition. */
    List<LogEntry> log() {
        return log;
    }

    boolean isDone() {
        return read == log.size() && outbox.isEmpty();
    }

    void read(int most) {
        for (int i = 0; i < most && read < log.size(); i++) {
            apply(log.get(read++));
        }
    }

    /** Writes what {@link ReportChanges} would send at a flush. */
    void flush() {
        if (partials == null) {
            partials = new PartialsWriter(ledger, number, ++generation);
            partials.begin(partitions, basis, this::send);
            hasSentAll = false;
        }
        if (!hasSentAll) {
            hasSentAll = partials.writeNext(A_FEW, null, this::send);
        } else {
            partials.writeChanges(null, this::send);
        }
    }

    void flushAll() {
        do {
            flush();
        } while (!hasSentAll);
    }

    /** Loses what has not been sent, as an aborted transaction does, and builds the ledger from the log again. */
    void restart() {
        outbox.clear();
        ledger = emptyLedger();
        log.subList(0, read).forEach(this::apply);
        partials = null;
    }

    /** Sends the oldest partials that are not sent yet. */
    void deliver(BiConsumer<String, SpecificRecord> receiver, int most) {
        for (int i = 0; i < most && !outbox.isEmpty(); i++) {
            KeyValue<String, SpecificRecord> partial = outbox.remove();
            receiver.accept(partial.key, partial.value);
        }
    }

    private void apply(LogEntry entry) {
        ledger.apply(entry.key(), entry.value());
    }

    private void send(String key, SpecificRecord partial) {
        outbox.add(KeyValue.pair(key, partial));
    }

    private static ImportLedger emptyLedger() {
        return new ImportLedger(InputPartition::decode, Catalogue.bundled(), WindowRule.DEFAULT);
    }

    static SpecificRecord decode(byte[] value) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .deserializer()
                .deserialize(Topics.CUSTOMS_IMPORTS.name(), value);
    }
}
