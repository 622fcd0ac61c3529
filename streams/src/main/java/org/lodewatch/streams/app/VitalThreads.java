package org.lodewatch.streams.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The threads of Kafka Streams and its clients without which an instance does not work. An {@link Error} ends some of them,
 * such as the state updater, without a report to the exception handler: the instance would wait for them forever.
 */
final class VitalThreads {

    /** How many threads are needed, by the beginning of their names. */
    private final Map<String, Integer> needed = new TreeMap<>();

    private Set<String> missingBefore = Set.of();

    /** @param streamThreads num.stream.threads */
    VitalThreads(String clientId, int streamThreads) {
        needed.put(clientId + "-StreamThread-", streamThreads);
        needed.put(clientId + "-StateUpdater-", streamThreads);
        needed.put("kafka-producer-network-thread | " + clientId + "-StreamThread-", streamThreads);
        needed.put("kafka-admin-client-thread | " + clientId + "-admin", 1);
    }

    /**
     * Looks which threads live.
     *
     * @return which kind of them is missing now, and was at the last look: a thread that is being replaced is missing once
     */
    Optional<String> missing() {
        return missing(liveThreads());
    }

    Optional<String> missing(List<String> liveThreads) {
        Set<String> missing = needed.entrySet().stream()
                .filter(kind -> liveThreads.stream()
                                .filter(name -> name.startsWith(kind.getKey()))
                                .count()
                        < kind.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Optional<String> twice =
                missing.stream().filter(missingBefore::contains).sorted().findFirst();
        missingBefore = missing;
        return twice;
    }

    /** Without their stacks, which would stop all threads. */
    private static List<String> liveThreads() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .toList();
    }
}
