package org.lodewatch.benchmarks.flink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.raw.RawLine;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Decodes the log, by hand as the raw loop does. An import becomes its id, its owner, the book's number, and the line; another
 * message passes on as it is, without id.
 */
final class ReadLines implements KafkaRecordDeserializationSchema<Tuple4<String, String, long[], byte[]>> {

    private static final long serialVersionUID = 1L;

    static final TypeInformation<Tuple4<String, String, long[], byte[]>> TYPE = Types.TUPLE(
            Types.STRING,
            Types.STRING,
            PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** Of a line. */
    static final int REVISION = 0;

    static final int CELL = 1;
    static final int VALUE = 2;
    static final int WEIGHT = 3;

    /** In place of a cell of a line that no book counts. Its month is kept behind it. */
    static final long NO_CELL = 0xFFFFL << 32;

    private static final byte[] NONE = {};
    private static final long[] NO_LINE = {};

    /** When the first record of the present run was read. All tasks are in this JVM. */
    private static final AtomicLong FIRST_NANOS = new AtomicLong();

    private transient RawLine line;
    private transient Catalogue catalogue;
    private transient Forms forms;
    private transient Map<ByteBuffer, Route> routes;

    /** @param owner as text @param form number of the book; negative for none */
    private record Route(String owner, int form) {}

    static void startOver() {
        FIRST_NANOS.set(0);
    }

    /** @throws BenchmarkException if no record was read */
    static long firstNanos() {
        if (FIRST_NANOS.get() == 0) {
            throw new BenchmarkException("no record was consumed");
        }
        return FIRST_NANOS.get();
    }

    static boolean isImport(Tuple4<String, String, long[], byte[]> read) {
        return read.f2.length > 0;
    }

    @Override
    public void open(InitializationContext context) {
        line = new RawLine();
        catalogue = Catalogue.bundled();
        forms = new Forms(catalogue);
        routes = new HashMap<>();
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<Tuple4<String, String, long[], byte[]>> out) {
        if (FIRST_NANOS.get() == 0) {
            FIRST_NANOS.compareAndSet(0, System.nanoTime());
        }
        if (!RawLine.isImport(record.value())) {
            out.collect(Tuple4.of("", Integer.toString(record.partition()), NO_LINE, record.value()));
            return;
        }
        line.read(record.value());
        Route route = routes.computeIfAbsent(ByteBuffer.wrap(line.route()), added -> route());
        long place = (long) line.month() << 16 | line.country();
        boolean counted = !line.isWithdrawn() && route.form() >= 0;
        out.collect(Tuple4.of(
                new String(record.key(), StandardCharsets.ISO_8859_1),
                route.owner(),
                new long[] {
                    line.revision(),
                    counted ? (long) route.form() << 32 | place : NO_CELL | place,
                    line.value(),
                    line.weight()
                },
                NONE));
    }

    private Route route() {
        return new Route(
                line.dataset() + "/" + line.reporter(),
                catalogue
                        .classify(line.commodityCode())
                        .map(Classification::book)
                        .map(forms::number)
                        .orElse(-1));
    }

    static Deserializer<SpecificRecord> messages() {
        return Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
    }

    @Override
    public TypeInformation<Tuple4<String, String, long[], byte[]>> getProducedType() {
        return TYPE;
    }
}
