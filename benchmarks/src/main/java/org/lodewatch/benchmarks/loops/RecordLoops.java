package org.lodewatch.benchmarks.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done with each record of the log. Scores are per record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class RecordLoops {

    private static final int RECORDS = 1_000_000;

    /** Of the records that are decoded: more than the processor's caches hold. */
    private static final int MASK = (1 << 17) - 1;

    private static final Instant PUBLISHED_AT = Instant.parse("2026-06-14T08:00:00Z");

    private final Serde<SpecificRecord> avro = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private final QuickDecoder quick = new QuickDecoder(value -> {
        throw new IllegalStateException("not plain");
    });
    private final byte[][] keys = new byte[RECORDS][];
    private final byte[][] values = new byte[RECORDS][];
    private int next;

    /** Encodes the records, and checks that both decoders return the same. */
    @Setup
    public void encode() {
        SyntheticTrade trade = SyntheticTrade.of(Catalogue.bundled(), "synthetic", List.of("US"), Workload.LAST);
        Iterator<SyntheticFeed.ValidRow> rows = new SyntheticFeed(trade, Workload.DEFAULT_SEED, Long.MAX_VALUE)
                .validRows(0)
                .iterator();
        for (int index = 0; index < RECORDS; index++) {
            ImportRow row = rows.next().row();
            keys[index] = row.recordId().getBytes(UTF_8);
            values[index] = avro.serializer().serialize("", row.publishedAt(PUBLISHED_AT, false));
            if (!quick.apply(values[index]).equals(avro.deserializer().deserialize("", values[index]))) {
                throw new IllegalStateException("the decoders differ");
            }
        }
    }

    /** Decodes with the ledger's decoder. */
    @Benchmark
    public SpecificRecord quickDecoder() {
        return quick.apply(values[next++ & MASK]);
    }

    /** Decodes with Avro's decoder. */
    @Benchmark
    public SpecificRecord avroDecoder() {
        return avro.deserializer().deserialize("", values[next++ & MASK]);
    }

    /**
     * Applies all records to an empty ledger, its growth included, as a restore does.
     *
     * @return the number of records that added a line, at least three quarters of all
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 5)
    @Measurement(iterations = 10)
    @OperationsPerInvocation(RECORDS)
    public int apply() {
        ImportLedger ledger = new ImportLedger(
                new QuickDecoder(value -> avro.deserializer().deserialize("", value)),
                Catalogue.bundled(),
                WindowRule.DEFAULT);
        int added = 0;
        for (int index = 0; index < RECORDS; index++) {
            added += ledger.apply(keys[index], values[index]) == Outcome.ADDED ? 1 : 0;
        }
        if (added < RECORDS / 4 * 3) {
            throw new IllegalStateException("only " + added + " records were added");
        }
        return added;
    }
}
