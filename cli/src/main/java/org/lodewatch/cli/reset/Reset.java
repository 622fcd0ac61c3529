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
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.StoreNames;

/**
 * Lets an application start over from the log: takes away what the topology made of it for itself.
 *
 * <p>What it keeps, and why:
 *
 * <ul>
 *   <li>customs-imports and the offsets there: every start restores the ledger from the log, and sends on all of it.
 *       Reading the log again would give nothing more, and reject once more what is rejected already.
 *   <li>dependence-policies with the offset there, and lodewatch-policies: policies come from people, not from the log.
 *       The second half reads lodewatch-policies again from its beginning, before the first partial that is sent after
 *       the start, since its records are older.
 *   <li>The changelog of alerts: transitions are the difference to what was told, numbered from there on. Without it every
 *       standing alert would be raised again as number 1.
 *   <li>All that was published. What the log does not give any more is taken back by the topology, once it has the whole
 *       picture: no reader is ever shown an empty one.
 * </ul>
 *
 * <p>The steps may be broken off anywhere, and an instance may start then, or the reset be run again:
 *
 * <ol>
 *   <li>Once the shown books are noted, an instance publishes all windows once more, from the same books.
 *   <li>Without its offsets it reads old partials and policies again, and passes them over, since its store of the books
 *       has seen them. Each input partition sends all it has, as at every start.
 *   <li>Without the old partials it has fewer to pass over.
 *   <li>Without the store of the books it waits for all input partitions, takes back which of the noted windows are not
 *       there any more, and reads the policies again: from the oldest, which judge nothing, as the books are not whole.
 *   <li>Without the store of policies it has those that it reads again. This comes last: a store of the books that
 *       remained would pass them over, and every alert would resolve.
 * </ol>
 */
public final class Reset {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KafkaCluster cluster;
    private final String applicationId;
    private final ApplicationGroup group;

    public Reset(KafkaCluster cluster, String applicationId) {
        this.cluster = cluster;
        this.applicationId = applicationId;
        this.group = new ApplicationGroup(cluster.admin(), applicationId);
    }

    /**
     * What is to be done, in order; what is done already is left out.
     *
     * @throws OperatorException if an instance lives, or the application has never run
     */
    public List<ResetStep> plan() {
        if (group.type().isEmpty() && cluster.topics().partitions(alerts()).isEmpty()) {
            throw new OperatorException(
                    "no application %s has run at %s, so there is nothing to reset: name another with --application-id"
                            .formatted(applicationId, cluster.settings().bootstrapServers()));
        }
        group.requireEmpty();
        List<ResetStep> steps = new ArrayList<>();
        noteShownBooks().ifPresent(steps::add);
        forgetOffsets().ifPresent(steps::add);
        deletePartials().ifPresent(steps::add);
        delete(changelog(StoreNames.BOOK_PARTS)).ifPresent(steps::add);
        delete(changelog(StoreNames.POLICIES)).ifPresent(steps::add);
        return steps;
    }

    /** What a reader of the plan may fear for. */
    public String kept() {
        return "kept: %s, %s and their offsets, %s, the numbers of alerts in %s, and all that was published"
                .formatted(
                        Topics.CUSTOMS_IMPORTS.name(),
                        Topics.DEPENDENCE_POLICIES.name(),
                        Topics.POLICIES_BROADCAST.name(),
                        alerts().name());
    }

    private Optional<ResetStep> noteShownBooks() {
        Topic<byte[], byte[]> changelog = changelog(StoreNames.UNPUBLISHED_BOOKS);
        return cluster.topics().partitions(changelog).map(partitions -> {
            Map<BookKey, AsOfRange> shown = PublishedBooks.in(cluster);
            return new ResetStep(
                    "note %d %s in %s, to be published again or taken back"
                            .formatted(shown.size(), shown.size() == 1 ? "book" : "books", changelog.name()),
                    () -> new BookNotes(cluster, changelog, partitions).replaceBy(shown));
        });
    }

    private Optional<ResetStep> forgetOffsets() {
        Map<TopicPartition, Long> partials = group.offsets(Topics.PARTIALS);
        Map<TopicPartition, Long> policies = group.offsets(Topics.POLICIES_BROADCAST);
        Map<TopicPartition, Long> all = new HashMap<>(partials);
        all.putAll(policies);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResetStep(
                        "forget the offsets of group %s in %s (%s) and %s (%s)"
                                .formatted(
                                        applicationId,
                                        Topics.PARTIALS.name(),
                                        text(partials),
                                        Topics.POLICIES_BROADCAST.name(),
                                        text(policies)),
                        () -> group.forget(all)));
    }

    private Optional<ResetStep> deletePartials() {
        List<TopicPartition> partitions = IntStream.range(
                        0, cluster.topics().partitions(Topics.PARTIALS).orElse(0))
                .mapToObj(partition -> new TopicPartition(Topics.PARTIALS.name(), partition))
                .toList();
        Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        ends.putAll(PartitionOffsets.latest(cluster.admin(), partitions));
        return PartitionOffsets.earliest(cluster.admin(), partitions).equals(ends)
                ? Optional.empty()
                : Optional.of(new ResetStep(
                        "delete the records of %s before offsets %s".formatted(Topics.PARTIALS.name(), text(ends)),
                        () -> KafkaFutures.await(cluster.admin()
                                .deleteRecords(ends.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                end -> RecordsToDelete.beforeOffset(end.getValue()))))
                                .all())));
    }

    private Optional<ResetStep> delete(Topic<byte[], byte[]> topic) {
        return cluster.topics()
                .partitions(topic)
                .map(partitions -> new ResetStep("delete topic " + topic.name(), () -> {
                    KafkaFutures.await(
                            cluster.admin().deleteTopics(List.of(topic.name())).all());
                    awaitGone(topic);
                }));
    }

    /** An instance that starts too early would find the old one. */
    private void awaitGone(Topic<?, ?> topic) {
        boolean gone = Polling.until(
                found -> found, () -> cluster.topics().partitions(topic).isEmpty(), PAUSE, PATIENCE);
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
