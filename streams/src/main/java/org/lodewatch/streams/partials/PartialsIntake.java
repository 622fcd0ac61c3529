package org.lodewatch.streams.partials;

import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partials of all input partitions: skips the ones read before, rejects those of a generation that is not in effect, stages or
 * applies the others.
 */
public final class PartialsIntake {

    private static final Logger LOG = LoggerFactory.getLogger(PartialsIntake.class);

    private final PartialsStore store;
    private final String basis;
    private final SeenOffsets seen;
    private final PartialsProtocol protocol;
    private final TaskBooks books;

    /** @param basis what the published figures depend on besides the records */
    public PartialsIntake(PartialsStore store, Catalogue catalogue, WindowRule rule, String basis) {
        this(store, catalogue, rule, basis, Set.of());
    }

    /**
     * @param basis what the published figures depend on besides the records
     * @param damaged the input partitions of whose totals some may be lost: none are in force until they begin again
     */
    public PartialsIntake(
            PartialsStore store, Catalogue catalogue, WindowRule rule, String basis, Set<Integer> damaged) {
        this.store = store;
        this.basis = basis;
        this.seen = new SeenOffsets(store);
        this.protocol = new PartialsProtocol(store, damaged);
        this.books = new TaskBooks(store, catalogue, rule, protocol.inputPartitions());
        protocol.inForce().forEach(books::setReplacing);
    }

    public TaskBooks books() {
        return books;
    }

    /** Whether the books show the whole input, all of it under the basis of this task. Only then are they published. */
    public boolean isWhole() {
        return protocol.isWhole(basis) && !isReplacing();
    }

    /** Whether some books have not yet taken over their totals in force. {@link #replaceNext} goes on with it. */
    public boolean isReplacing() {
        return books.isReplacing();
    }

    /**
     * Some books take over their totals in force.
     *
     * @param most how many totals, each of a country in a month, are replaced before further books are left to the next call
     */
    public void replaceNext(int most) {
        books.replaceNext(most);
    }

    /**
     * Whether only some messages of a flush about a dataset and reporter have been read. Then a record that moves between two
     * of their books may count in both or in neither, and they are not published.
     */
    public boolean isOpen(Owner owner) {
        return seen.isOpen(owner);
    }

    /** Whether an input partition has neither totals in force nor begun to send them. */
    public boolean hasNotBegun(int inputPartition) {
        return protocol.begin(inputPartition).isEmpty();
    }

    /**
     * Whether a message belongs to totals that were computed under another basis than this task's, as an earlier version does
     * before an upgrade. They are not published.
     */
    public boolean isOfAnotherBasis(SpecificRecord message) {
        return !(message instanceof PartialsBegin)
                && Sender.of(message)
                        .flatMap(sender -> protocol.begin(sender.inputPartition())
                                .filter(begin -> begin.getGeneration() == sender.generation()))
                        .filter(begin -> !begin.getCatalogue().equals(basis))
                        .isPresent();
    }

    /**
     * Reads a plausible message.
     *
     * @param offset the offset of the message in lodewatch-partials
     * @return why it is rejected; empty if it is not
     */
    public Optional<Rejection> take(SpecificRecord message, long offset) {
        Sender sender = Sender.of(message).orElseThrow();
        int partition = sender.inputPartition();
        if (!seen.isNew(partition, sender.generation(), offset)) {
            return Optional.empty();
        }
        Optional<Rejection> fault = message instanceof PartialsBegin begin
                ? protocol.fault(begin, basis)
                : protocol.fault(partition, sender.generation(), message instanceof PartialsEnd);
        if (fault.isPresent()) {
            return fault;
        }
        if (!(message instanceof PartialsBegin) && !protocol.isOfBegin(partition, sender.generation())) {
            resume(partition);
        }
        Optional<Owner> open = message instanceof BookPartial book ? open(book) : Optional.empty();
        seen.markSeen(partition, sender.generation(), offset, open);
        apply(message, partition);
        return Optional.empty();
    }

    /** Stores which messages were taken, so that a restarted task skips them. Call it before the task commits. */
    public void storeSeen() {
        seen.store();
    }

    private void resume(int partition) {
        protocol.resume(partition).ifPresent(begin -> {
            books.discardStaged(partition);
            LOG.error(
                    "input partition {} goes on with the totals before generation {}: no instance wrote the begin of that"
                            + " generation in lodewatch-partials",
                    partition,
                    begin.getGeneration());
        });
    }

    private void apply(SpecificRecord message, int partition) {
        boolean staging = protocol.isStaging(partition);
        if (message instanceof BookPartial book) {
            if (staging) {
                books.stage(book);
            } else {
                books.apply(book);
            }
        } else if (message instanceof ClockPartial clock) {
            if (staging) {
                store.stage(clock);
            } else {
                books.apply(clock);
            }
        } else if (message instanceof PartialsBegin begin) {
            books.discardStaged(partition);
            protocol.begin(begin);
        } else {
            protocol.end((PartialsEnd) message).ifPresent(books::replace);
        }
    }

    private static Optional<Owner> open(BookPartial book) {
        return book.getMore() ? Optional.of(new Owner(book.getDataset(), book.getReporter())) : Optional.empty();
    }
}
