package org.lodewatch.streams.partials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;

/**
 * Writes the partials of one input partition from its ledger. All totals are absolute, so that reading a message twice
 * changes nothing.
 */
public final class PartialsWriter {

    private final ImportLedger ledger;
    private final int inputPartition;
    private final long generation;

    /** @param generation a number that is higher at each start of the input partition */
    public PartialsWriter(ImportLedger ledger, int inputPartition, long generation) {
        this.ledger = ledger;
        this.inputPartition = inputPartition;
        this.generation = generation;
    }

    /**
     * Writes everything that the ledger holds, between a begin and an end.
     *
     * @param basis what the figures depend on besides the records
     * @param newestImportAt when the newest import behind the messages was published; null if there is none
     * @param out receives each message with its key
     */
    public void writeAll(
            int inputPartitions, String basis, Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        write(out, new PartialsBegin(inputPartition, generation, inputPartitions, basis));
        for (LedgerOwner owner : ledger.owners()) {
            owner.takeChanged();
            owner.takeChangedBooks().forEach(LedgerBook::takeChanged);
            if (!owner.clock().isEmpty()) {
                write(out, clock(owner));
            }
        }
        for (LedgerBook book : ledger.books()) {
            List<MonthPartial> months = new ArrayList<>();
            book.totals().forEach((month, totals) -> months.add(MonthTotals.messageOfRecords(month, totals)));
            write(out, partial(book.key(), months, newestImportAt, true, false));
        }
        write(out, new PartialsEnd(inputPartition, generation));
    }

    /**
     * Writes the countries and months that have changed since the last call.
     *
     * @param newestImportAt when the newest import behind the messages was published; null if there is none
     * @param out receives each message with its key
     * @return whether anything has changed
     */
    public boolean writeChanges(Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        boolean written = false;
        for (LedgerOwner owner : ledger.owners()) {
            written |= writeChanges(owner, newestImportAt, out);
        }
        return written;
    }

    /** Writes the changes of a dataset and reporter, each message but the last one with {@code more}. */
    private boolean writeChanges(LedgerOwner owner, Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        List<LedgerBook> changed = owner.takeChangedBooks();
        boolean clockChanged = owner.takeChanged();
        int following = changed.size() + (clockChanged ? 1 : 0);
        boolean written = following > 0;
        for (LedgerBook book : changed) {
            List<MonthPartial> months = new ArrayList<>();
            book.takeChanged().forEach((month, totals) -> months.add(MonthTotals.message(month, totals)));
            following--;
            write(out, partial(book.key(), months, newestImportAt, false, following > 0));
        }
        // The clock last: a reader of a clock that declares a period complete has read the period's records.
        if (clockChanged) {
            write(out, clock(owner));
        }
        return written;
    }

    private BookPartial partial(
            BookKey book, List<MonthPartial> months, Instant newestImportAt, boolean whole, boolean more) {
        return new BookPartial(
                inputPartition,
                generation,
                book.dataset(),
                book.reporter(),
                book.mineral(),
                months,
                newestImportAt,
                whole,
                more);
    }

    private ClockPartial clock(LedgerOwner owner) {
        return ClockMessages.message(inputPartition, generation, owner.key(), owner.clock());
    }

    private static void write(BiConsumer<String, SpecificRecord> out, SpecificRecord message) {
        out.accept(PartialsCheck.key(message), message);
    }
}
