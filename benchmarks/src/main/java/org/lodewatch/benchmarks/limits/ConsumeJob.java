package org.lodewatch.benchmarks.limits;

import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.frame.CostMeter;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Reads all of customs-imports, and does nothing with it.
 *
 * @param records there must be
 * @param decode whether it makes messages of them, with Avro's own reader
 */
public record ConsumeJob(RigAddress rig, long records, int threads, boolean decode) implements Job<Measured> {

    @Override
    public Measured run() throws InterruptedException, ExecutionException {
        CostMeter meter = rig.meter();
        LogThreads.Reading reading =
                new LogThreads(rig, Topics.CUSTOMS_IMPORTS.name(), threads).readToEnd(this::reader);
        if (reading.records() != records) {
            throw new JobFailedException("%d records were read, not %d".formatted(reading.records(), records));
        }
        return new Measured(records, reading.seconds(), meter.cost());
    }

    private Consumer<ConsumerRecord<byte[], byte[]>> reader() {
        if (!decode) {
            return record -> {};
        }
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
        return record -> imports.deserialize(record.topic(), record.value());
    }
}
