package org.lodewatch.cli.producers;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.cli.producers.ImportsTail.TailPartition;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;

/** Finds declarations that are announced and do not come, or that are not in every partition. */
final class DeclarationCheck {

    /** Where a declaration is, and when the first record of it was written. */
    private static final class Spread {
        private final BitSet partitions = new BitSet();
        private final long firstWritten;

        private Spread(long firstWritten) {
            this.firstWritten = firstWritten;
        }
    }

    private final ImportsTail tail;
    private final Instant now;
    private final Map<String, Spread> spreads = new TreeMap<>();
    private final Map<String, CustomsImport> announced = new TreeMap<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> declaringOwners = new HashSet<>();

    DeclarationCheck(ImportsTail tail, Instant now) {
        this.tail = tail;
        this.now = now;
    }

    void add(CustomsImport line) {
        Period period = Period.parse(line.getPeriod());
        if (line.getCompletionFollows() && Months.of(now) > period.lastMonth()) {
            announced.putIfAbsent(owner(line.getDataset(), line.getReporter()) + " " + line.getPeriod(), line);
        }
    }

    void add(PeriodComplete declaration, ConsumerRecord<byte[], byte[]> record) {
        String owner = owner(declaration.getDataset(), declaration.getReporter());
        String period = owner + " " + declaration.getPeriod();
        declaringOwners.add(owner);
        declared.add(period);
        spread("PeriodComplete of " + period, record);
    }

    void add(DatasetProperties properties, ConsumerRecord<byte[], byte[]> record) {
        spread("DatasetProperties of " + properties.getDataset(), record);
    }

    private void spread(String what, ConsumerRecord<byte[], byte[]> record) {
        spreads.computeIfAbsent(what, any -> new Spread(record.timestamp()))
                .partitions
                .set(record.partition());
    }

    private static String owner(String dataset, String reporter) {
        return dataset + "/" + reporter;
    }

    void findInto(FoundProducerFaults found) {
        int count = tail.partitions().size();
        spreads.forEach((what, spread) -> {
            boolean isMissing = tail.partitions().stream()
                    .anyMatch(partition -> !spread.partitions.get(partition.number())
                            && reachesBackTo(partition, spread.firstWritten));
            if (isMissing) {
                found.add(
                        "not-in-every-partition",
                        "declarations are not in every partition, so shares wait for the others or miss them",
                        "%s is in %d of %d partitions".formatted(what, spread.partitions.cardinality(), count),
                        "send each PeriodComplete and DatasetProperties to every partition, by its number");
            }
        });
        boolean isWhole = tail.partitions().stream().allMatch(TailPartition::isWhole);
        announced.forEach((period, line) -> {
            // If earlier records were not read, the declaration may be among them.
            boolean mayBeEarlier = !isWhole && declaringOwners.contains(owner(line.getDataset(), line.getReporter()));
            if (!declared.contains(period) && !mayBeEarlier) {
                found.add(
                        "undeclared-period",
                        "periods have records that announce a PeriodComplete (completionFollows), and none has come, so their"
                                + " windows are not judged",
                        period,
                        "if it is complete, publish PeriodComplete, or run `lodewatch produce complete %s %s`"
                                .formatted(line.getDataset(), line.getPeriod()));
            }
        });
    }

    /** Whether a record of this time would be among those that were read. */
    private static boolean reachesBackTo(TailPartition partition, long time) {
        return partition.isWhole()
                || !partition.records().isEmpty() && partition.records().get(0).timestamp() < time;
    }
}
