package org.lodewatch.streams.topology;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** One input partition's half of the topology: a real ledger, and the partials that it has worded but not yet sent. */
final class InputPartition {

    private final int number;
    private final int partitions;
    private final List<LogEntry> log;
    private final Deque<KeyValue<String, SpecificRecord>> outbox = new ArrayDeque<>();
    private ImportLedger ledger = emptyLedger();
    private Partials partials;
    private int read;
    private long generation;

    InputPartition(int number, int partitions, List<LogEntry> log) {
        this.number = number;
        this.partitions = partitions;
        this.log =
                log.stream().filter(entry -> entry.standsIn(number, partitions)).toList();
    }

    /** What the log of this partition holds. */
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

    /** Words what {@link ReportChanges} would send at a flush. */
    void flush() {
        if (partials == null) {
            partials = new Partials(number, ++generation);
            sendAll();
        } else {
            sendChanges();
        }
    }

    /** Loses what has not been sent, as an aborted transaction does, and builds the ledger from the log again. */
    void restart() {
        outbox.clear();
        ledger = emptyLedger();
        log.subList(0, read).forEach(this::apply);
        partials = null;
    }

    /** Sends the oldest partials that are still here. */
    void deliver(TopologyRig rig, int most) {
        for (int i = 0; i < most && !outbox.isEmpty(); i++) {
            KeyValue<String, SpecificRecord> partial = outbox.remove();
            rig.partials.pipeInput(partial.key, partial.value);
        }
    }

    private void apply(LogEntry entry) {
        ledger.apply(entry.key(), entry.value());
    }

    private void sendAll() {
        send(
                "begin",
                partials.begin(partitions, DependenceTopology.fingerprint(Catalogue.bundled(), WindowRule.DEFAULT)));
        for (LedgerOwner owner : ledger.owners()) {
            owner.takeChanged();
            send(owner.key().toString(), partials.clock(owner));
        }
        for (LedgerBook book : ledger.books()) {
            book.takeChanged();
            send(book.key().toString(), partials.whole(book, null));
        }
        send("end", partials.end());
    }

    private void sendChanges() {
        for (LedgerBook book : ledger.books()) {
            SortedMap<Integer, BitSet> changed = book.takeChanged();
            if (!changed.isEmpty()) {
                send(book.key().toString(), partials.changes(book, changed, null));
            }
        }
        for (LedgerOwner owner : ledger.owners()) {
            if (owner.takeChanged()) {
                send(owner.key().toString(), partials.clock(owner));
            }
        }
    }

    private void send(String what, SpecificRecord partial) {
        outbox.add(KeyValue.pair(what + "#" + number, partial));
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
