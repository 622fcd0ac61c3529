package org.lodewatch.service.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.service.lag.Groups.Standing;

/**
 * Looks at the groups, the log and the feeds, once or again and again: every look is a sample, and the samples of the
 * last while tell the status of each partition. Not thread-safe.
 */
public final class LagWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private record WindowKey(String group, Uuid topic, int partition) {}

    private final LagScope scope;
    private final ConsumptionRate pace;
    private final Clock clock;
    private final Admin admin;
    private final Groups groups;
    private final Logs logs;
    private final RecordsBehind records;
    private final Feeds feeds;
    private final Map<WindowKey, PartitionWindow> windows = new HashMap<>();
    private LagReport last;

    /**
     * Makes its clients; asks nothing yet.
     *
     * @param kafka client properties: bootstrap.servers at least
     */
    public LagWatch(Map<String, ?> kafka, LagScope scope, ConsumptionRate pace) {
        this(kafka, scope, pace, Clock.systemUTC());
    }

    LagWatch(Map<String, ?> kafka, LagScope scope, ConsumptionRate pace, Clock clock) {
        this.scope = scope;
        this.pace = pace;
        this.clock = clock;
        this.admin = Admin.create(Clients.asking(kafka));
        this.groups = new Groups(admin, scope);
        this.logs = new Logs(admin);
        this.records = new RecordsBehind(new LogReader(kafka), pace.reading());
        this.feeds = new Feeds(kafka);
        this.last = new LagReport(clock.instant(), Optional.empty(), List.of(), List.of(), List.of());
    }

    /**
     * Looks once.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers, or it refuses
     */
    public LagReport look() {
        last = sample();
        return last;
    }

    /**
     * Looks once. If no broker answers, or it refuses, or whatever else goes wrong, every lag of the last report is
     * unknown, and the report says why: lag from before would stand still while it grows.
     */
    public LagReport lookOrTellWhy() {
        try {
            return look();
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            last = last.unknown(
                    clock.instant(),
                    e instanceof KafkaException && e.getMessage() != null ? e.getMessage() : e.toString());
            return last;
        }
    }

    /**
     * Looks as often as it takes to tell the status of all: once where all is consumed, otherwise twice or more, and
     * hardly longer than the pace's window.
     */
    public LagReport lookUntilTold() {
        LagReport report = look();
        while (!windows.values().stream().allMatch(PartitionWindow::isTold)) {
            Polling.pause(BETWEEN_LOOKS);
            report = look();
        }
        return report;
    }

    @Override
    public void close() {
        records.close();
        feeds.close();
        admin.close(Duration.ofSeconds(1));
    }

    private LagReport sample() {
        // Commits first: none of them is beyond an end that is asked for later.
        List<Standing> standings = groups.read();
        LogState log = logs.read(standings.stream()
                .flatMap(standing -> standing.topics().stream())
                .collect(Collectors.toSet()));
        Instant now = clock.instant();
        Map<PartitionPosition, Lag> lags = records.lags(places(standings, log), log, now);

        Set<WindowKey> seen = new HashSet<>();
        List<GroupLag> found = new ArrayList<>();
        for (Standing standing : standings) {
            Map<String, List<PartitionLag>> topics = new TreeMap<>();
            for (TopicPartition partition : standing.partitions(log)) {
                WindowKey key =
                        new WindowKey(standing.group(), log.topic(partition).id(), partition.partition());
                PartitionWindow window = windows.computeIfAbsent(key, k -> new PartitionWindow(pace.window()));
                seen.add(key);
                Optional<PartitionPosition> place = standing.place(partition, log);
                Lag lag = place.map(lags::get).orElse(Lag.UNKNOWN);
                window.add(new PartitionSample(
                        now,
                        place.map(at -> OptionalLong.of(at.offset())).orElse(OptionalLong.empty()),
                        lag,
                        standing.members() > 0));
                topics.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                        .add(new PartitionLag(
                                partition.topic(),
                                partition.partition(),
                                standing.committed(partition),
                                log.start(partition),
                                log.stableEnd(partition),
                                lag,
                                window.rate(),
                                window.status()));
            }
            found.add(new GroupLag(
                    standing.group(),
                    standing.protocol(),
                    standing.members(),
                    topics.entrySet().stream()
                            .map(topic -> new TopicLag(topic.getKey(), topic.getValue()))
                            .toList()));
        }
        windows.keySet().retainAll(seen);
        found.removeIf(group -> !group.exists() && !scope.others().contains(group.group()));
        feeds.read(Deadline.in(pace.reading()));
        return new LagReport(now, Optional.empty(), found, feeds.ages(), feeds.datasets());
    }

    private static Set<PartitionPosition> places(List<Standing> standings, LogState log) {
        Set<PartitionPosition> places = new HashSet<>();
        for (Standing standing : standings) {
            standing.partitions(log)
                    .forEach(partition -> standing.place(partition, log).ifPresent(places::add));
        }
        return places;
    }
}
