package org.lodewatch.benchmarks.flink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Keeps the line with the highest revision of each record id, and adds up what changes in the books. It sends the sums on a
 * few times a second, so that next to nothing passes to the next task. Sums that are not sent yet are part of a checkpoint.
 */
final class KeepHighestRevision
        extends KeyedProcessFunction<String, Tuple4<String, String, long[], byte[]>, Tuple3<String, String, byte[]>>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** As often as the raw loop commits. */
    static final int FLUSH_MILLIS = 200;

    private transient Forms forms;
    private transient ValueState<long[]> lines;
    private transient ListState<Tuple3<String, String, byte[]>> unsent;
    private transient List<Tuple3<String, String, byte[]>> restored;
    private transient Map<String, Changes> changes;
    private transient boolean timed;

    /** What has changed of an owner since the last time it was sent. */
    private static final class Changes {

        private final Map<Integer, MonthlyTotals> totals = new HashMap<>();
        private int firstMonth = Short.MAX_VALUE;
        private int newestMonth;

        void see(int month) {
            firstMonth = Math.min(firstMonth, month);
            newestMonth = Math.max(newestMonth, month);
        }

        void count(long[] line, int sign) {
            long cell = line[ReadLines.CELL];
            if (cell >= ReadLines.NO_CELL) {
                return;
            }
            totals.computeIfAbsent((int) (cell >> 32), form -> new MonthlyTotals())
                    .add(
                            (int) (cell >> 16 & 0xFFFF),
                            (int) (cell & 0xFFFF),
                            line[ReadLines.VALUE],
                            line[ReadLines.WEIGHT],
                            sign);
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        unsent = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("unsent", Update.TYPE));
        restored = new ArrayList<>();
        unsent.get().forEach(restored::add);
        changes = new HashMap<>();
    }

    @Override
    public void open(OpenContext context) {
        forms = new Forms(Catalogue.bundled());
        lines = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("lines", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(
            Tuple4<String, String, long[], byte[]> read, Context context, Collector<Tuple3<String, String, byte[]>> out)
            throws Exception {
        long[] line = read.f2;
        Changes owner = changes.computeIfAbsent(read.f1, added -> new Changes());
        owner.see((int) (line[ReadLines.CELL] >> 16 & 0xFFFF));
        if (!timed) {
            timed = true;
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + FLUSH_MILLIS);
        }
        long[] last = lines.value();
        if (last != null) {
            if (line[ReadLines.REVISION] <= last[ReadLines.REVISION]) {
                return;
            }
            // A revision has the dataset and reporter of the line before.
            owner.count(last, -1);
        }
        lines.update(line);
        owner.count(line, 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple3<String, String, byte[]>> out) {
        timed = false;
        updates().forEach(out::collect);
        restored.clear();
        changes.clear();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        unsent.update(updates());
    }

    private List<Tuple3<String, String, byte[]>> updates() {
        List<Tuple3<String, String, byte[]>> updates = new ArrayList<>(restored);
        changes.forEach((owner, change) -> {
            updates.add(Update.ofMonths(owner, change.firstMonth, change.newestMonth));
            change.totals.forEach(
                    (form, totals) -> updates.add(Update.ofTotals(owner + "/" + forms.book(form), totals)));
        });
        return updates;
    }
}
