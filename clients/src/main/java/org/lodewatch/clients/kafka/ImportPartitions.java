package org.lodewatch.clients.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.lodewatch.schemas.topics.Topics;

/**
 * The partitions of customs-imports: which topic it is, and how many it has. All revisions of a record id must be in the
 * partition that the default partitioner of Kafka's Java client chooses, so their number may not change. Feeds store the number
 * that they publish into as a header of their checkpoints.
 *
 * @param topicId distinguishes a topic that was deleted and created again
 * @param count number of partitions, 1 or more
 */
public record ImportPartitions(String topicId, int count) {

    /** The header of a record in feed-checkpoints: the topic's id, a space, the number of partitions. */
    public static final String HEADER = "lodewatch.imports";

    /**
     * The header of the first record of each partition of a topic that `topics repartition` has written: the ids of the topics
     * before it, with spaces between them.
     */
    public static final String FORMER_TOPICS = "lodewatch.former-topics";

    /** What to do about partitions that have changed in number. */
    public static final String REMEDY =
            "stop all feeds and instances, then run `lodewatch topics repartition --execute`";

    /** The partitions of the topic; empty if it does not exist. */
    public static Optional<ImportPartitions> describe(Admin admin) {
        return KafkaFutures.awaitUnless(
                        UnknownTopicOrPartitionException.class,
                        admin.describeTopics(List.of(Topics.CUSTOMS_IMPORTS.name()))
                                .topicNameValues()
                                .get(Topics.CUSTOMS_IMPORTS.name()))
                .map(ImportPartitions::of);
    }

    /** The partitions of this topic. */
    public static ImportPartitions of(TopicDescription topic) {
        return new ImportPartitions(
                topic.topicId().toString(), topic.partitions().size());
    }

    /** The partition of a key among {@code count}, 0 or more, as the default partitioner of Kafka's Java client chooses it. */
    public static int partition(byte[] key, int count) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }

    /** Stores them in the headers of a checkpoint. */
    public void putInto(Headers headers) {
        headers.remove(HEADER).add(HEADER, (topicId + " " + count).getBytes(UTF_8));
    }

    /** The problem of a feed whose checkpoint has another number of partitions of this topic, in a line. */
    public Optional<String> problemOf(Headers checkpoint) {
        OptionalInt earlier = countIn(checkpoint);
        return earlier.isPresent() && earlier.getAsInt() != count
                ? Optional.of(writtenInto(earlier.getAsInt()))
                : Optional.empty();
    }

    /** How many partitions the feed of a checkpoint has published into, if it was this topic. */
    private OptionalInt countIn(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return OptionalInt.empty();
        }
        String[] parts = new String(header.value(), UTF_8).split(" ");
        return parts.length == 2 && parts[0].equals(topicId) && parts[1].matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(parts[1]))
                : OptionalInt.empty();
    }

    /**
     * Compares with the same topic at another time.
     *
     * @param now empty if the topic does not exist
     * @return a line with what has changed and what to do; empty if nothing has
     */
    public Optional<String> changedTo(Optional<ImportPartitions> now) {
        if (now.isEmpty() || !now.get().topicId.equals(topicId)) {
            return Optional.of(
                    "%s was deleted%s while this process used it: start it again, after the end of `lodewatch"
                                    .formatted(Topics.CUSTOMS_IMPORTS.name(), now.isEmpty() ? "" : " and created again")
                            + " topics repartition` if that runs");
        }
        return now.get().count == count
                ? Optional.empty()
                : Optional.of(now.get().writtenInto(count));
    }

    /** The line about records that were written while there was another number of partitions. */
    String writtenInto(int earlier) {
        return "%s has %d partitions, but records were written into %d, so revisions of one id would be in two partitions and count twice: %s"
                .formatted(Topics.CUSTOMS_IMPORTS.name(), count, earlier, REMEDY);
    }
}
