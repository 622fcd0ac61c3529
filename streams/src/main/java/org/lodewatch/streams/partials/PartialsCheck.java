package org.lodewatch.streams.partials;

import static org.lodewatch.schemas.values.RejectionReason.IMPLAUSIBLE;
import static org.lodewatch.schemas.values.RejectionReason.MISSING_VALUE;
import static org.lodewatch.schemas.values.RejectionReason.WRONG_KEY;
import static org.lodewatch.schemas.values.RejectionReason.WRONG_PARTITION;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;

/**
 * Whether an instance can have written a record of lodewatch-partials. Each rule is a function of the record alone, so that a
 * record is judged the same after a restart. Whether its generation is in effect is judged by {@link PartialsProtocol}.
 *
 * <p>A record that another program writes with a value of each field that an instance could have written is not recognised.
 *
 * <pre>
 * partition        of a book or clock: that of its dataset and reporter; begins and ends are in every partition
 * key              what the message is about, #, its input partition
 * inputPartition   0 to the number of partitions of customs-imports, exclusive
 * inputPartitions  that number
 * generation       more than 0, and not more than a day after the time of the record
 * catalogue        not empty
 * dataset          as in customs-imports
 * reporter         a country of the catalogue, not XX
 * mineral          a book that counts records itself: of a form, not of a mineral that adds up forms
 * month            January 1990 to December 2099; each once in a message
 * country          a country of the catalogue, or XX; each once in a month
 * records          0 or more
 * value, weight    0 to the largest total of a dataset and reporter, all months of the message together;
 *                  0 without records; those with a weight are part of all
 * periods          months and then years, each oldest first, without overlap; with records or a declared state
 * currency         three capital letters
 * codes            2 to 10 digits
 * </pre>
 */
public final class PartialsCheck {

    private static final long A_DAY = TimeUnit.DAYS.toMillis(1);

    private final int inputPartitions;
    private final int partitions;
    private final PartialFields fields;

    /**
     * @param inputPartitions the number of partitions of customs-imports
     * @param partitions the number of partitions of lodewatch-partials
     */
    public PartialsCheck(Catalogue catalogue, int inputPartitions, int partitions) {
        this.inputPartitions = inputPartitions;
        this.partitions = partitions;
        this.fields = new PartialFields(catalogue);
    }

    /** The key of a message, as its writer sets it; the key of a type that is not in lodewatch-partials is null. */
    public static String key(SpecificRecord message) {
        if (message instanceof BookPartial book) {
            return new BookKey(book.getDataset(), book.getReporter(), book.getMineral()) + "#"
                    + book.getInputPartition();
        }
        if (message instanceof ClockPartial clock) {
            return new Owner(clock.getDataset(), clock.getReporter()) + "#" + clock.getInputPartition();
        }
        if (message instanceof PartialsBegin begin) {
            return "begin#" + begin.getInputPartition();
        }
        return message instanceof PartialsEnd end ? "end#" + end.getInputPartition() : null;
    }

    /** The partition of the second half, and of its stores' changelogs, that holds all books of an owner. */
    public static int partition(Owner owner, int partitions) {
        return ImportPartitions.partition(owner.toString().getBytes(StandardCharsets.UTF_8), partitions);
    }

    /**
     * Why no instance can have written a record; empty if one can.
     *
     * @param key of the record, or null
     * @param message its value, or null
     * @param partition of the record
     * @param timestamp of the record, in milliseconds since 1970
     */
    public Optional<Rejection> fault(byte[] key, SpecificRecord message, int partition, long timestamp) {
        if (message == null) {
            return Optional.of(new Rejection(MISSING_VALUE, "the record has no value"));
        }
        return fault(message, timestamp)
                .or(() -> keyFault(key, message))
                .or(() -> owner(message).flatMap(owner -> partitionFault(owner, partition)));
    }

    /** Why no instance can have sent a message, whatever its key and partition. */
    private Optional<Rejection> fault(SpecificRecord message, long timestamp) {
        if (message instanceof BookPartial book) {
            return senderFault(book.getInputPartition(), book.getGeneration(), timestamp)
                    .or(() -> fields.fault(book));
        }
        if (message instanceof ClockPartial clock) {
            return senderFault(clock.getInputPartition(), clock.getGeneration(), timestamp)
                    .or(() -> fields.fault(clock));
        }
        if (message instanceof PartialsBegin begin) {
            return senderFault(begin.getInputPartition(), begin.getGeneration(), timestamp)
                    .or(() -> fault(begin));
        }
        PartialsEnd end = (PartialsEnd) message;
        return senderFault(end.getInputPartition(), end.getGeneration(), timestamp);
    }

    private Optional<Rejection> senderFault(int inputPartition, long generation, long timestamp) {
        if (inputPartition < 0 || inputPartition >= inputPartitions) {
            return implausible("input partition", inputPartition, "0 to " + (inputPartitions - 1) + " is expected");
        }
        // The clocks of two machines, or of a machine and the broker, differ by less than a day.
        if (generation <= 0 || generation - A_DAY > timestamp) {
            return implausible(
                    "generation",
                    generation,
                    "the time of a start is expected, not after that of the record, " + timestamp);
        }
        return Optional.empty();
    }

    private Optional<Rejection> fault(PartialsBegin begin) {
        if (begin.getInputPartitions() != inputPartitions) {
            return implausible(
                    "number of input partitions", begin.getInputPartitions(), inputPartitions + " is expected");
        }
        return begin.getCatalogue().isBlank()
                ? implausible("catalogue", begin.getCatalogue(), "what the figures depend on is expected")
                : Optional.empty();
    }

    private static Optional<Rejection> keyFault(byte[] key, SpecificRecord message) {
        String expected = key(message);
        if (key != null && Arrays.equals(key, expected.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String found = key == null ? "missing" : "'" + Shown.of(new String(key, StandardCharsets.UTF_8)) + "'";
        return Optional.of(new Rejection(WRONG_KEY, "the key is %s: %s is expected".formatted(found, expected)));
    }

    private Optional<Rejection> partitionFault(Owner owner, int partition) {
        int expected = partition(owner, partitions);
        return expected == partition
                ? Optional.empty()
                : Optional.of(new Rejection(
                        WRONG_PARTITION,
                        "the record is in partition %d, and %s belongs to partition %d of %d"
                                .formatted(partition, owner, expected, partitions)));
    }

    private static Optional<Owner> owner(SpecificRecord message) {
        if (message instanceof BookPartial book) {
            return Optional.of(new Owner(book.getDataset(), book.getReporter()));
        }
        return message instanceof ClockPartial clock
                ? Optional.of(new Owner(clock.getDataset(), clock.getReporter()))
                : Optional.empty();
    }

    static Optional<Rejection> implausible(String field, Object value, String expected) {
        return Optional.of(new Rejection(IMPLAUSIBLE, "%s is '%s': %s".formatted(field, Shown.of(value), expected)));
    }
}
