package org.lodewatch.benchmarks.loops;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decodes a record, with the ledger's decoder and with Avro's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Decode {

    /** More than the processor's caches hold. */
    private static final int RECORDS = 1 << 17;

    private byte[][] values;
    private Function<byte[], SpecificRecord> quick;
    private Function<byte[], SpecificRecord> avro;
    private int next;

    /** Encodes the records, and checks that both decoders return the same. */
    @Setup
    public void encode() {
        values = EncodedTrade.of(RECORDS).values();
        Deserializer<SpecificRecord> deserializer =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
        avro = value -> deserializer.deserialize("", value);
        quick = new QuickDecoder(value -> {
            throw new IllegalStateException("not plain");
        });
        for (byte[] value : values) {
            if (!quick.apply(value).equals(avro.apply(value))) {
                throw new IllegalStateException("the decoders differ");
            }
        }
    }

    @Benchmark
    public SpecificRecord quickDecoder() {
        return quick.apply(values[next++ & RECORDS - 1]);
    }

    @Benchmark
    public SpecificRecord avroDecoder() {
        return avro.apply(values[next++ & RECORDS - 1]);
    }
}
