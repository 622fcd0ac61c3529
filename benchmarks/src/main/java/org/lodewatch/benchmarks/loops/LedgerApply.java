package org.lodewatch.benchmarks.loops;

import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Applies encoded records to an empty ledger, its growth included, as a restore does. Scores are per record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class LedgerApply {

    private static final int RECORDS = 1_000_000;

    private EncodedTrade trade;
    private ImportLedger ledger;

    @Setup
    public void encode() {
        trade = EncodedTrade.of(RECORDS);
    }

    @Setup(Level.Invocation)
    public void empty() {
        Deserializer<SpecificRecord> avro =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
        ledger = new ImportLedger(
                new QuickDecoder(value -> avro.deserialize("", value)), Catalogue.bundled(), WindowRule.DEFAULT);
    }

    /** @return the number of records that added a line, at least three quarters of all */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int apply() {
        int added = 0;
        for (int record = 0; record < RECORDS; record++) {
            Outcome outcome = ledger.apply(trade.keys()[record], trade.values()[record]);
            added += outcome == Outcome.ADDED ? 1 : 0;
        }
        if (added < RECORDS / 4 * 3) {
            throw new IllegalStateException("only " + added + " records were added");
        }
        return added;
    }
}
