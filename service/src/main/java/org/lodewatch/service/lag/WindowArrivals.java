package org.lodewatch.service.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * When the windows of a dataset and reporter appeared in the log, by the month that they end with. Not thread-safe.
 *
 * <p>A revision replaces the windows of earlier months, and the log forgets the replaced ones. A window that was replaced
 * before it was read therefore seems to appear with its revision, together with others, and does not count.
 */
final class WindowArrivals {

    /** Fewer show no rhythm. */
    private static final int FEWEST = 3;

    /** Older ones do not count. */
    private static final int MOST = 12;

    /** Months that arrive within a shorter time are loaded together. */
    private static final Duration APART = Duration.ofDays(10);

    private static final class Month {
        private final Instant first;
        private final Set<String> keys = new HashSet<>();

        private Month(Instant first) {
            this.first = first;
        }
    }

    private final TreeMap<Integer, Month> months = new TreeMap<>();

    /** A window was published. */
    void add(int month, String key, Instant at) {
        months.computeIfAbsent(month, unseen -> new Month(at)).keys.add(key);
    }

    /** A window was removed. */
    void remove(int month, String key) {
        months.computeIfPresent(month, (m, windows) -> {
            windows.keys.remove(key);
            return windows.keys.isEmpty() ? null : windows;
        });
    }

    boolean isEmpty() {
        return months.isEmpty();
    }

    /** The newest month; there must be one. */
    int newest() {
        return months.lastKey();
    }

    /** The shortest time between two months; 0 if there is only one. */
    int stepMonths() {
        int step = 0;
        Integer before = null;
        for (int month : months.keySet()) {
            if (before != null && (step == 0 || month - before < step)) {
                step = month - before;
            }
            before = month;
        }
        return step;
    }

    /** When new months were published. The first month has none before it: it may have been loaded at any time. */
    Optional<ObservedDelay> observed() {
        List<Duration> delays = new ArrayList<>();
        Instant before = null;
        for (Map.Entry<Integer, Month> month : months.entrySet()) {
            Instant first = month.getValue().first;
            Duration delay = Duration.between(Months.end(month.getKey()), first);
            if (before != null && !first.isBefore(before.plus(APART)) && !delay.isNegative()) {
                delays.add(delay);
            }
            before = before == null || first.isAfter(before) ? first : before;
        }
        List<Duration> newest = delays.subList(Math.max(0, delays.size() - MOST), delays.size());
        if (newest.size() < FEWEST) {
            return Optional.empty();
        }
        // The first day after a month is day 1, as in documented delays.
        int shortest = (int) newest.stream().mapToLong(Duration::toDays).min().orElseThrow() + 1;
        int longest = (int) newest.stream().mapToLong(Duration::toDays).max().orElseThrow() + 1;
        return Optional.of(new ObservedDelay(new ReleaseDelay(shortest, longest), newest.size()));
    }
}
