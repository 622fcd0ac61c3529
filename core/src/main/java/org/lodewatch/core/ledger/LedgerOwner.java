package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HashMap;
import java.util.Map;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.values.Period;

/** One dataset and reporter in one input partition: its clock and its books. */
public final class LedgerOwner {

    private final Owner key;
    private final WindowRule rule;
    private final Hasher128 hasher;
    private final Map<String, LedgerBook> books = new HashMap<>();
    private PartitionClock clock;
    private boolean changed;

    LedgerOwner(Owner key, WindowRule rule) {
        this.key = key;
        this.rule = rule;
        this.hasher =
                Hashing.xxh3_128(Hashing.xxh3_64().hashBytesToLong(key.dataset().getBytes(UTF_8)));
    }

    public Owner key() {
        return key;
    }

    /** Its months in this partition. */
    public PartitionClock clock() {
        return clock;
    }

    /** Whether the clock has moved since the last call. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The hash of a record id within the dataset. */
    HashValue128 hash(byte[] id) {
        return hasher.hashBytesTo128Bits(id);
    }

    void add(Period period) {
        move(
                clock == null
                        ? PartitionClock.startingWith(period.lastMonth(), period.months())
                        : clock.adding(period.lastMonth(), period.months()));
    }

    /** The feed will declare its periods complete. */
    void announceCompletion() {
        move(clock.declaring());
    }

    void complete(Period period) {
        add(period);
        move(clock.completing(period.lastMonth(), period.months()));
    }

    /** The book of a mineral, or null if there is none yet. */
    LedgerBook book(String mineral) {
        return books.get(mineral);
    }

    void add(LedgerBook book) {
        books.put(book.key().mineral(), book);
    }

    /** The oldest month within the horizon, by the clock of this partition. */
    int horizonStart() {
        return rule.horizonStart(clock.newestMonth());
    }

    private void move(PartitionClock moved) {
        if (moved == clock) {
            return;
        }
        boolean advanced = clock != null && moved.newestMonth() > clock.newestMonth();
        clock = moved;
        changed = true;
        if (advanced) {
            books.values().forEach(LedgerBook::evict);
        }
    }
}
