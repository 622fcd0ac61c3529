package org.lodewatch.streams.partials;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;

/** Reads the partials of all input partitions: skips the ones read before, stages or applies the others. */
public final class PartialsIntake {

    private final PartialsStore store;
    private final String basis;
    private final SeenOffsets seen;
    private final PartialsProtocol protocol;
    private final TaskBooks books;

    /** @param basis what the published figures depend on besides the records */
    public PartialsIntake(PartialsStore store, Catalogue catalogue, WindowRule rule, String basis) {
        this.store = store;
        this.basis = basis;
        this.seen = new SeenOffsets(store);
        this.protocol = new PartialsProtocol(store);
        this.books = new TaskBooks(store, catalogue, rule, protocol.inputPartitions());
    }

    public TaskBooks books() {
        return books;
    }

    /** Whether the books show the whole input, all of it under the basis of this task. Only then are they published. */
    public boolean isWhole() {
        return protocol.isWhole(basis);
    }

    /**
     * Whether only some messages of a flush about a dataset and reporter have been read. Then a record that moves between two
     * of their books may count in both or in neither, and they are not published.
     */
    public boolean isOpen(Owner owner) {
        return seen.isOpen(owner);
    }

    /** @param offset the offset of the message in lodewatch-partials */
    public void take(SpecificRecord message, long offset) {
        if (message instanceof BookPartial book
                && seen.markSeen(book.getInputPartition(), book.getGeneration(), offset, open(book))) {
            if (protocol.isStaging(book.getInputPartition())) {
                store.stage(book);
            } else {
                books.apply(book);
            }
        } else if (message instanceof ClockPartial clock
                && seen.markSeen(clock.getInputPartition(), clock.getGeneration(), offset)) {
            if (protocol.isStaging(clock.getInputPartition())) {
                store.stage(clock);
            } else {
                books.apply(clock);
            }
        } else if (message instanceof PartialsBegin begin
                && seen.markSeen(begin.getInputPartition(), begin.getGeneration(), offset)) {
            protocol.begin(begin);
        } else if (message instanceof PartialsEnd end
                && seen.markSeen(end.getInputPartition(), end.getGeneration(), offset)) {
            protocol.end(end).ifPresent(books::replace);
        }
    }

    private static Optional<Owner> open(BookPartial book) {
        return book.getMore() ? Optional.of(new Owner(book.getDataset(), book.getReporter())) : Optional.empty();
    }
}
