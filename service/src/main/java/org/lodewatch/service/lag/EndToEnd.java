package org.lodewatch.service.lag;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The end-to-end seconds of this process: from the publication of the newest import in a book until its shares, or an alert
 * on it, are written. Reads the timers {@code lodewatch.latency}, which the topology records. Thread-safe.
 */
final class EndToEnd {

    private static final String TIMER = "lodewatch.latency";

    /**
     * What was written since the start of the process.
     *
     * @param to {@code shares} or {@code alerts}
     * @param count how many were written
     * @param meanSeconds of them; null if there are none
     * @param newest of those written last; null if there are none
     */
    public record WrittenJson(String to, long count, Double meanSeconds, NewestWrittenJson newest) {}

    /**
     * What was written last.
     *
     * @param at when it was seen, up to ten seconds after it was written
     * @param count how many were written between two measurements
     */
    public record NewestWrittenJson(String at, long count, double meanSeconds) {}

    private record Totals(long count, double seconds) {}

    private final MeterRegistry registry;
    private final Map<String, Totals> before = new TreeMap<>();
    private final Map<String, NewestWrittenJson> newest = new TreeMap<>();

    EndToEnd(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Looks what was written since the last call. */
    synchronized void sample(Instant now) {
        for (Timer timer : registry.find(TIMER).timers()) {
            String to = timer.getId().getTag("to");
            Totals present = new Totals(timer.count(), timer.totalTime(TimeUnit.SECONDS));
            Totals last = before.getOrDefault(to, new Totals(0, 0));
            long count = present.count() - last.count();
            if (count > 0) {
                newest.put(
                        to,
                        new NewestWrittenJson(
                                now.toString(), count, rounded((present.seconds() - last.seconds()) / count)));
            }
            before.put(to, present);
        }
    }

    /** By what is written: alerts and shares. */
    synchronized List<WrittenJson> written() {
        List<WrittenJson> written = new ArrayList<>();
        before.forEach((to, totals) -> written.add(new WrittenJson(
                to,
                totals.count(),
                totals.count() == 0 ? null : rounded(totals.seconds() / totals.count()),
                newest.get(to))));
        return written;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1_000) / 1_000.0;
    }
}
