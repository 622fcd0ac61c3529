package org.lodewatch.cli.producers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.cli.producers.ImportsTail.TailPartition;
import org.lodewatch.cli.rejected.RejectedRecords;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.service.rejected.RejectedRecord;

/**
 * Finds what producers do wrong, in the records at the end of customs-imports: in keys, partitions, values, revisions,
 * declarations and transactions, and in what the topology has rejected of them.
 */
public final class ProducerCheck {

    private static final String PAGE = "see docs/producing.md";

    private final Function<byte[], SpecificRecord> decoder;
    private final ImportValidation validation;
    private final FoundProducerFaults found = new FoundProducerFaults();
    private final Set<String> datasets = new TreeSet<>();
    private final ImportsTail tail;
    private final PlacementCheck placement;
    private final RevisionCheck revisions = new RevisionCheck(found);
    private final DeclarationCheck declarations;

    /**
     * What was found.
     *
     * @param records how many records were read
     * @param partitions of customs-imports
     * @param datasets of the records that can be read
     */
    public record Result(int records, int partitions, Set<String> datasets, List<ProducerFault> faults) {

        /** The number of records and kinds of faults, in one line. */
        public String sentence() {
            String of = datasets.isEmpty() ? "" : ", of " + String.join(", ", datasets);
            int kinds = faults.size();
            return "%,d records in %d partitions%s: %s"
                    .formatted(
                            records,
                            partitions,
                            of,
                            kinds == 0
                                    ? "nothing is wrong"
                                    : kinds == 1 ? "1 kind of fault" : kinds + " kinds of faults");
        }
    }

    /** @param decoder decodes a value, or throws {@link UndecodableException} */
    ProducerCheck(
            Function<byte[], SpecificRecord> decoder, ImportValidation validation, ImportsTail tail, Instant now) {
        this.decoder = decoder;
        this.validation = validation;
        this.tail = tail;
        this.placement = new PlacementCheck(tail.partitions().size());
        this.declarations = new DeclarationCheck(tail, now);
    }

    /**
     * Checks the records at the end of the topics of a cluster.
     *
     * @param records how many offsets of customs-imports are read, over all partitions; more than 0
     * @throws org.lodewatch.schemas.OperatorException if a topic does not exist
     */
    public static Result of(KafkaCluster cluster, ImportValidation validation, int records) {
        ImportsTail tail = ImportsTail.read(cluster, records);
        RejectedRecords rejected = RejectedRecords.read(
                cluster,
                new RejectedRecords.Filter(Optional.of(Topics.CUSTOMS_IMPORTS.name()), Optional.empty()),
                records);
        return new ProducerCheck(
                        value -> Topics.CUSTOMS_IMPORTS
                                .valueSerde(cluster.formats())
                                .deserializer()
                                .deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                        validation,
                        tail,
                        Instant.now())
                .check(rejected.newest());
    }

    Result check(List<RejectedRecord> rejected) {
        tail.partitions().forEach(partition -> partition.records().forEach(this::add));
        List<ProducerFault> faults = new ArrayList<>();
        placement.fault().ifPresent(faults::add);
        declarations.findInto(found);
        findOutsideTransactions();
        addRejected(rejected);
        faults.addAll(found.list());
        return new Result(
                tail.partitions().stream()
                        .mapToInt(partition -> partition.records().size())
                        .sum(),
                tail.partitions().size(),
                datasets,
                faults);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        String place = place(record);
        if (record.key() == null || record.key().length == 0) {
            found.add(
                    RejectionReason.MISSING_KEY.code(),
                    "records have no key, so they are rejected",
                    place,
                    "set the key to the record id, as UTF-8 text; that of a declaration may be any text");
            return;
        }
        if (record.value() == null) {
            found.add(
                    RejectionReason.MISSING_VALUE.code(),
                    "records have no value, so they are rejected",
                    place,
                    "to withdraw a line, publish a higher revision with withdrawn");
            return;
        }
        SpecificRecord message;
        try {
            message = decoder.apply(record.value());
        } catch (UndecodableException e) {
            boolean isJson = record.value().length > 0 && record.value()[0] == '{';
            found.add(
                    RejectionReason.UNDECODABLE.code(),
                    "records have a value that is not a message of this topic, so they are rejected",
                    place + ": " + (isJson ? "the value is JSON text" : e.getMessage()),
                    "write Avro with a schema of schemas/src/main/avro, in the single-object encoding or a registry's: "
                            + PAGE);
            return;
        }
        if (message instanceof CustomsImport line) {
            add(line, record, place);
        } else if (message instanceof PeriodComplete declaration) {
            if (isValid(validation.check(declaration), place)) {
                declarations.add(declaration, record);
            }
        } else if (message instanceof DatasetProperties properties && isValid(validation.check(properties), place)) {
            declarations.add(properties, record);
        }
    }

    private void add(CustomsImport line, ConsumerRecord<byte[], byte[]> record, String place) {
        placement.add(record);
        KeyCheck.fault(record.key())
                .ifPresent(fault -> found.add(
                        "malformed-key",
                        "records have a key that is no plain text, so other revisions of the same line count beside them",
                        place + ": the key " + fault,
                        "write the record id alone, with a serializer of strings"));
        if (isValid(validation.check(record.key(), line), place)) {
            datasets.add(line.getDataset());
            revisions.add(new String(record.key(), UTF_8), KeyCheck.text(record.key()), line, place);
            declarations.add(line);
        }
    }

    private boolean isValid(Optional<Rejection> rejection, String place) {
        rejection.ifPresent(fault -> found.add(
                fault.reason().code(),
                "records are rejected because of a field",
                place + ": " + fault.message(),
                "publish them again with the right content"));
        return rejection.isEmpty();
    }

    private void findOutsideTransactions() {
        for (TailPartition partition : tail.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : partition.outsideTransactions(tail.isCopy())) {
                found.add(
                        "no-transaction",
                        "records were written outside transactions, so an interrupted run leaves a part of what belongs together",
                        place(record),
                        "set transactional.id, and write the records and declarations of a period in one transaction (what a"
                                + " mirror has copied shows it too)");
            }
        }
    }

    private boolean isInTail(RejectedRecord rejected) {
        return rejected.partition().isPresent()
                && rejected.line().matches("[0-9]{1,18}")
                && tail.partitions().stream()
                        .anyMatch(partition ->
                                partition.number() == rejected.partition().getAsInt()
                                        && partition.begin() <= Long.parseLong(rejected.line()));
    }

    /** What only the topology can find, which has all earlier records. */
    private void addRejected(List<RejectedRecord> rejected) {
        Set<String> known = found.list().stream().map(ProducerFault::kind).collect(Collectors.toSet());
        known.add(RejectionReason.WRONG_PARTITION.code());
        rejected.stream()
                .filter(record -> isInTail(record) && !known.contains(record.reason()))
                .forEach(record -> found.add(
                        record.reason(),
                        "records were rejected by the topology",
                        record.place() + ": " + record.message(),
                        "run `lodewatch rejected --reason %s`".formatted(record.reason())));
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return "partition %d, offset %d".formatted(record.partition(), record.offset());
    }
}
