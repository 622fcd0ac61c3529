package org.lodewatch.benchmarks.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Adds up the books of a dataset, and sends the newest shares of those that have changed, a few times a second. */
final class PublishShares extends KeyedProcessFunction<String, Tuple3<String, String, byte[]>, Tuple2<byte[], byte[]>> {

    private static final long serialVersionUID = 1L;

    static final TypeInformation<Tuple2<byte[], byte[]>> TYPE = Types.TUPLE(
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** Of the months of an owner; behind them, of each partition the last complete month. */
    private static final int FIRST = 0;

    private static final int NEWEST = 1;
    private static final int COMPLETE = 2;
    private static final int NONE = -1;

    private final int partitions;

    private transient Catalogue catalogue;
    private transient Shares shares;
    private transient Serializer<MineralShares> serializer;

    private transient MapState<String, byte[]> totals;
    private transient MapState<String, int[]> months;
    private transient MapState<String, Boolean> changed;
    private transient ValueState<String> basis;
    private transient ValueState<Boolean> partial;

    /** @param partitions of the log */
    PublishShares(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public void open(OpenContext context) {
        catalogue = Catalogue.bundled();
        shares = new Shares(catalogue);
        serializer =
                Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        totals = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "totals", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        months = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "months", Types.STRING, PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO));
        changed = getRuntimeContext().getMapState(new MapStateDescriptor<>("changed", Types.STRING, Types.BOOLEAN));
        basis = getRuntimeContext().getState(new ValueStateDescriptor<>("basis", Types.STRING));
        partial = getRuntimeContext().getState(new ValueStateDescriptor<>("partial", Types.BOOLEAN));
    }

    @Override
    public void processElement(
            Tuple3<String, String, byte[]> update, Context context, Collector<Tuple2<byte[], byte[]>> out)
            throws Exception {
        ByteBuffer change = ByteBuffer.wrap(update.f2);
        switch (change.get()) {
            case Update.TOTALS -> add(update.f1, change);
            case Update.MONTHS -> see(update.f1, change.getShort(), change.getShort());
            case Update.COMPLETE -> complete(update.f1, change.get() == 1, change.getShort(), change.getShort());
            default -> declare(UTF_8.decode(change).toString());
        }
        // Timers of the same time are one.
        long now = context.timerService().currentProcessingTime();
        context.timerService()
                .registerProcessingTimeTimer(
                        now - now % KeepHighestRevision.FLUSH_MILLIS + KeepHighestRevision.FLUSH_MILLIS);
    }

    private void add(String book, ByteBuffer change) throws Exception {
        Countries countries = new Countries();
        MonthlyTotals sum = decoded(totals.get(book), countries);
        MonthlyTotals added = new MonthlyTotals(countries);
        added.decode(change);
        sum.add(added);
        totals.put(book, sum.encode(0, sum.months().toArray()));
        changed.put(book, true);
    }

    private static MonthlyTotals decoded(byte[] encoded, Countries countries) {
        MonthlyTotals decoded = new MonthlyTotals(countries);
        if (encoded != null) {
            decoded.decode(ByteBuffer.wrap(encoded));
        }
        return decoded;
    }

    private void see(String owner, int first, int newest) throws Exception {
        int[] before = monthsOf(owner);
        int[] after = before.clone();
        after[FIRST] = Math.min(first, before[FIRST]);
        after[NEWEST] = Math.max(newest, before[NEWEST]);
        replace(owner, before, after);
    }

    private void complete(String owner, boolean isPartial, int partition, int month) throws Exception {
        if (isPartial && partial.value() == null) {
            partial.update(true);
            changeAll();
        }
        int[] before = monthsOf(owner);
        int[] after = before.clone();
        after[COMPLETE + partition] = Math.max(month, before[COMPLETE + partition]);
        replace(owner, before, after);
        see(owner, month, month);
    }

    private void declare(String text) throws Exception {
        if (!text.equals(basis.value())) {
            basis.update(text);
            changeAll();
        }
    }

    private int[] monthsOf(String owner) throws Exception {
        int[] known = months.get(owner);
        if (known == null) {
            known = new int[COMPLETE + partitions];
            Arrays.fill(known, NONE);
            known[FIRST] = Short.MAX_VALUE;
        }
        return known;
    }

    private void replace(String owner, int[] before, int[] after) throws Exception {
        if (!Arrays.equals(before, after)) {
            months.put(owner, after);
            changeAll();
        }
    }

    private void changeAll() throws Exception {
        for (String book : totals.keys()) {
            changed.put(book, true);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<byte[], byte[]>> out)
            throws Exception {
        Set<BookKey> due = new HashSet<>();
        for (String book : changed.keys()) {
            BookKey key = BookKey.of(book);
            due.add(key);
            sum(key).ifPresent(due::add);
        }
        changed.clear();
        for (BookKey book : due) {
            out.collect(Tuple2.of(
                    book.toString().getBytes(UTF_8),
                    serializer.serialize(Topics.MINERAL_SHARES.name(), newestShares(book))));
        }
    }

    private Optional<BookKey> sum(BookKey book) {
        return catalogue.sumOf(book.mineral()).map(sum -> new BookKey(book.dataset(), book.reporter(), sum));
    }

    private MineralShares newestShares(BookKey book) throws Exception {
        Countries countries = new Countries();
        Map<String, List<MonthlyTotals>> byForm = new TreeMap<>();
        for (BookKey form : formsOf(book)) {
            byForm.put(form.mineral(), List.of(decoded(totals.get(form.toString()), countries)));
        }
        MineralShares newest =
                MonthlyTotals.newestShares(book, clock(book.owner().toString()), byForm, shares);
        boolean isPartial = partial.value() != null;
        if (basis.value() != null) {
            newest.setBasis(basis.value());
        }
        newest.setPartial(isPartial);
        // The synthetic feed accepts each period of which rows are missing.
        newest.setAccepted(isPartial);
        return newest;
    }

    /** The books that one adds up, or the book itself. */
    private List<BookKey> formsOf(BookKey book) throws Exception {
        List<BookKey> forms = new ArrayList<>();
        for (String other : totals.keys()) {
            BookKey key = BookKey.of(other);
            if (key.equals(book) || sum(key).equals(Optional.of(book))) {
                forms.add(key);
            }
        }
        return forms;
    }

    private Clock clock(String owner) throws Exception {
        int[] known = monthsOf(owner);
        int complete = Arrays.stream(known, COMPLETE, known.length).min().orElse(NONE);
        PartitionClock span = PartitionClock.ofSpan(
                1,
                known[FIRST],
                known[NEWEST],
                complete == NONE ? OptionalInt.empty() : OptionalInt.of(complete),
                true);
        return Clock.of(List.of(span), 1);
    }
}
