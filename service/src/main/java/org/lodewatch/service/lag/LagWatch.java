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
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.clients.kafka.OpenTransactionSearch;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.lag.Groups.GroupState;
import org.lodewatch.service.lag.PartitionWindow.PartitionSample;

/**
 * Takes samples of groups, logs and feeds, once or repeatedly. The recent samples determine the status of each partition.
 * Not thread-safe.
 */
public final class LagWatch implements AutoCloseable {

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(2);

    /** Those that an instance may describe: the others are only used by feeds and notifiers. */
    private static final List<String> TOPICS =
            Topics.ofTopology().stream().map(Topic::name).toList();

    private record WindowKey(String group, Uuid topic, int partition) {}

    private final LagScope scope;
    private final LagTiming timing;
    private final Clock clock;
    private final Admin admin;
    private final Groups groups;
    private final Logs logs;
    private final RecordsBehind records;
    private final Feeds feeds;
    private final Duration longestTransaction;
    private final Map<WindowKey, PartitionWindow> windows = new HashMap<>();
    private LagReport last;

    /**
     * Creates the clients; sends no request yet.
     *
     * @param kafka client properties: bootstrap.servers at least
     */
    public LagWatch(Map<String, ?> kafka, LagScope scope, LagTiming timing) {
        this.scope = scope;
        this.timing = timing;
        this.clock = Clock.systemUTC();
        this.admin = Admin.create(LagClients.admin(kafka));
        this.groups = new Groups(admin, scope);
        this.logs = new Logs(admin);
        this.records = new RecordsBehind(new LogReader(kafka), timing.reading());
        this.feeds = new Feeds(kafka);
        this.longestTransaction = OpenTransactionSearch.longest(kafka);
        this.last = new LagReport(clock.instant(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Takes a sample.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers, or it refuses
     */
    public LagReport sample() {
        last = report();
        return last;
    }

    /**
     * Takes a sample. After any failure every lag of the last report becomes unknown, and the report has the reason: the
     * earlier lag would be shown unchanged while the real one grows.
     */
    public LagReport sampleOrFailure() {
        try {
            return sample();
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
     * Takes samples until the status of all partitions is certain: one if everything is consumed, otherwise two or more, for
     * hardly longer than the window.
     */
    public LagReport sampleUntilCertain() {
        LagReport report = sample();
        while (!windows.values().stream().allMatch(PartitionWindow::isCertain)) {
            Polling.pause(BETWEEN_SAMPLES);
            report = sample();
        }
        return report;
    }

    @Override
    public void close() {
        records.close();
        feeds.close();
        admin.close(Duration.ofSeconds(1));
    }

    private LagReport report() {
        // Commits first, so that none of them is beyond an end that is read later.
        List<GroupState> states = groups.read();
        LogState log = logs.read(
                states.stream().flatMap(state -> state.topics().stream()).collect(Collectors.toSet()));
        Instant now = clock.instant();
        Map<PartitionPosition, Lag> lags = records.lags(places(states, log), log, now);

        Set<WindowKey> seen = new HashSet<>();
        List<GroupLag> found = new ArrayList<>();
        for (GroupState state : states) {
            Map<String, List<PartitionLag>> topics = new TreeMap<>();
            for (TopicPartition partition : state.partitions(log)) {
                WindowKey key =
                        new WindowKey(state.group(), log.topic(partition).id(), partition.partition());
                PartitionWindow window = windows.computeIfAbsent(key, k -> new PartitionWindow(timing.window()));
                seen.add(key);
                Optional<PartitionPosition> place = state.place(partition, log);
                Lag lag = state.shares()
                        ? state.unacknowledged(partition)
                        : place.map(lags::get).orElse(Lag.UNKNOWN);
                window.add(new PartitionSample(
                        now,
                        place.map(at -> OptionalLong.of(at.offset())).orElse(OptionalLong.empty()),
                        lag,
                        !state.members().isEmpty()));
                topics.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                        .add(new PartitionLag(
                                partition.topic(),
                                partition.partition(),
                                state.committed(partition),
                                log.start(partition),
                                log.stableEnd(partition),
                                lag,
                                window.rate(),
                                window.status()));
            }
            found.add(new GroupLag(
                    state.group(),
                    state.protocol(),
                    state.members(),
                    topics.entrySet().stream()
                            .map(topic -> new TopicLag(topic.getKey(), topic.getValue()))
                            .toList()));
        }
        windows.keySet().retainAll(seen);
        found.removeIf(group -> !group.exists() && !scope.others().contains(group.group()));
        feeds.read(Deadline.in(timing.reading()));
        LagReport report = new LagReport(now, Optional.empty(), found, feeds.ages(), feeds.datasets(), heldBack(now));
        return partitionProblem(log)
                .map(problem -> report.unknown(now, problem))
                .orElse(report);
    }

    private List<OpenTransaction> heldBack(Instant now) {
        return OpenTransactionSearch.find(admin, TOPICS).stream()
                .filter(open -> open.lastedLongerThan(longestTransaction, now))
                .toList();
    }

    private Optional<String> partitionProblem(LogState log) {
        return Optional.ofNullable(log.topics().get(Topics.CUSTOMS_IMPORTS.name()))
                .map(topic -> new ImportPartitions(topic.id().toString(), topic.partitions()))
                .flatMap(feeds::partitionProblem);
    }

    private static Set<PartitionPosition> places(List<GroupState> states, LogState log) {
        Set<PartitionPosition> places = new HashSet<>();
        for (GroupState state : states) {
            state.partitions(log)
                    .forEach(partition -> state.place(partition, log).ifPresent(places::add));
        }
        return places;
    }
}
