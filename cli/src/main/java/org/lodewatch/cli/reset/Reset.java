package org.lodewatch.cli.reset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.StoreNames;

/**
 * Deletes the state that the topology has derived from the log, so that it starts over from the log.
 *
 * <p>What it keeps, and why:
 *
 * <ul>
 *   <li>customs-imports and the offsets in it: every start restores the ledger from the log and sends all totals again.
 *       Reading the log again would add nothing, and would reject again what is rejected already.
 *   <li>dependence-policies with its offset, and lodewatch-policies: policies come from users, not from the log. The
 *       second half reads lodewatch-policies from its beginning, before the first partial that is sent after the start,
 *       because its records are older.
 *   <li>The changelog of alerts: transitions are the difference to what was published, and are numbered from there on.
 *       Without it every open alert would be raised again as number 1.
 *   <li>Everything that was published. Once the topology has read all of the log, it withdraws what no longer follows
 *       from it. So no reader ever sees an empty view.
 * </ul>
 *
 * <p>After any of the steps, the reset may be interrupted, and an instance may start or the reset may run again:
 *
 * <ol>
 *   <li>Once the {@linkplain StrayRecords records of others} are replaced, the topics are as the topology has written them.
 *   <li>Once the published books are noted, an instance publishes all windows again, from the same books.
 *   <li>Without its offsets it reads old partials and policies again, and skips them, because its store of the books has
 *       their offsets. Each input partition sends all its totals, as at every start.
 *   <li>Without the old partials it has fewer to skip.
 *   <li>Without the store of the books it waits for all input partitions, withdraws the noted windows that no longer
 *       exist, and reads the policies again from the oldest. They judge nothing until the books are complete.
 *   <li>Without the store of policies it has those that it reads again. This step is the last one: a store of the books
 *       that still existed would skip them, and every alert would resolve.
 * </ol>
 */
public final class Reset {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KafkaCluster cluster;
    private final String applicationId;
    private final ApplicationGroup group;

    /**
     * One step of a reset.
     *
     * @param sentence what the step does, for the operator
     */
    public record Step(String sentence, Runnable action) {

        public void execute() {
            action.run();
        }
    }

    public Reset(KafkaCluster cluster, String applicationId) {
        this.cluster = cluster;
        this.applicationId = applicationId;
        this.group = new ApplicationGroup(cluster.admin(), applicationId);
    }

    /**
     * The steps that are left, in order.
     *
     * @throws OperatorException if an instance is running, or the application has never run
     */
    public List<Step> plan() {
        if (!hasEverRun()) {
            throw new OperatorException(
                    "no application %s has run at %s, so there is nothing to reset: name another with --application-id"
                            .formatted(applicationId, cluster.settings().bootstrapServers()));
        }
        group.requireEmpty();
        List<Step> steps = new ArrayList<>();
        StrayRecords strays = new StrayRecords(cluster, Topics.alertStore(alerts().name()));
        if (!strays.isEmpty()) {
            steps.add(new Step(
                    "replace the records that the topology has not written: " + strays.text(), strays::replace));
        }
        notePublishedBooks(strays).ifPresent(steps::add);
        deleteOffsets().ifPresent(steps::add);
        deletePartials().ifPresent(steps::add);
        delete(changelog(StoreNames.BOOK_PARTS)).ifPresent(steps::add);
        delete(changelog(StoreNames.POLICIES)).ifPresent(steps::add);
        return steps;
    }

    /** @throws OperatorException if an instance is running */
    public void requireStopped() {
        group.requireEmpty();
    }

    /** Deletes the offsets in customs-imports too, and executes all steps; nothing if the application has never run. */
    public void executeIfEverRun() {
        if (hasEverRun()) {
            Map<TopicPartition, Long> imports = group.offsets(Topics.CUSTOMS_IMPORTS);
            if (!imports.isEmpty()) {
                group.deleteOffsets(imports);
            }
            plan().forEach(Step::execute);
        }
    }

    private boolean hasEverRun() {
        return group.type().isPresent() || cluster.topics().partitions(alerts()).isPresent();
    }

    /** What the reset does not delete. */
    public String kept() {
        return "kept: %s, %s and their offsets, %s, the numbers of alerts in %s, and everything that was published"
                .formatted(
                        Topics.CUSTOMS_IMPORTS.name(),
                        Topics.DEPENDENCE_POLICIES.name(),
                        Topics.POLICIES_BROADCAST.name(),
                        alerts().name());
    }

    private Optional<Step> notePublishedBooks(StrayRecords strays) {
        Topic<byte[], byte[]> changelog = changelog(StoreNames.UNPUBLISHED_BOOKS);
        return cluster.topics().partitions(changelog).map(partitions -> {
            PublishedBooks books = new PublishedBooks(cluster, strays.statuses().values());
            return new Step(
                    "note %d %s in %s, to be published again or withdrawn"
                            .formatted(books.count(), books.count() == 1 ? "book" : "books", changelog.name()),
                    () -> books.writeTo(changelog, partitions));
        });
    }

    private Optional<Step> deleteOffsets() {
        Map<TopicPartition, Long> partials = group.offsets(Topics.PARTIALS);
        Map<TopicPartition, Long> policies = group.offsets(Topics.POLICIES_BROADCAST);
        Map<TopicPartition, Long> all = new HashMap<>(partials);
        all.putAll(policies);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step(
                        "delete the offsets of group %s in %s (%s) and %s (%s)"
                                .formatted(
                                        applicationId,
                                        Topics.PARTIALS.name(),
                                        text(partials),
                                        Topics.POLICIES_BROADCAST.name(),
                                        text(policies)),
                        () -> group.deleteOffsets(all)));
    }

    private Optional<Step> deletePartials() {
        List<TopicPartition> partitions = IntStream.range(
                        0, cluster.topics().partitions(Topics.PARTIALS).orElse(0))
                .mapToObj(partition -> new TopicPartition(Topics.PARTIALS.name(), partition))
                .toList();
        Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        ends.putAll(PartitionOffsets.latest(cluster.admin(), partitions));
        return PartitionOffsets.earliest(cluster.admin(), partitions).equals(ends)
                ? Optional.empty()
                : Optional.of(new Step(
                        "delete the records of %s before offsets %s".formatted(Topics.PARTIALS.name(), text(ends)),
                        () -> KafkaFutures.await(cluster.admin()
                                .deleteRecords(ends.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                end -> RecordsToDelete.beforeOffset(end.getValue()))))
                                .all())));
    }

    private Optional<Step> delete(Topic<byte[], byte[]> topic) {
        return cluster.topics()
                .partitions(topic)
                .map(partitions -> new Step("delete topic " + topic.name(), () -> {
                    KafkaFutures.await(
                            cluster.admin().deleteTopics(List.of(topic.name())).all());
                    awaitGone(topic);
                }));
    }

    /** An instance that starts too early would find the old topic. */
    private void awaitGone(Topic<?, ?> topic) {
        boolean gone = Polling.until(
                found -> found, () -> cluster.topics().partitions(topic).isEmpty(), PAUSE, TIMEOUT);
        if (!gone) {
            throw new TimeoutException("topic " + topic.name() + " is still there");
        }
    }

    private Topic<byte[], byte[]> alerts() {
        return changelog(StoreNames.ALERTS);
    }

    private Topic<byte[], byte[]> changelog(String store) {
        return Topics.changelog(applicationId, store);
    }

    private static String text(Map<TopicPartition, Long> offsets) {
        return offsets.isEmpty()
                ? "none"
                : offsets.values().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
