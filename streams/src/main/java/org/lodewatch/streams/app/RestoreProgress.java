package org.lodewatch.streams.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** How far an instance has brought its state back from the logs, that of its standbys apart. */
final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {

    /**
     * Of one store's partition.
     *
     * @param restored offsets passed
     * @param wanted offsets to pass
     */
    private record Way(long restored, long wanted) {}

    private record Place(TopicPartition partition, String store) {}

    private final Map<Place, Way> ways = new ConcurrentHashMap<>();
    private final Map<Place, Long> standbysBehind = new ConcurrentHashMap<>();
    private volatile long begun;
    private volatile long ended;

    boolean isUnderWay() {
        return ways.values().stream().anyMatch(way -> way.restored() < way.wanted());
    }

    /** Records that are still to be read. */
    long remaining() {
        return ways.values().stream()
                .mapToLong(way -> way.wanted() - way.restored())
                .sum();
    }

    /** Records that have been read. */
    long restored() {
        return ways.values().stream().mapToLong(Way::restored).sum();
    }

    /** Records by which the standbys are behind. */
    long standbyBehind() {
        return standbysBehind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How long it has taken so far, or took the last time. */
    double seconds() {
        return ((isUnderWay() ? System.nanoTime() : ended) - begun) / 1e9;
    }

    /**
     * {@code restored} of {@code toRestore} records in {@code partitions} of all stores, since the start or the last
     * time that each was taken over; and, where there are standbys, by how many records they are behind.
     */
    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("restored", restored());
        figures.put("toRestore", ways.values().stream().mapToLong(Way::wanted).sum());
        figures.put("partitions", (long) ways.size());
        if (!standbysBehind.isEmpty()) {
            figures.put("standbyBehind", standbyBehind());
        }
        return figures;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        standbysBehind.remove(new Place(partition, store));
        if (!isUnderWay()) {
            begun = System.nanoTime();
            ended = begun;
        }
        ways.put(new Place(partition, store), new Way(0, Math.max(0, end - start)));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long records) {
        ways.computeIfPresent(
                new Place(partition, store),
                (place, way) -> new Way(Math.min(way.wanted(), way.restored() + records), way.wanted()));
    }

    /** Markers of transactions take offsets and are never handed out, so that the records alone do not add up. */
    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        ways.computeIfPresent(new Place(partition, store), (place, way) -> new Way(way.wanted(), way.wanted()));
        ended = System.nanoTime();
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        ways.remove(new Place(partition, store));
    }

    @Override
    public void onUpdateStart(TopicPartition partition, String store, long start) {
        ways.remove(new Place(partition, store));
    }

    @Override
    public void onBatchLoaded(
            TopicPartition partition, String store, TaskId task, long batchEnd, long records, long end) {
        standbysBehind.put(new Place(partition, store), Math.max(0, end - batchEnd));
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition partition, String store, long reached, long end, SuspendReason reason) {
        standbysBehind.remove(new Place(partition, store));
    }
}
