package org.lodewatch.cli.deepcheck;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** The rule of customs-imports: what the ledger requires of each record alone. */
final class ImportRule implements TopicCheck.Rule {

    private final Deserializer<SpecificRecord> decoder;
    private final ImportValidation validation;
    private final int partitions;

    ImportRule(Catalogue catalogue, WireFormats formats, int partitions) {
        this.decoder = Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        this.validation =
                new ImportValidation(country -> catalogue.country(country).isPresent(), WindowRule.DEFAULT);
        this.partitions = partitions;
    }

    @Override
    public Optional<String> fault(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0) {
            return Optional.of("the record has no key");
        }
        if (record.value() == null) {
            return Optional.of("the record has no value");
        }
        SpecificRecord message = decoder.deserialize(record.topic(), record.value());
        if (message instanceof CustomsImport line) {
            int expected = ImportPartitions.partition(record.key(), partitions);
            return expected == record.partition()
                    ? validation.check(record.key(), line).map(Rejection::message)
                    : Optional.of("its key belongs to partition " + expected);
        }
        return (message instanceof PeriodComplete period
                        ? validation.check(period)
                        : validation.check((DatasetProperties) message))
                .map(Rejection::message);
    }
}
