package org.lodewatch.streams.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** How far an instance has restored its state from the logs. Standbys are counted apart. */
final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {

    /** Offsets restored and offsets to restore. */
    private record Span(long restored, long total) {}

    private record StorePartition(TopicPartition partition, String store) {}

    private final Map<StorePartition, Span> spans = new ConcurrentHashMap<>();
    private final Map<StorePartition, Long> standbysBehind = new ConcurrentHashMap<>();
    private final AtomicLong steps = new AtomicLong();
    private volatile long startedAt;
    private volatile long endedAt;

    /** Whether Kafka Streams has reported anything: before that, 0 of 0 records are restored. */
    boolean hasBegun() {
        return steps() > 0;
    }

    /** Returns a number that grows with each report of Kafka Streams. */
    long steps() {
        return steps.get();
    }

    boolean isUnderWay() {
        return spans.values().stream().anyMatch(span -> span.restored() < span.total());
    }

    /** Returns the number of records still to be read. */
    long remaining() {
        return spans.values().stream()
                .mapToLong(span -> span.total() - span.restored())
                .sum();
    }

    /** Returns the number of records that have been read. */
    long restored() {
        return spans.values().stream().mapToLong(Span::restored).sum();
    }

    /** Returns the number of records by which the standbys are behind. */
    long standbyBehind() {
        return standbysBehind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how long the current or the last restore has taken. */
    double seconds() {
        return ((isUnderWay() ? System.nanoTime() : endedAt) - startedAt) / 1e9;
    }

    /**
     * Returns {@code restored} of {@code toRestore} records in {@code partitions} of all stores, each since it was last taken
     * over; if there are standbys, also {@code standbyBehind} records.
     */
    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("restored", restored());
        figures.put("toRestore", spans.values().stream().mapToLong(Span::total).sum());
        figures.put("partitions", (long) spans.size());
        if (!standbysBehind.isEmpty()) {
            figures.put("standbyBehind", standbyBehind());
        }
        return figures;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        steps.incrementAndGet();
        standbysBehind.remove(new StorePartition(partition, store));
        if (!isUnderWay()) {
            startedAt = System.nanoTime();
            endedAt = startedAt;
        }
        spans.put(new StorePartition(partition, store), new Span(0, Math.max(0, end - start)));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long records) {
        steps.incrementAndGet();
        spans.computeIfPresent(
                new StorePartition(partition, store),
                (storePartition, span) -> new Span(Math.min(span.total(), span.restored() + records), span.total()));
    }

    /** Transaction markers have offsets too, so the number of records alone never reaches the number of offsets. */
    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        steps.incrementAndGet();
        spans.computeIfPresent(
                new StorePartition(partition, store), (storePartition, span) -> new Span(span.total(), span.total()));
        endedAt = System.nanoTime();
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        steps.incrementAndGet();
        spans.remove(new StorePartition(partition, store));
    }

    @Override
    public void onUpdateStart(TopicPartition partition, String store, long start) {
        steps.incrementAndGet();
        spans.remove(new StorePartition(partition, store));
    }

    @Override
    public void onBatchLoaded(
            TopicPartition partition, String store, TaskId task, long batchEnd, long records, long end) {
        steps.incrementAndGet();
        standbysBehind.put(new StorePartition(partition, store), Math.max(0, end - batchEnd));
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition partition, String store, long reached, long end, SuspendReason reason) {
        steps.incrementAndGet();
        standbysBehind.remove(new StorePartition(partition, store));
    }
}
