package org.lodewatch.benchmarks.flink;

import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

/** Passes on what the log declares about periods and datasets. */
final class ReadDeclarations
        extends RichFlatMapFunction<Tuple4<String, String, long[], byte[]>, Tuple3<String, String, byte[]>> {

    private static final long serialVersionUID = 1L;

    private transient Deserializer<SpecificRecord> messages;

    @Override
    public void open(OpenContext context) {
        messages = ReadLines.messages();
    }

    @Override
    public void flatMap(Tuple4<String, String, long[], byte[]> read, Collector<Tuple3<String, String, byte[]>> out) {
        SpecificRecord message = messages.deserialize(Topics.CUSTOMS_IMPORTS.name(), read.f3);
        if (message instanceof PeriodComplete period) {
            out.collect(Update.ofComplete(
                    new BookKey.Owner(period.getDataset(), period.getReporter()).toString(),
                    Integer.parseInt(read.f1),
                    Months.of(period.getPeriod()),
                    period.getState() != PeriodState.COMPLETE));
        } else if (message instanceof DatasetProperties properties) {
            DatasetBasis.of(properties)
                    .text()
                    .ifPresent(basis -> out.collect(Update.ofBasis(properties.getDataset(), basis)));
        }
    }
}
