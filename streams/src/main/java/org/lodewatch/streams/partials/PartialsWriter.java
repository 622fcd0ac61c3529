package org.lodewatch.streams.partials;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
    private final Queue<LedgerBook> unsent = new ArrayDeque<>();

    /** @param generation a number that differs from those of earlier starts of the input partition: the time of the start */
    public PartialsWriter(ImportLedger ledger, int inputPartition, long generation) {
        this.ledger = ledger;
        this.inputPartition = inputPartition;
        this.generation = generation;
    }

    /** Writes the begin of everything that the ledger holds. {@link #writeNext} writes it. */
    public void begin(int inputPartitions, String basis, BiConsumer<String, SpecificRecord> out) {
        write(out, new PartialsBegin(inputPartition, generation, inputPartitions, basis));
        // Unsent books are written whole, with what has changed in them.
        ledger.owners().forEach(LedgerOwner::takeChangedBooks);
        unsent.addAll(ledger.books());
    }

    /**
     * Writes the next books, and once all are written, those again that have changed meanwhile, the clocks and the end. Readers stage
     * it up to the end, so that it is as if all were written at the end.
     *
     * @param most how many totals, each of a country in a month, are written before further books are left to the next call
     * @param newestImportAt when the newest import behind the messages was published; null if there is none
     * @param out receives each message with its key
     * @return whether the end is written
     */
    public boolean writeNext(int most, Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        for (int written = 0; written < most && !unsent.isEmpty(); ) {
            written += writeWhole(unsent.remove(), newestImportAt, out);
        }
        if (!unsent.isEmpty()) {
            return false;
        }
        for (LedgerOwner owner : ledger.owners()) {
            owner.takeChangedBooks().stream()
                    .filter(LedgerBook::hasChanged)
                    .forEach(book -> writeWhole(book, newestImportAt, out));
            owner.takeChanged();
            if (!owner.clock().isEmpty()) {
                write(out, clock(owner));
            }
        }
        write(out, new PartialsEnd(inputPartition, generation));
        return true;
    }

    /** @return how many totals of a country in a month the book has */
    private int writeWhole(LedgerBook book, Instant newestImportAt, BiConsumer<String, SpecificRecord> out) {
        book.takeChanged();
        List<MonthPartial> months = new ArrayList<>();
        book.totals().forEach((month, totals) -> months.add(MonthTotals.message(month, totals)));
        write(out, partial(book.key(), months, newestImportAt, true, false));
        return months.stream().mapToInt(month -> month.getCountries().size()).sum();
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
