package org.lodewatch.benchmarks.limits;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

/** What one thread has made of its partitions: each record id's last line, and what they add up to in each book. */
final class RawLedger {

    private static final long NOWHERE = -1;
    private static final int PLACES = 1 << 14;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Deserializer<SpecificRecord> avro =
            Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
    private final Hasher128 hasher = Hashing.xxh3_128();
    private final RawTable table = new RawTable();
    private final RawLine line = new RawLine();
    private final RawColumns columns = new RawColumns();
    private final Map<BookKey.Owner, RawOwner> owners = new HashMap<>();
    private final Map<BookKey, Integer> numbers = new HashMap<>();
    private final List<RawBook> books = new ArrayList<>();

    private final int threads;
    private final int partitions;
    /** Where lines of a dataset, reporter and commodity code are counted, each found by its bytes. */
    private final Place[] places = new Place[PLACES];

    /** @param book its number, or -1 */
    private record Place(byte[] bytes, RawOwner owner, int book) {}

    /**
     * @param threads there are; with three, the first has the partitions 0, 3, 6 and so on
     * @param partitions that this thread reads
     */
    RawLedger(int threads, int partitions) {
        this.threads = threads;
        this.partitions = partitions;
    }

    List<RawBook> books() {
        return books;
    }

    void apply(ConsumerRecord<byte[], byte[]> record) {
        if (!RawLine.isImport(record.value())) {
            complete(record);
            return;
        }
        line.read(record.value());
        Place place = place();
        place.owner().see(line.month);
        // By the record id alone: there is one dataset.
        HashValue128 id = hasher.hashBytesTo128Bits(record.key());
        if (table.select(id.getMostSignificantBits(), id.getLeastSignificantBits())) {
            if (line.revision <= table.get(RawTable.REVISION)) {
                return;
            }
            count(-1);
        }
        boolean counted = !line.withdrawn && place.book() >= 0;
        table.set(
                line.revision,
                counted ? (long) place.book() << 32 | (long) line.month << 16 | line.country : NOWHERE,
                line.value,
                line.weight);
        count(1);
    }

    private void count(int sign) {
        long cell = table.get(RawTable.CELL);
        if (cell != NOWHERE) {
            books.get((int) (cell >> 32))
                    .count(
                            (int) (cell >> 16 & 0xFFFF),
                            (int) (cell & 0xFFFF),
                            table.get(RawTable.VALUE),
                            table.get(RawTable.WEIGHT),
                            sign);
        }
    }

    private void complete(ConsumerRecord<byte[], byte[]> record) {
        PeriodComplete word = (PeriodComplete) avro.deserialize(record.topic(), record.value());
        RawOwner owner = owner(new BookKey.Owner(word.getDataset(), word.getReporter()));
        int month = Months.of(word.getPeriod());
        owner.see(month);
        owner.complete(record.partition() / threads, month);
    }

    private Place place() {
        int at = line.hashOfPlace() & PLACES - 1;
        while (places[at] != null && !line.isAt(places[at].bytes())) {
            at = at + 1 & PLACES - 1;
        }
        if (places[at] == null) {
            BookKey.Owner owner = new BookKey.Owner(line.dataset(), line.reporter());
            places[at] = new Place(
                    line.place(),
                    owner(owner),
                    catalogue
                            .classify(line.commodityCode())
                            .filter(Classification::headline)
                            .map(found -> book(new BookKey(owner.dataset(), owner.reporter(), found.mineral())))
                            .orElse((int) NOWHERE));
        }
        return places[at];
    }

    private int book(BookKey key) {
        return numbers.computeIfAbsent(key, name -> {
            RawOwner owner = owner(key.owner());
            RawBook book = new RawBook(key, owner, columns);
            owner.books.add(book);
            books.add(book);
            return books.size() - 1;
        });
    }

    private RawOwner owner(BookKey.Owner owner) {
        return owners.computeIfAbsent(owner, name -> new RawOwner(partitions));
    }
}
